import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { explainer } from '../../conformance/explain/explainer.ts';
import { loadContract } from '../../src/clauses/load-contract.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { ask } from '../mock/ask.ts';
import { mockOf } from '../mock/mock-of.ts';
import { judgePlayed, type Played, type SeenRequest, verdictOf } from './played-server.ts';

const note = { type: 'object', required: ['a'], properties: { a: { type: 'string' } } };
const other = { type: 'array', items: { type: 'integer' } };

const contractOf = (content: Readonly<Record<string, object>>, answer: object = {}) => ({
  openapi: '3.1.0',
  info: { title: 'Notes', version: '1' },
  servers: [{ url: 'http://127.0.0.1:1' }],
  paths: {
    '/notes': {
      post: {
        operationId: 'a',
        requestBody: {
          required: true,
          content: Object.fromEntries(Object.entries(content).map(([name, schema]) => [name, { schema }])),
        },
        responses: { 201: { description: 'A', ...answer }, 400: { description: 'B' }, 415: { description: 'C' } },
      },
    },
  },
});

const isNote = (body: string): boolean => {
  try {
    return typeof JSON.parse(body).a === 'string';
  } catch {
    return false;
  }
};

/** A right server, which reads notes in one media type alone. */
const taking =
  (mediaType: string) =>
  ({ headers, body }: SeenRequest): Played => {
    if (body !== '' && headers['content-type'] !== mediaType) return [415];
    return isNote(body) ? [201] : [400];
  };

const json = 'application/json';
const own = 'application/vnd.example+json';

describe('Where a range is documented, a body is sent as something in it', () => {
  test.each([
    ['*/*', { '*/*': note }, json],
    ['application/*', { 'application/*': note }, json],
    ['application/*+json', { 'application/*+json': note }, own],
    ['the nearest of several', { '*/*': other, 'application/*': note }, json],
    ['none where JSON is named', { '*/*': other, [json]: note }, json],
    ['what is left beside a form', { 'multipart/form-data': other, '*/*': note }, json],
  ])('%s', async (_, content, mediaType) => {
    const { run, requests } = await judgePlayed(JSON.stringify(contractOf(content)), taking(mediaType));
    expect(run).toMatchObject({ verdict: 'conformant', findings: [] });
    expect(verdictOf(run, 'a/201:status')).toBe('held');
    const ofNotes = run.clauses.filter(({ id, verdict }) => /\/body[^/]*\/a:/.test(id) && verdict === 'held');
    expect(ofNotes.map(({ id }) => id.replace(/.*\//, ''))).toEqual(['a:required', 'a:type']);
    const types = new Set(requests.filter(({ body }) => isNote(body)).map(({ headers }) => headers['content-type']));
    expect([...types]).toContain(mediaType);
    expect([...types].filter((type) => type?.includes('*'))).toEqual([]);
  });

  test('and who takes what breaks the schema is told', async () => {
    const { run } = await judgePlayed(JSON.stringify(contractOf({ '*/*': note })), () => [201]);
    const broken = run.findings.map(({ clause }) => clause);
    expect(broken).toEqual(
      expect.arrayContaining(['played/a/request/body/a:required', 'played/a/request/body/a:type']),
    );
    expect(broken).not.toContain('played/a/request/body:media-type');
  });

  test.each([{ type: 'string', format: 'binary' }, {}, { type: ['object', 'string'] }])(
    'but nothing is, where any bytes may be meant: %j',
    async (schema) => {
      const { run, requests } = await judgePlayed(JSON.stringify(contractOf({ '*/*': schema })), () => [201]);
      expect(run.findings).toEqual([]);
      expect(requests.filter(({ body }) => body !== '')).toEqual([]);
      expect(verdictOf(run, 'a/201:status')).toBe("not-applicable: bodies as */* aren't made here");
    },
  );

  test('each media type beside it that has its schema too', async () => {
    const all = { [json]: note, 'text/json': note, 'application/*+json': note };
    const contract = contractOf(all);
    const shared = JSON.stringify(contract).replaceAll(JSON.stringify(note), '{"$ref":"#/components/schemas/Note"}');
    const text = JSON.stringify({ ...JSON.parse(shared), components: { schemas: { Note: note } } });
    const { run, requests } = await judgePlayed(text, ({ headers, body }) =>
      body !== '' && ![json, 'text/json', own].includes(headers['content-type'] ?? '')
        ? [415]
        : [isNote(body) ? 201 : 400],
    );
    expect(run.findings).toEqual([]);
    const types = new Set(requests.map(({ headers }) => headers['content-type'] ?? ''));
    expect([...types]).toEqual(expect.arrayContaining([json, 'text/json', own]));
    expect([...types].filter((type) => type.includes('*'))).toEqual([]);
  });
});

test('A line by hand sends what stands for a range', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'notes.yaml');
  await writeFile(file, JSON.stringify(contractOf({ '*/*': note })));
  const contract = await loadContract(file);
  const clause = contract.clauses.find(({ id }) => id === 'notes/a/request/body/a:required');
  if (clause === undefined) throw new Error('There is no such clause.');
  const explain = await explainer(contract, { target: 'http://127.0.0.1:1', selecting: '' });
  const { byHand } = explain(clause);
  expect(byHand.valid).toContain("-H 'content-type: application/json' --data-raw '{\"a\":");
  expect(byHand.changed).toContain("-H 'content-type: application/json' --data-raw '{}'");
});

describe('An answer in a media type with the suffix is documented by application/*+json', () => {
  const answer = { content: { 'application/*+json': { schema: note } } };

  test.each([
    ['application/problem+json', { a: 'a' }, []],
    ['application/problem+json', { a: 1 }, ['played/a/201/body/a:type']],
    ['application/json', { a: 'a' }, ['played/a/201:media-type']],
  ])('%s %j', async (mediaType, body, broken) => {
    const contract = JSON.stringify(contractOf({ [json]: note }, answer));
    const { run } = await judgePlayed(contract, (seen) => {
      const played = taking(json)(seen);
      return played[0] === 201 ? [201, body, { 'content-type': mediaType }] : played;
    });
    expect(run.findings.map(({ clause }) => clause)).toEqual(broken);
  });

  test('and the mock takes and gives one', async () => {
    await using mock = await mockOf(contractOf({ 'application/*+json': note }, answer));
    const asking = { type: 'application/problem+json', body: { a: 'a' } };
    const { status, headers } = await ask(mock, 'POST /notes/notes', asking);
    expect([status, headers['content-type']]).toEqual([201, own]);
    expect(await ask(mock, 'POST /notes/notes', { ...asking, body: {} })).toMatchObject({ status: 400 });
    expect(await ask(mock, 'POST /notes/notes', { ...asking, type: 'text/plain' })).toMatchObject({ status: 415 });
  });
});
