import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Operation } from '../../src/contract/api-description.ts';
import { sampleRequest } from '../../src/mock/http/sample-request.ts';
import { curlLine } from '../../src/mock/journal/curl-line.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { type Asking, ask } from './ask.ts';
import { createStockVerdict } from './stock-verdict.ts';

const mock = await startMock({ contracts: [join(import.meta.dirname, 'fixtures/verdicts.yaml')], stateless: true });
const [contract] = mock.contracts;
if (contract === undefined) throw new Error('The mock serves no contract.');
const stockVerdict = await createStockVerdict(contract);
afterAll(() => mock.close());

interface Row extends Asking {
  readonly line: string;
  /** What the refusal says; left out where there is none. */
  readonly says?: string;
  readonly status?: number;
}

/** Tries rows; `unlike` says why stock Prism decides otherwise about some of them, and is left out where it doesn't. */
const about = (what: string, rows: readonly Row[], unlike?: string): void => {
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

    test(unlike === undefined ? 'Stock Prism decides the same' : `Unlike ours, stock Prism ${unlike}`, () => {
      // It knows no clauses that could be broken.
      const known = rows.filter(({ headers }) => headers?.prefer === undefined);
      const different = known.filter(
        ({ line, says, ...asking }) => stockVerdict(line, asking) !== (says === undefined ? 'accepted' : 'refused'),
      );
      if (unlike === undefined) expect(different).toEqual([]);
      else expect(different).not.toEqual([]);
    });
  });
};

about(
  'What is absent has no mistakes',
  [
    { line: 'GET /lists' },
    { line: 'GET /filters' },
    { line: 'GET /headers' },
    { line: 'GET /headers', headers: { 'x-ids': '1, 2' } },
    { line: 'GET /headers', headers: { 'x-ids': '1, b' }, says: 'header.X-Ids.1 must be integer' },
    { line: 'GET /headers', headers: { 'x-where': 'R,1' } },
    { line: 'GET /filters?filter[by]=me' },
    { line: 'GET /filters?filter[by]=them', says: 'query.filter.by must be one of' },
    { line: 'GET /filters?filter[of]=them', says: 'query.filter must have' },
  ],
  'fails where a header that is a list is absent, and takes an absent object for an empty one',
);

const formType = 'application/x-www-form-urlencoded';

about(
  'Forms are read name by name',
  [
    { line: 'POST /forms', body: 'name=n', type: formType },
    { line: 'POST /forms', body: 'name=n%201&other=o', type: `${formType}; charset=utf-8` },
    { line: 'POST /forms', body: 'other=n', type: formType, says: "body must have required property 'name'" },
    {
      line: 'POST /forms',
      body: 'name=longer',
      type: formType,
      says: 'body.name must NOT have more than 4 characters',
    },
    { line: 'POST /forms', body: 'name=a&name=b', type: formType, says: 'body.name must be string' },
    { line: 'POST /forms', body: 'name=1&tags=1&tags=2', type: formType },
    { line: 'POST /forms', body: 'name=1&tags=1', type: formType },
    { line: 'POST /forms', body: 'name=1&tags=1,2', type: formType },
    { line: 'POST /forms', body: 'name=1&tags[]=1&tags[]=2', type: formType },
    { line: 'POST /forms', body: 'name=1&tags=1&tags=b', type: formType, says: 'body.tags.1 must be integer' },
    { line: 'POST /forms', body: 'name=1&at[x]=1', type: formType },
    { line: 'POST /forms', body: 'name=1&at[x]=b', type: formType, says: 'body.at.x must be integer' },
    { line: 'POST /forms', body: 'name=1&at=%7B%22x%22%3A1%7D', type: formType },
    { line: 'POST /forms', body: 'name=1&at=b', type: formType, says: 'body.at must be object' },
    { line: 'POST /forms', body: 'name=1&a[b]=true', type: formType },
    { line: 'POST /forms', body: 'name=1&a[b]=b', type: formType, says: 'body.a[b] must be boolean' },
    { line: 'POST /forms', body: `name=1&${'[x]'.repeat(9_000)}=1&a${'[x]'.repeat(9_000)}=1`, type: formType },
    {
      line: 'POST /forms',
      body: '{"name":"n"}',
      says: 'Supported content types: application/x-www-form-urlencoded',
      status: 415,
    },
    { line: 'POST /forms', type: formType, says: 'A request body is required' },
  ],
  'reads no repeated names, no JSON and no brackets in a form',
);

