import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonDepthMax } from '../../src/document/json-text.ts';
import { readContent } from '../../src/mock/http/request-content.ts';
import { canDecode, readTarget } from '../../src/mock/http/request-target.ts';

const read = (body: string | Uint8Array, contentType = 'application/json') =>
  readContent({
    method: 'POST',
    target: '/',
    headers: { 'content-type': contentType },
    body: Buffer.from(body),
    trouble: null,
  });

describe('a request body', () => {
  test('that is JSON is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(read(text)).toEqual({ kind: 'json', value: JSON.parse(text), bytes: Buffer.byteLength(text) });
      }),
    );
  });

  test('is never a reason to throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.string(), (bytes, type) => {
        expect(['json', 'text', 'trouble']).toContain(read(bytes, type).kind);
      }),
    );
  });

  test('may nest as deep as the limit, and brackets in strings do not count', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(read(nested(jsonDepthMax)).kind).toBe('json');
    expect(read(nested(jsonDepthMax + 1))).toMatchObject({ kind: 'trouble', status: 400 });
    expect(read(JSON.stringify(`\\"${nested(jsonDepthMax + 1)}`)).kind).toBe('json');
  });

  test('that is malformed is not quoted', () => {
    expect(read('{"secret": 1,}')).toEqual({
      kind: 'trouble',
      status: 400,
      reason: 'The request body is not well-formed JSON (at position 13)',
    });
  });
});

describe('a request target', () => {
  test.each([
    { target: '/a?b=1', path: '/a', query: { b: '1' } },
    { target: '/a?b=1&b=2&c', path: '/a', query: { b: ['1', '2'], c: '' } },
    { target: '/a%2Fb?x=%zz+y', path: '/a%2Fb', query: { x: '%zz y' } },
    { target: 'http://host:1/a?b=1', path: '/a', query: { b: '1' } },
    { target: '//host/a', path: '//host/a', query: {} },
    { target: '*', path: '/*', query: {} },
    { target: '/a?b?c#d', path: '/a', query: { 'b?c': '' } },
  ])('$target', ({ target, path, query }) => {
    expect(readTarget(target)).toMatchObject({ path, query });
    expect(readTarget(target).query).toEqual(query);
  });

  test('can be decoded or not, and is never a reason to throw', () => {
    expect([canDecode('/a%20b'), canDecode('/%zz'), canDecode('/%ff')]).toEqual([true, false, false]);
    fc.assert(
      fc.property(fc.string(), (target) => {
        expect(readTarget(target).path).toMatch(/^\//);
      }),
    );
  });
});
