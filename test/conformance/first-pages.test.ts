import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { linkToPages, seemsToPage } from '../../conformance/lifecycle/seems-to-page.ts';
import { loadContract } from '../../src/clauses/load-contract.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { verdictOf } from './played-server.ts';
import { judgeValued, type Valued } from './value-server.ts';

const text = { type: 'string', minLength: 1 };
const byNumber = { name: 'page', in: 'query', schema: { type: 'integer', minimum: 1 } };
const byCursor = { name: 'cursor', in: 'query', schema: { type: 'string' }, 'x-values': 'unspecified' };
const bySize = { name: 'many', in: 'query', schema: { type: 'integer', minimum: 1 }, 'x-page': 'limit' };

/** A server that shows nothing but the oldest thing, unless it is asked for more. */
const showsOne = (parameters: Valued['parameters'] = []): Valued => ({
  sent: text,
  parameters,
  answer: ({ method, path }, byItself, kept) =>
    method === 'GET' && /^\/things(\?|$)/.test(path) ? [200, [...kept.values()].slice(0, 1)] : byItself(),
});

const promises = ['created-is-listed', 'deleted-is-gone-on-list'];

describe('What is not on the first page', () => {
  test.each([
    ['a number of a page', byNumber, /^vacuous: .* whether page pages it \(x-page\)$/],
    ['a cursor', byCursor, /^vacuous: .* whether cursor pages it \(x-page\)$/],
    ['nothing but the size of a page', bySize, /^vacuous: .* no parameter has x-page: offset$/],
  ])('is missed by nobody where the list has %s, and it is said why', async (_, parameter, why) => {
    const run = await judgeValued(showsOne([parameter]), promises);
    expect(run.findings).toEqual([]);
    expect(verdictOf(run, 'thing:deleted-is-gone-on-list')).toMatch(why);
  });

  test('is missed where a list is told to have no pages', async () => {
    const run = await judgeValued(showsOne(), promises);
    expect(run.findings.map(({ clause }) => clause)).toContain('played/thing:created-is-listed');
  });
});

const listOf = (paged: object, headers: object = {}) => ({
  '200': {
    description: 'Some',
    headers,
    content: {
      'application/json': { schema: { type: 'object', properties: { things: { type: 'array' }, ...paged } } },
    },
  },
});

test.each([
  ['a property', listOf({ has_more: { type: 'boolean' } }), 'has_more'],
  ['a property of another', listOf({ meta: { type: 'object', properties: { nextPage: {} } } }), 'nextPage'],
  ['a header', listOf({}, { Link: { schema: { type: 'string' } } }), 'Link'],
  ['nothing', listOf({ total: { type: 'integer' } }), null],
])('That there may be more pages is told by %s of a list', async (_, responses, name) => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'paged.json');
  const document = {
    openapi: '3.1.0',
    info: { title: 'Paged', version: '1' },
    paths: { '/x': { get: { responses } } },
  };
  await writeFile(file, JSON.stringify(document));
  const { document: read, operations } = await loadContract(file);
  expect(operations.map((operation) => linkToPages(read, operation))).toEqual([name]);
});

const seems = (name: string): boolean => seemsToPage({ name, in: 'query', values: null, page: null, filter: null });

test.each(['page', 'pageSize', 'per_page', 'nextToken', 'starting_after', 'after', 'max-page', 'page[size]'])(
  'A parameter that is called %s seems to page',
  (name) => expect(seems(name)).toBe(true),
);

test.each(['created_after', 'select', 'account_id', 'topic', 'q', 'stop'])(
  'A parameter that is called %s does not',
  (name) => expect(seems(name)).toBe(false),
);