const multipart = (parts: Readonly<Record<string, string>>): Asking => ({
  type: 'multipart/form-data; boundary="b 1"',
  body: `${Object.entries(parts)
    .map(([name, text]) => `--b 1\r\nContent-Disposition: form-data; name="${name}"; filename="x"\r\n\r\n${text}\r\n`)
    .join('')}--b 1--\r\n`,
});

about(
  'Forms in parts are read part by part',
  [
    { line: 'POST /uploads', ...multipart({ name: 'n', tags: '[1,2]', at: '{"x":1}' }) },
    { line: 'POST /uploads', ...multipart({ name: 'a\r\nb' }) },
    { line: 'POST /uploads', ...multipart({ other: 'n' }), says: "body must have required property 'name'" },
    { line: 'POST /uploads', ...multipart({ name: 'longer' }), says: 'body.name must NOT have more than 4 characters' },
    { line: 'POST /uploads', body: 'x', type: 'multipart/form-data', status: 415, says: 'lacks a boundary' },
  ],
  'fails on a file without a Content-Type',
);

const inParts = (...lines: readonly string[]): Asking => ({
  type: 'multipart/form-data; boundary=b',
  body: lines.join('\r\n'),
});

about(
  'A part has the name that its header gives it, and what follows the last boundary is none',
  [
    {
      line: 'POST /uploads',
      ...inParts('--b', 'Content-Disposition: form-data; filename="; name=tags"; name="name"', '', 'n', '--b--', ''),
    },
    {
      line: 'POST /uploads',
      ...inParts('--b', 'content-disposition: form-data; filename="a\\"; name=x"; NAME=name', '', 'n', '--b--', ''),
    },
    {
      line: 'POST /uploads',
      ...inParts(
        ...['--b', 'Content-Disposition: form-data; name="name"', '', 'n', '--b--', 'and more', ''],
        ...['Content-Disposition: form-data; name="name"', '', 'longer', ''],
      ),
    },
  ],
  'reads forms in parts otherwise',
);

about(
  'Texts are judged as far as they can be read',
  [
    { line: 'POST /texts', body: '12', type: 'text/plain' },
    { line: 'POST /texts', body: 'twelve', type: 'text/plain', says: 'body must be integer' },
    { line: 'POST /texts', body: 'abc', type: 'text/csv' },
    { line: 'POST /texts', body: 'abcd', type: 'text/csv', says: 'body must NOT have more than 3 characters' },
    { line: 'POST /texts', body: '<a/>', type: 'application/xml' },
    { line: 'DELETE /bare' },
    { line: 'DELETE /bare', body: {}, status: 415, says: 'No request body is documented' },
  ],
  'reads no text as a number, and takes XML for a text',
);

