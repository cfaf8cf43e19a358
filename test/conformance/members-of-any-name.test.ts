import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readHar } from '../../conformance/recorded/har.ts';
import { judgeRecorded } from '../../conformance/recorded/judge-recorded.ts';
import { loadContract } from '../../src/clauses/load-contract.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { ask } from '../mock/ask.ts';
import { mockOf } from '../mock/mock-of.ts';
import { judgePlayed, verdictOf } from './played-server.ts';

const target = 'http://127.0.0.1:1';
const head = { openapi: '3.1.0', info: { title: 'Notes', version: '1' }, servers: [{ url: target }] };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });

const answering = (schema: object) => ({
  ...head,
  paths: { '/note': { get: { operationId: 'a', responses: { 200: { description: 'A', ...json(schema) } } } } },
});
const taking = (schema: object) => ({
  ...head,
  paths: {
    '/note': {
      post: {
        operationId: 'a',
        requestBody: { required: true, ...json(schema) },
        responses: { 204: { description: 'A' }, 400: { description: 'B' } },
      },
    },
  },
});

const unique = { type: 'array', uniqueItems: true, items: { type: 'object', properties: { a: { type: 'integer' } } } };
const listed = { enum: [{ b: 1 }, { b: 2 }] };

/** Values with members that every object inherits. */
const wrongOf = [
  ['uniqueItems', unique, [{ valueOf: 1 }, { toString: 1 }, { valueOf: 1 }]],
  ['enum', listed, { valueOf: 1, toString: 2 }],
  ['const', { const: { b: 1 } }, { valueOf: { toString: 1 } }],
] as const;

describe('Values are compared whatever their members are called', () => {
  test.each(wrongOf)('in answers, by %s', async (keyword, schema, value) => {
    const { run } = await judgePlayed(JSON.stringify(answering(schema)), () => [200, value]);
    expect(run.findings.map(({ clause }) => clause)).toEqual([`played/a/200/body:${keyword}`]);
  });

  test.each(wrongOf)('in recorded traffic, by %s', async (keyword, schema, value) => {
    await using folder = await temporaryFolder();
    const [file, har] = [join(folder.path, 'notes.yaml'), join(folder.path, 'recorded.har')];
    await writeFile(file, JSON.stringify(answering(schema)));
    const entry = {
      request: { method: 'GET', url: `${target}/note`, headers: [] },
      response: {
        status: 200,
        headers: [{ name: 'Content-Type', value: 'application/json' }],
        content: { text: JSON.stringify(value) },
      },
    };
    await writeFile(har, JSON.stringify({ log: { entries: [entry] } }));
    const { report } = judgeRecorded(await loadContract(file), await readHar(har), { target });
    expect(report.findings.map(({ clause }) => clause)).toEqual([`notes/a/200/body:${keyword}`]);
  });

  test.each(wrongOf)('by the mock, by %s', async (_, schema, value) => {
    await using mock = await mockOf(taking(schema), { checkOutput: true });
    expect(await ask(mock, 'POST /notes/note', { body: value })).toMatchObject({ status: 400 });
  });

  test('by the mock, which takes what is right', async () => {
    await using mock = await mockOf(taking(unique), { checkOutput: true });
    const body = JSON.parse('[{"valueOf":1},{"valueOf":2},{"toString":1},{"constructor":{}}]');
    expect(await ask(mock, 'POST /notes/note', { body })).toMatchObject({ status: 204 });
  });

  test.each([unique, { type: 'object', properties: { v: { ...unique, minItems: 1 } } }, listed])(
    'in requests that are made, by %j',
    async (schema) => {
      const { run } = await judgePlayed(JSON.stringify(taking(schema)), () => [204], { runs: 20 });
      expect(verdictOf(run, 'a/204:status')).toBe('held');
    },
  );
});

test('A list of no values allows none, and nothing else is kept from being judged', async () => {
  const schema = { type: 'object', properties: { a: { type: 'string', enum: [] }, b: { type: 'integer' } } };
  const { run } = await judgePlayed(JSON.stringify(answering(schema)), () => [200, { a: 'a', b: 1 }]);
  expect(run.findings.map(({ clause }) => clause)).toEqual(['played/a/200/body/a:enum']);
  expect(verdictOf(run, 'a/200/body/b:type')).toBe('held');
  await using mock = await mockOf(taking(schema), { checkOutput: true });
  expect(await ask(mock, 'POST /notes/note', { body: { b: 1 } })).toMatchObject({ status: 204 });
  expect(await ask(mock, 'POST /notes/note', { body: { a: 'a' } })).toMatchObject({ status: 400 });
});

test('A property that allows no value is left out of requests', async () => {
  const schema = { type: 'object', properties: { a: { enum: [] }, b: { type: 'integer' } } };
  const { run, requests } = await judgePlayed(JSON.stringify(taking(schema)), () => [204]);
  expect(verdictOf(run, 'a/204:status')).toBe('held');
  expect(requests.some(({ body }) => body.includes('"b"'))).toBe(true);
});

test.each(['__proto__', 'constructor', 'toString'])('A format called %s is one that nobody knows', async (format) => {
  const text = { type: 'object', required: ['a'], properties: { a: { type: 'string', format } } };
  const { run } = await judgePlayed(JSON.stringify(taking(text)), ({ body }) => [/"a":"/.test(body) ? 204 : 400]);
  expect(verdictOf(run, 'a/204:status')).toBe('held');
  expect(verdictOf(run, 'a/request/body/a:format')).toMatch(/^not-applicable/);
});
