import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Operation } from '../../src/contract/contract.ts';
import { curlLine } from '../../src/mock/curl-line.ts';
import { sampleRequest } from '../../src/mock/sample-request.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { type Asking, ask } from './ask.ts';

const mock = await startMock({ contracts: [join(import.meta.dirname, 'fixtures/verdicts.yaml')], stateless: true });
afterAll(() => mock.close());

interface Row extends Asking {
  readonly line: string;
  /** What the refusal says; left out where there is none. */
  readonly says?: string;
  readonly status?: number;
}

const about = (what: string, rows: readonly Row[]): void => {
  describe(what, () => {
    test.each(rows)('$line $body $headers: $says', async ({ line, says, status, ...asking }) => {
      const [method, path] = line.split(' ');
      const answer = await ask(mock, `${method} /verdicts${path}`, asking);
      const reason = answer.status === 200 ? undefined : answer.text;
      expect([answer.status, reason]).toEqual(
        says === undefined ? [200, undefined] : [status ?? 400, expect.stringContaining(says)],
      );
      // A JavaScript error tells of Prism's code, and nothing that a client could mend.
      expect(answer.text).not.toMatch(/undefined|Cannot read properties/);
    });
  });
};

about('What is absent has no mistakes', [
  { line: 'GET /lists' },
  { line: 'GET /lists', headers: { 'x-ids': '1, 2' } },
  { line: 'GET /lists', headers: { 'x-ids': '1, b' }, says: 'header.X-Ids.1 must be integer' },
  { line: 'GET /lists', headers: { 'x-where': 'R,1' } },
  { line: 'GET /lists?filter[by]=me' },
  { line: 'GET /lists?filter[by]=them', says: 'query.filter.by must be one of' },
  { line: 'GET /lists?filter[of]=them', says: 'query.filter must have' },
  { line: 'POST /forms', body: 'name=n', type: 'application/x-www-form-urlencoded' },
  { line: 'POST /forms', body: 'other=n', type: 'application/x-www-form-urlencoded', says: 'body must have required' },
]);

about('Labels and matrices are read by their style', [
  { line: 'GET /labels/.1' },
  { line: 'GET /labels/.3', says: 'path.label must be one of' },
  { line: 'GET /labels/1', says: 'The path parameter label cannot be read.' },
  { line: 'GET /labels/.1/;ids=1;ids=2' },
  { line: 'GET /labels/.1/;ids=1;ids=b', says: 'path.ids.1 must be one of' },
  { line: 'GET /labels/.1/;sid=1', says: 'The path parameter ids cannot be read.' },
]);

about('A parameter may have a name that every object has', [
  { line: 'GET /inherited' },
  { line: 'GET /inherited?toString=1', headers: { constructor: '1' } },
  { line: 'GET /inherited', headers: { constructor: 'a' }, says: 'header.constructor must be integer' },
  { line: 'GET /inherited?limit=a', headers: { prefer: 'break=verdicts/inherit/request/query/limit:type' } },
]);

about('Lists are read by their style, item by item', [
  { line: 'GET /lists?status=sold&status=free' },
  { line: 'GET /lists?status=zz&status=sold', says: 'query.status.0' },
  { line: 'GET /lists?status=sold&status=sold', says: 'query.status must NOT have duplicate items' },
  { line: 'GET /lists?status=', says: 'query.status.0' },
  { line: 'GET /lists?ids=1&ids=2' },
  { line: 'GET /lists?ids=1&ids=b', says: 'query.ids.1 must be integer' },
  { line: 'GET /lists?either=1' },
  { line: 'GET /lists?either=1&either=2' },
  { line: 'GET /lists?either=1&either=b', says: 'query.either.1 must be integer' },
  { line: 'GET /lists?words=1%202' },
  { line: 'GET /lists?words=1%20b', says: 'query.words' },
  { line: 'GET /lists?tags=a,b' },
  { line: 'GET /lists?tags=a,c', says: 'query.tags.1' },
  { line: 'GET /lists?codes=a,c%2Cd' },
  { line: 'GET /lists?codes=a%2Cc,d', says: 'query.codes' },
  { line: 'GET /lists?maybe=1' },
  { line: 'GET /lists?maybe=null' },
  { line: 'GET /lists?maybe=x', says: 'query.maybe' },
  { line: 'GET /lists?r=1' },
  { line: 'GET /lists?r=x', says: 'query.color.r must be integer' },
]);

about('A text is wrong only if it is so however it is read', [
  { line: 'GET /values?q=x&c=2' },
  { line: 'GET /values?q=x&c=3', says: 'query.c must be one of' },
  { line: 'GET /values?q=x&limit=1e2' },
  { line: 'GET /values?q=x&limit=x', says: 'query.limit must be integer' },
  { line: 'GET /values?q=x&LIMIT=x' },
  { line: 'GET /values?Q=x', says: "query must have required property 'q'" },
  { line: 'GET /values', says: "query must have required property 'q'" },
]);

about('What is right in one reading is not in the way of what is let through', [
  {
    line: 'GET /values?q=x&c=2&flag=&limit=x',
    headers: { prefer: 'break=verdicts/listValues/request/query/limit:type' },
  },
  {
    line: 'GET /values?q=x&c=3&limit=x',
    headers: { prefer: 'break=verdicts/listValues/request/query/limit:type' },
    says: 'query.c must be one of',
  },
]);

