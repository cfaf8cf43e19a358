import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readHar } from '../../conformance/recorded/har.ts';
import { judgeRecorded } from '../../conformance/recorded/judge-recorded.ts';
import { loadContract } from '../../src/clauses/load-contract.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';

const target = 'http://127.0.0.1:1';

/** A contract with an operation that takes two JSON media types, each of a shape of its own. */
const contract = `
openapi: 3.1.0
info: { title: Notes, version: "1" }
servers: [{ url: "${target}" }]
paths:
  /note:
    patch:
      operationId: editNote
      requestBody:
        required: true
        content:
          application/merge-patch+json: { schema: { type: object, required: [title], properties: { title: { type: string } } } }
          application/json-patch+json: { schema: { type: array, items: { type: object, required: [op] } } }
      responses: { "204": { description: Edited }, "400": { description: No } }
`;

/** Judges one recorded entry by a contract, and gives the clauses that it breaks. */
const brokenByEntry = async (text: string, entry: object): Promise<readonly string[]> => {
  await using folder = await temporaryFolder();
  const [file, har] = [join(folder.path, 'notes.yaml'), join(folder.path, 'recorded.har')];
  await writeFile(file, text);
  await writeFile(har, JSON.stringify({ log: { entries: [entry] } }));
  const { report } = judgeRecorded(await loadContract(file), await readHar(har), { target });
  return report.findings.map(({ clause }) => clause);
};

/** Judges a recorded request, answered with nothing but a status. */
const brokenBy = (
  text: string,
  request: { readonly method: string; readonly path: string; readonly type: string; readonly body: unknown },
  status: number,
): Promise<readonly string[]> =>
  brokenByEntry(text, {
    request: {
      method: request.method,
      url: target + request.path,
      headers: [{ name: 'Content-Type', value: request.type }],
      postData: { text: JSON.stringify(request.body) },
    },
    response: { status, headers: [], content: { size: 0 } },
  });

/** Judges a recorded answer to a request for the note. */
const brokenByAnswer = (text: string, answer: object): Promise<readonly string[]> =>
  brokenByEntry(text, {
    request: { method: 'GET', url: `${target}/note`, headers: [] },
    response: { status: 200, ...answer },
  });

describe('A recorded body is held against the schema of its own media type', () => {
  const edit = { method: 'PATCH', path: '/note' };

  test.each([
    ['application/merge-patch+json', { title: 'a' }, []],
    ['application/json-patch+json', [{ op: 'add' }], []],
    [
      'application/json-patch+json; charset=utf-8',
      [{}],
      ['notes/editNote/request/body@application~1json-patch+json[]/op:required'],
    ],
    ['application/merge-patch+json', [{ op: 'add' }], ['notes/editNote/request/body:type']],
    ['application/vnd.notes+json', [], []],
  ])('%s %j, accepted, breaks %j', async (type, body, clauses) => {
    expect(await brokenBy(contract, { ...edit, type, body }, 204)).toEqual(clauses);
  });

  test.each([
    ['application/merge-patch+json', { title: 'a' }, ['notes/editNote:answered']],
    ['application/json-patch+json', [{ op: 'add' }], ['notes/editNote:answered']],
    ['application/json-patch+json', { title: 'a' }, []],
    ['application/merge-patch+json', [{ op: 'add' }], []],
    ['application/vnd.notes+json', { title: 'a' }, []],
  ])('%s %j, at which a server fails, breaks %j', async (type, body, clauses) => {
    expect(await brokenBy(contract, { ...edit, type, body }, 500)).toEqual(clauses);
  });
});

/** A contract whose paths are written by the styles that put something before a value. */
const styled = `
openapi: 3.1.0
info: { title: Styled, version: "1" }
servers: [{ url: "${target}" }]
paths:
  /labels/{id}:
    put:
      operationId: putLabel
      parameters: [{ name: id, in: path, required: true, style: label, schema: { type: integer, minimum: 1 } }]
      responses: { "204": { description: Put }, "400": { description: No } }
  /matrices/{id}:
    put:
      operationId: putMatrix
      parameters: [{ name: id, in: path, required: true, style: matrix, schema: { type: integer, minimum: 1 } }]
      responses: { "204": { description: Put }, "400": { description: No } }
`;

describe('A recorded path is read by the style of its parameters', () => {
  test.each([
    ['/labels/.5', 500, ['notes/putLabel:answered']],
    ['/labels/.5', 200, ['notes/putLabel/204:status']],
    ['/labels/.0', 500, []],
    ['/labels/5', 500, []],
    ['/labels/5', 200, ['notes/putLabel/204:status']],
    ['/matrices/;id=5', 500, ['notes/putMatrix:answered']],
    ['/matrices/;id=0', 500, []],
    ['/matrices/;id=5', 200, ['notes/putMatrix/204:status']],
  ])('%s, answered %i, breaks %j', async (path, status, clauses) => {
    const request = { method: 'PUT', path, type: 'application/json', body: undefined };
    expect(await brokenBy(styled, request, status)).toEqual(clauses);
  });
});