about(
  'Objects are read by their style',
  [
    { line: 'GET /objects?flat=x,1,y,2' },
    { line: 'GET /objects?flat=x,1,y,a%2Cb' },
    { line: 'GET /objects?flat=y,2', says: "query.flat must have required property 'x'" },
    { line: 'GET /objects?flat=x', says: 'The query parameter flat cannot be read' },
    { line: 'GET /piped?piped=x%7C1' },
    { line: 'GET /piped?piped=x%7Cb', says: 'query.piped.x must be integer' },
    { line: 'GET /objects?deep[by]=me&deep[at][from]=1&deep[ids]=1&deep[ids]=2' },
    { line: 'GET /objects?deep[ids][0]=1&deep[ids][1]=b', says: 'query.deep.ids.1 must be integer' },
    { line: 'GET /objects?deep[at][from]=b', says: 'query.deep.at.from must be integer' },
    { line: 'GET /objects?deep[of]=1', says: 'query.deep must not have the property' },
    { line: 'GET /objects?deep=me', says: 'The query parameter deep cannot be read' },
    { line: 'GET /headers', headers: { 'x-spread': 'x=1, y=2' } },
    { line: 'GET /headers', headers: { 'x-spread': 'x,1' }, says: 'The header parameter X-Spread cannot be read' },
    { line: 'GET /objects', headers: { cookie: 'view=x,1; z=1' } },
    { line: 'GET /objects', headers: { cookie: 'view=x,b' }, says: 'cookie.view.x must be integer' },
    { line: 'GET /objects', headers: { cookie: 'z=b' }, says: 'cookie.seen.z must be integer' },
    { line: 'GET /needed?on[e][x]=1' },
    { line: 'GET /needed', says: "query must have required property 'on[e]'" },
    { line: 'GET /points/x,1,y,2/x=1,y=2/.x=1.y=2/;x=1;y=2' },
    { line: 'GET /points/x,b/x=1/.x=1/;x=1', says: 'path.simple.x must be integer' },
    { line: 'GET /points/x,1/x=b/.x=1/;x=1', says: 'path.spread.x must be integer' },
    { line: 'GET /points/x,1/x=1/.x=b/;x=1', says: 'path.label.x must be integer' },
    { line: 'GET /points/x,1/x=1/.x=1/;x=b', says: 'path.matrix.x must be integer' },
    { line: 'GET /points/x,1/x=1/.x=1/x=1', says: 'The path parameter matrix cannot be read' },
  ],
  'fails on objects in paths, in headers and between delimiters, and judges no cookies and no members that are not declared',
);

about(
  'Credentials of any scheme of HTTP are asked for',
  [
    { line: 'GET /digests', headers: { authorization: 'Digest username="u"' }, credentials: false },
    { line: 'GET /digests', credentials: false, status: 401, says: 'send the header Authorization: digest' },
    { line: 'GET /certified', credentials: false },
  ],
  'takes Digest in one form alone',
);

about(
  'Labels and matrices are read by their style',
  [
    { line: 'GET /labels/.1' },
    { line: 'GET /labels/.3', says: 'path.label must be one of' },
    { line: 'GET /labels/1', says: 'The path parameter label cannot be read.' },
    { line: 'GET /labels/.1/;ids=1;ids=2' },
    { line: 'GET /labels/.1/;ids=1;ids=b', says: 'path.ids.1 must be one of' },
    { line: 'GET /labels/.1/;sid=1', says: 'The path parameter ids cannot be read.' },
  ],
  'finds no numbers in an enum, and fails on another style',
);

about(
  'A parameter may have a name that every object has',
  [
    { line: 'GET /inherited' },
    { line: 'GET /inherited?toString=1', headers: { constructor: '1' } },
    { line: 'GET /inherited', headers: { constructor: 'a' }, says: 'header.constructor must be integer' },
    { line: 'GET /inherited?limit=a', headers: { prefer: 'break=verdicts/inherit/request/query/limit:type' } },
  ],
  'finds nothing wrong with such a parameter',
);

about(
  'Lists are read by their style, item by item',
  [
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
  ],
  'splits lists at encoded commas, never at spaces, and reads no list that may be null',
);

about(
  'A text is wrong only if it is so however it is read',
  [
    { line: 'GET /values?q=x&c=2' },
    { line: 'GET /values?q=x&c=3', says: 'query.c must be one of' },
    { line: 'GET /values?q=x&limit=1e2' },
    { line: 'GET /values?q=x&limit=x', says: 'query.limit must be integer' },
    { line: 'GET /values?q=x&LIMIT=x' },
    { line: 'GET /values?Q=x', says: "query must have required property 'q'" },
    { line: 'GET /values', says: "query must have required property 'q'" },
  ],
  'finds no numbers in an enum, and takes names in any case',
);

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

about(
  'An empty value is one',
  [
    { line: 'GET /values?q=' },
    { line: 'GET /values?q=x&limit=', says: 'query.limit must be integer' },
    { line: 'GET /values?q=x&active=', says: 'query.active must be boolean' },
    { line: 'GET /values?q=x&name=', says: 'query.name must NOT have fewer than 1 characters' },
    { line: 'GET /values?q=x&flag=' },
    { line: 'GET /values?q=x&flag=x', says: 'query.flag must be boolean' },
  ],
  'takes an empty value for none',
);

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