about('An empty value is one', [
  { line: 'GET /values?q=' },
  { line: 'GET /values?q=x&limit=', says: 'query.limit must be integer' },
  { line: 'GET /values?q=x&active=', says: 'query.active must be boolean' },
  { line: 'GET /values?q=x&name=', says: 'query.name must NOT have fewer than 1 characters' },
  { line: 'GET /values?q=x&flag=' },
  { line: 'GET /values?q=x&flag=x', says: 'query.flag must be boolean' },
]);

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

about('Cookies are judged', [
  { line: 'GET /cookies', headers: { cookie: 'a=b; sid=s%20t; page=2; kinds=a%2Cb; seen=[1]' } },
  { line: 'GET /cookies', headers: { cookie: 'sid="s t"; kinds=b' } },
  { line: 'GET /cookies', says: "cookie must have required property 'sid'" },
  { line: 'GET /cookies', headers: { cookie: 'SID=s t' }, says: "cookie must have required property 'sid'" },
  { line: 'GET /cookies', headers: { cookie: 'sid=t' }, says: 'cookie.sid must match pattern' },
  { line: 'GET /cookies', headers: { cookie: 'sid=s t; page=two' }, says: 'cookie.page must be integer' },
  { line: 'GET /cookies', headers: { cookie: 'sid=s t; kinds=a,c' }, says: 'cookie.kinds.1 must be one of' },
  { line: 'GET /cookies', headers: { cookie: 'sid=s t; seen=%5B%22a%22%5D' }, says: 'cookie.seen.0 must be integer' },
  { line: 'GET /cookies', headers: { cookie: `sid=s t; seen=${nested(9_000)}` }, says: 'cookie.seen nests deeper' },
]);

const breaking = 'break=verdicts/listCookies/request/cookie/page:type';

about('What is told to be let through is, in a cookie and beside one', [
  { line: 'GET /cookies', headers: { cookie: 'sid=s t; page=two', prefer: breaking } },
  {
    line: 'GET /cookies',
    headers: { cookie: 'sid=t; page=two', prefer: breaking },
    says: 'cookie.sid must match pattern',
  },
]);

const operationOf = (wanted: string): Operation => {
  const operation = mock.contracts[0]?.operations.find(({ id }) => id === wanted);
  if (operation === undefined) throw new Error(`The contract has no operation ${wanted}.`);
  return operation;
};

test('A request that is made of examples has the cookies that it needs', async () => {
  const { method, path, headers } = sampleRequest(operationOf('listCookies'), {});
  expect(headers).toEqual({ Cookie: 'sid=s%20t' });
  expect((await ask(mock, `${method} /verdicts${path}`, { headers: { ...headers } })).status).toBe(200);
});

test('A request that is made of examples has its parameters in their styles', async () => {
  const { method, path } = sampleRequest(operationOf('listLabelled'), {});
  expect(path).toBe('/labels/.1/;ids=1');
  expect((await ask(mock, `${method} /verdicts${path}`)).status).toBe(200);
});

about('A body that is there is one', [
  ...['""', '0', 'false', 'null'].map((body) => ({ line: 'POST /anything', body })),
  { line: 'POST /anything', body: '[]', says: 'body must be' },
  { line: 'POST /anything', says: 'A request body is required' },
]);

about('A place has its names as they are', [
  { line: 'POST /slashes', body: { 'a/b': 'c' }, says: 'body.a/b must be integer' },
]);

about('A body is judged by the schema of its media type', [
  { line: 'PATCH /patches', body: { a: 1 }, type: 'application/merge-patch+json' },
  { line: 'PATCH /patches', body: { name: 1 }, type: 'application/vnd.api+json' },
  { line: 'PATCH /patches', body: { a: 1 }, type: 'application/vnd.api+json', says: 'must have required property' },
  { line: 'PATCH /patches', body: [], type: 'application/merge-patch+json', says: 'body must be object' },
  { line: 'PATCH /merges', body: { a: 1 }, type: 'application/merge-patch+json' },
  { line: 'PATCH /merges', body: { a: 1 }, status: 415, says: 'Supported content types: application/merge-patch+json' },
  { line: 'PATCH /merges', body: [], status: 415, says: 'Supported content types: application/merge-patch+json' },
]);

about('What is readOnly may be sent, and be left out', [
  { line: 'POST /trees', body: { branches: [{ branches: [{}] }], leaf: {} } },
  { line: 'POST /trees', body: { leaf: { id: 'i' } } },
  { line: 'POST /trees', body: { leaf: { other: 'i' } }, says: 'body.leaf' },
  { line: 'POST /named', body: { a: { name: 'n' } } },
  { line: 'POST /named', body: { a: { id: 'i' } } },
  { line: 'POST /named', body: { a: { other: 'i' } }, says: 'body.a' },
]);

about('A GET has a body where one is documented', [
  { line: 'GET /queries' },
  { line: 'GET /queries', body: { by: 'me' } },
  { line: 'GET /queries', body: {}, says: "body must have required property 'by'" },
  { line: 'GET /queries', body: '{', says: 'not well-formed JSON' },
  { line: 'GET /lists', body: '{', type: 'json' },
]);

test('The line for a GET with a body has curl send a GET', () => {
  expect(curlLine(operationOf('queryThings'), 'http://127.0.0.1:1', {})).toContain('curl -X GET ');
});