/** A contract of which some operations need credentials, or name what may not be there. */
const guarded = `
openapi: 3.1.0
info: { title: Guarded, version: "1" }
servers: [{ url: "${target}" }]
components: { securitySchemes: { key: { type: apiKey, in: header, name: X-Key } } }
paths:
  /open: { put: { operationId: putOpen, responses: { "204": { description: Put } } } }
  /private: { put: { operationId: putPrivate, security: [{ key: [] }], responses: { "204": { description: Put } } } }
  /some/{id}:
    put:
      operationId: putSome
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "204": { description: Put }, "409": { description: Taken } }
`;

describe('An undocumented refusal of a valid request is reported, where it is no matter of the client', () => {
  test.each([
    ['/open', 418, ['notes/putOpen/204:status']],
    ['/open', 403, ['notes/putOpen/204:status']],
    ['/open', 404, ['notes/putOpen/204:status']],
    ['/private', 403, []],
    ['/private', 401, []],
    ['/private', 418, ['notes/putPrivate/204:status']],
    ['/some/a', 404, []],
    ['/some/a', 410, []],
    ['/some/a', 409, []],
    ['/some/a', 422, ['notes/putSome/204:status']],
    ['/open', 429, []],
    ['/open', 408, []],
    ['/open', 407, []],
  ])('%s, answered %i, breaks %j', async (path, status, clauses) => {
    const request = { method: 'PUT', path, type: 'application/json', body: undefined };
    expect(await brokenBy(guarded, request, status)).toEqual(clauses);
  });
});

const answering = `
openapi: 3.1.0
info: { title: Notes, version: "1" }
servers: [{ url: "${target}" }]
paths:
  /note:
    get: { operationId: a, responses: { "200": { description: A, content: { application/json: { schema: { type: object } } } } } }
`;

/** `{"é":1}` in Latin 1. */
const latin = Buffer.from('{"\u00e9":1}', 'latin1');

describe('Recorded JSON is held to UTF-8 where its bytes are known', () => {
  test.each([
    ['Base64', { text: latin.toString('base64'), encoding: 'base64' }, ['notes/a/200/body:well-formed']],
    ['Base64, in UTF-8', { text: Buffer.from('{"\u00e9":1}').toString('base64'), encoding: 'base64' }, []],
    ['text', { text: latin.toString('utf8') }, []],
  ])('%s', async (_, content, clauses) => {
    const headers = [{ name: 'Content-Type', value: 'application/json' }];
    expect(await brokenByAnswer(answering, { headers, content })).toEqual(clauses);
  });
});

const setting = `
openapi: 3.1.0
info: { title: Notes, version: "1" }
servers: [{ url: "${target}" }]
paths:
  /note:
    get:
      operationId: a
      responses: { "200": { description: A, headers: { Set-Cookie: { schema: { type: string, pattern: "^a=\\\\d+$" } } } } }
`;

describe('Recorded cookies are judged one by one', () => {
  test.each([
    ['in fields of their own', ['b=x', 'a=1'], []],
    ['in one field, as some browsers write them', ['b=x\na=1'], []],
    ['of which none is right', ['b=1', 'c=1'], ['notes/a/200/header/Set-Cookie:pattern']],
  ])('%s', async (_, cookies, clauses) => {
    const headers = cookies.map((value) => ({ name: 'Set-Cookie', value }));
    expect(await brokenByAnswer(setting, { headers, content: { size: 0 } })).toEqual(clauses);
  });
});

test.each([
  [200, ['notes/editNote/request/body/title:required', 'notes/editNote/204:status']],
  [202, ['notes/editNote/204:status']],
  [207, ['notes/editNote/204:status']],
])('A recorded body that is wrong, answered %i, breaks %j', async (status, clauses) => {
  const request = { method: 'PATCH', path: '/note', type: 'application/merge-patch+json', body: {} };
  expect((await brokenBy(contract, request, status)).toSorted()).toEqual(clauses.toSorted());
});

test.each([
  [500, ['notes/editNote:answered']],
  [502, []],
])('A documented %i to what is permitted, recorded, breaks %j', async (status, clauses) => {
  const documented = contract.replace('"400": {', `"${status}": { description: It failed }, "400": {`);
  const request = { method: 'PATCH', path: '/note', type: 'application/merge-patch+json', body: { title: 'a' } };
  expect(await brokenBy(documented, request, status)).toEqual(clauses);
});
