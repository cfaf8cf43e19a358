import { describe, expect, test } from 'vitest';
import { judgePlayed, verdictOf } from './played-server.ts';

const contractOf = (value: object): string =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Users', version: '1' },
    servers: [{ url: 'http://127.0.0.1:1' }],
    paths: {
      '/users': {
        post: {
          operationId: 'a',
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: { type: 'object', required: ['value'], properties: { value }, additionalProperties: false },
              },
            },
          },
          responses: { 204: { description: 'A' }, 400: { description: 'B' }, 415: { description: 'C' } },
        },
      },
    },
  });

/** Reads the value of a body; undefined where there is none. */
const valueIn = (body: string): unknown => {
  try {
    const { value, ...others } = JSON.parse(body);
    return Object.keys(others).length === 0 ? value : undefined;
  } catch {
    return undefined;
  }
};

/** Judges a right server, and gives what it took. */
const judge = async (schema: object, isRight: (value: unknown) => boolean) => {
  const taken = new Set<unknown>();
  const { run, requests } = await judgePlayed(contractOf(schema), ({ headers, body }) => {
    if (headers['content-type'] !== 'application/json') return [415];
    const value = valueIn(body);
    if (!isRight(value)) return [400];
    taken.add(value);
    return [204];
  });
  return { run, requests, taken: [...taken] };
};

describe('A text that cannot be made is the one that the schema prints', () => {
  const password = { type: 'string', minLength: 8, pattern: String.raw`^(?=.*[A-Z])(?=.*\d).{8,}$` };
  const isPassword = (value: unknown): boolean =>
    typeof value === 'string' && /^(?=.*[A-Z])(?=.*\d).{8,}$/u.test(value);

  test.each([
    { example: 'Passw0rd' },
    { examples: ['short', 'Passw0rd'] },
    { default: 'Passw0rd' },
    { example: 1, examples: ['https://acme.technology/A1', 'Passw0rd'] },
  ])('%j', async (printed) => {
    const { run, taken } = await judge({ ...password, ...printed }, isPassword);
    expect(run).toMatchObject({ verdict: 'conformant', findings: [] });
    expect(verdictOf(run, 'a/204:status')).toBe('held');
    expect(verdictOf(run, 'a/request/body/value:pattern')).toBe('held');
    expect(taken).toContain('Passw0rd');
    expect(JSON.stringify(taken)).not.toContain('acme');
  });

  test.each([{}, { example: 'short' }])('unless none of them keeps it: %j', async (printed) => {
    const { run, taken } = await judge({ ...password, ...printed }, isPassword);
    expect(verdictOf(run, 'a/204:status')).toMatch(/^untestable: .*Lookahead/);
    expect(taken).toEqual([]);
  });
});

test('The bounds of int64 bound nothing that is made, and are not sent as what JSON makes of them', async () => {
  const bounds = { minimum: -(2 ** 63), maximum: 2 ** 63 };
  const isRight = (value: unknown): boolean => Number.isSafeInteger(value);
  const { run, requests } = await judge({ type: 'integer', format: 'int64', ...bounds }, isRight);
  expect(run).toMatchObject({ verdict: 'conformant', findings: [] });
  expect(verdictOf(run, 'a/204:status')).toBe('held');
  expect(requests.filter(({ body }) => body.includes(String(2 ** 63)))).toEqual([]);
});