about(
  'Cookies are judged',
  [
    { line: 'GET /cookies', headers: { cookie: 'a=b; sid=s%20t; page=2; kinds=a%2Cb; seen=[1]' } },
    { line: 'GET /cookies', headers: { cookie: 'sid="s t"; kinds=b' } },
    { line: 'GET /cookies', says: "cookie must have required property 'sid'" },
    { line: 'GET /cookies', headers: { cookie: 'SID=s t' }, says: "cookie must have required property 'sid'" },
    { line: 'GET /cookies', headers: { cookie: 'sid=t' }, says: 'cookie.sid must match pattern' },
    { line: 'GET /cookies', headers: { cookie: 'sid=s t; page=two' }, says: 'cookie.page must be integer' },
    { line: 'GET /cookies', headers: { cookie: 'sid=s t; kinds=a,c' }, says: 'cookie.kinds.1 must be one of' },
    { line: 'GET /cookies', headers: { cookie: 'sid=s t; seen=%5B%22a%22%5D' }, says: 'cookie.seen.0 must be integer' },
    { line: 'GET /cookies', headers: { cookie: `sid=s t; seen=${nested(9_000)}` }, says: 'cookie.seen nests deeper' },
  ],
  'judges no cookies',
);

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

about(
  'A body that is there is one',
  [
    ...['""', '0', 'false', 'null'].map((body) => ({ line: 'POST /anything', body })),
    { line: 'POST /anything', body: '[]', says: 'body must be' },
    { line: 'POST /anything', says: 'A request body is required' },
  ],
  'takes such a body for none',
);

about('A place has its names as they are', [
  { line: 'POST /slashes', body: { 'a/b': 'c' }, says: 'body.a/b must be integer' },
]);

about(
  'A body is judged by the schema of its media type',
  [
    { line: 'PATCH /patches', body: { a: 1 }, type: 'application/merge-patch+json' },
    { line: 'PATCH /patches', body: { name: 1 }, type: 'application/vnd.api+json' },
    { line: 'PATCH /patches', body: { a: 1 }, type: 'application/vnd.api+json', says: 'must have required property' },
    { line: 'PATCH /patches', body: [], type: 'application/merge-patch+json', says: 'body must be object' },
    { line: 'PATCH /merges', body: { a: 1 }, type: 'application/merge-patch+json' },
    {
      line: 'PATCH /merges',
      body: { a: 1 },
      status: 415,
      says: 'Supported content types: application/merge-patch+json',
    },
    { line: 'PATCH /merges', body: [], status: 415, says: 'Supported content types: application/merge-patch+json' },
  ],
  'takes one media type with the suffix +json for another',
);

about(
  'What is readOnly may be sent, and be left out',
  [
    { line: 'POST /trees', body: { branches: [{ branches: [{}] }], leaf: {} } },
    { line: 'POST /trees', body: { leaf: { id: 'i' } } },
    { line: 'POST /trees', body: { leaf: { other: 'i' } }, says: 'body.leaf' },
    { line: 'POST /named', body: { a: { name: 'n' } } },
    { line: 'POST /named', body: { a: { id: 'i' } } },
    { line: 'POST /named', body: { a: { other: 'i' } }, says: 'body.a' },
  ],
  'finds what is readOnly at the first level alone',
);

about(
  'A GET has a body where one is documented',
  [
    { line: 'GET /queries' },
    { line: 'GET /queries', body: { by: 'me' } },
    { line: 'GET /queries', body: {}, says: "body must have required property 'by'" },
    { line: 'GET /queries', body: '{', says: 'not well-formed JSON' },
    { line: 'GET /lists', body: '{', type: 'json' },
  ],
  'fails on a Content-Type that is no media type',
);

test('The line for a GET with a body has curl send a GET', () => {
  expect(curlLine(operationOf('queryThings'), 'http://127.0.0.1:1', {})).toContain('curl -X GET ');
});
