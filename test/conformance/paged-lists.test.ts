import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nearestPermitted } from '../../conformance/arbitraries/nearest-permitted.ts';
import type { RunReport } from '../../conformance/evidence/report.ts';
import { runConformance } from '../../conformance/run/run-conformance.ts';
import type { JsonObject } from '../../src/document/document.ts';
import { type Note, type NotesOptions, notesContract, startNotes } from './notes.ts';
import { judgePlayed, verdictOf as playedVerdict } from './played-server.ts';

const pageBy = (name: string, page: 'limit' | 'offset', bounds: JsonObject = {}): JsonObject => ({
  name,
  in: 'query',
  schema: { type: 'integer', minimum: page === 'limit' ? 1 : 0, ...bounds },
  'x-page': page,
});

/** More than fit on a page that nobody asked to be larger, or as large as it may be. */
const others: readonly Note[] = Array.from({ length: 150 }, (_, id) => ({ id, text: 'Not yours' }));

/** Takes a page as servers do: of twenty where no other size is asked for. */
const paged = (notes: readonly Note[], query: URLSearchParams, sizeMax = 100): readonly Note[] => {
  const [size, skipped] = [Number(query.get('limit') ?? 20), Number(query.get('skip') ?? 0)];
  return notes.slice(skipped, skipped + Math.min(size, sizeMax));
};

const isPageWrong = (query: URLSearchParams, sizeMax: number): boolean =>
  !/^\d+$/.test(query.get('limit') ?? '1') ||
  !/^\d+$/.test(query.get('skip') ?? '0') ||
  Number(query.get('limit') ?? 1) < 1 ||
  Number(query.get('limit') ?? 1) > sizeMax;

/** Refuses pages of a wrong size, as the contract says. */
const refusing = (sizeMax: number): Pick<NotesOptions, 'refuse'> => ({
  refuse: ({ operation, query }) => (operation === 'listNotes' && isPageWrong(query, sizeMax) ? 400 : null),
});

const judge = async (
  parameters: readonly JsonObject[],
  options: NotesOptions,
  set: Readonly<Record<string, readonly string[]>> = {},
): Promise<RunReport> => {
  const contract = await notesContract({ parameters: { listNotes: parameters } });
  await using server = await startNotes(options);
  const { runs } = await runConformance({ contract, target: server.url, set, seed: 1, runs: 4 });
  if (runs[0] === undefined) throw new Error('The suite reported no run.');
  return runs[0];
};

const verdictOf = ({ clauses }: RunReport, promise: string): string | undefined =>
  clauses.find(({ id }) => id === `notes/note:${promise}`)?.verdict;

describe('Of a list whose pages have no number', () => {
  const limit = pageBy('limit', 'limit');

  test('the first page alone says nothing of what it leaves out', async () => {
    const run = await judge([limit], { others, list: paged, ...refusing(Number.POSITIVE_INFINITY) });
    expect(run).toMatchObject({ verdict: 'conformant', findings: [] });
    expect(verdictOf(run, 'created-is-listed')).toBe('vacuous');
    expect(verdictOf(run, 'deleted-is-gone-on-list')).toBe('vacuous');
    expect(verdictOf(run, 'limit-limits-the-page')).toBe('held');
  });

  test('what the first page shows is seen, and what it should not show is told', async () => {
    const made: Note[] = [];
    const run = await judge([limit], {
      newId: (id) => made.unshift({ id, text: 'Whatever was written' }) && id,
      list: (_, query) => paged(made, query),
      ...refusing(Number.POSITIVE_INFINITY),
    });
    expect(verdictOf(run, 'created-is-listed')).toBe('held');
    expect(run.findings.map(({ clause }) => clause)).toEqual(['notes/note:deleted-is-gone-on-list']);
  });

  test('a filter is held to what the first page shows', async () => {
    const text = {
      name: 'text',
      in: 'query',
      schema: { type: 'string' },
      'x-filter': { equals: 'text', unset: 'MAY' },
    };
    const run = await judge(
      [limit, text],
      {
        list: (notes, query) => {
          const wanted = query.get('text');
          return paged(
            notes.filter((note) => wanted === null || note.text === wanted),
            query,
          );
        },
        ...refusing(Number.POSITIVE_INFINITY),
      },
      { text: ['one', 'other'] },
    );
    expect(run).toMatchObject({ verdict: 'conformant', findings: [] });
    expect(verdictOf(run, 'text-keeps-what-matches')).toBe('held');
    expect(verdictOf(run, 'text-leaves-out-others')).toBe('vacuous');
  });
});

test('A list that can be read on from is read to its end, whether or not its pages have a size', async () => {
  const run = await judge([pageBy('skip', 'offset')], { others, list: paged, ...refusing(100) });
  expect(run).toMatchObject({ verdict: 'conformant', findings: [] });
  expect(verdictOf(run, 'created-is-listed')).toBe('held');
  expect(verdictOf(run, 'deleted-is-gone-on-list')).toBe('held');
});

test.each([
  { bounds: { maximum: 50 }, sizeMax: 50 },
  { bounds: { exclusiveMaximum: 6 }, sizeMax: 5 },
  { bounds: { maximum: 1 }, sizeMax: 1 },
])(
  'No page is asked for that is larger than $sizeMax, where the contract says $bounds',
  async ({ bounds, sizeMax }) => {
    const run = await judge([pageBy('limit', 'limit', bounds), pageBy('skip', 'offset')], {
      others: others.slice(0, 2),
      list: (notes, query) => paged(notes, query, sizeMax),
      ...refusing(sizeMax),
    });
    expect(run).toMatchObject({ verdict: 'conformant', findings: [] });
    expect(verdictOf(run, 'created-is-listed')).toBe('held');
    expect(verdictOf(run, 'limit-limits-the-page')).toBe('held');
  },
);

test('No page is asked for that is smaller than the contract permits', async () => {
  const run = await judge([pageBy('limit', 'limit', { minimum: 30 }), pageBy('skip', 'offset')], {
    list: paged,
    refuse: ({ operation, query }) =>
      operation === 'listNotes' && (isPageWrong(query, 100) || Number(query.get('limit') ?? 30) < 30) ? 400 : null,
  });
  expect(run).toMatchObject({ verdict: 'conformant', findings: [] });
  expect(run.clauses.find(({ id }) => id === 'notes/note:limit-limits-the-page')).toMatchObject({
    verdict: 'vacuous',
    reason: 'no page may hold fewer than 30, and so many are not made',
  });
});

test('What others put in while pages are read does not count twice', async () => {
  let inserted = 0;
  const run = await judge([pageBy('limit', 'limit', { maximum: 5 }), pageBy('skip', 'offset')], {
    others: others.slice(0, 12),
    list: (notes, query) => {
      const isFirst = (query.get('skip') ?? '0') === '0';
      if (!isFirst) inserted++;
      const newer = Array.from({ length: inserted }, (_, index) => ({ id: -1 - index, text: 'Not yours' }));
      return paged([...newer.toReversed(), ...notes.toReversed()], query);
    },
    ...refusing(5),
  });
  expect(run.findings).toEqual([]);
  expect(verdictOf(run, 'created-is-listed')).toBe('held');
});

test('A page that shows one thing twice is told of', async () => {
  const run = await judge([pageBy('limit', 'limit'), pageBy('skip', 'offset')], {
    list: (notes, query) => paged([...notes, ...notes.slice(-1)], query),
    ...refusing(Number.POSITIVE_INFINITY),
  });
  expect(run.findings.map(({ clause }) => clause)).toContain('notes/note:created-is-listed');
});

test('The nearest number within bounds is permitted, and is the wanted one where that is', () => {
  const bound = fc.integer({ min: -50, max: 50 });
  fc.assert(
    fc.property(bound, fc.nat(20), fc.boolean(), fc.boolean(), bound, (least, more, isOpen, isAbove, wanted) => {
      const most = least + more + (isOpen ? 2 : 0);
      const schema = isOpen
        ? { exclusiveMinimum: least, exclusiveMaximum: most }
        : { minimum: least, maximum: most, ...(isAbove ? { exclusiveMinimum: least - 1 } : {}) };
      const [first, last] = isOpen ? [least + 1, most - 1] : [least, most];
      const expected = wanted < first ? first : Math.min(wanted, last);
      expect(nearestPermitted({}, { allOf: [schema] }, wanted)).toBe(expected);
    }),
  );
});

const soonContract = `
openapi: 3.1.0
info: { title: Jobs, version: "1" }
servers: [{ url: "http://127.0.0.1:1" }]
x-resources: { job: { id: id, one: '', many: /jobs, total: /total } }
paths:
  /jobs:
    get:
      operationId: list
      x-does: { list: job }
      parameters: [{ name: limit, in: query, x-page: limit, schema: { type: integer, minimum: 1 } }]
      responses: { "200": { description: All, content: { application/json: { schema: { type: object, required: [jobs, total], properties: { jobs: { type: array, items: { $ref: "#/components/schemas/Job" } }, total: { type: integer } } } } } } }
    post: { operationId: add, x-does: { create: job }, responses: { "202": { description: Soon, content: { application/json: { schema: { $ref: "#/components/schemas/Job" } } } } } }
components: { schemas: { Job: { type: object, required: [id], properties: { id: { type: integer } } } } }
`;

test('Where what was made need not be listed yet, its pages hold nothing and count nothing', async () => {
  let made = 0;
  const { run } = await judgePlayed(
    soonContract,
    ({ method }) => (method === 'POST' ? [202, { id: ++made }] : [200, { jobs: [], total: 0 }]),
    { only: ['job:limit-*', 'job:total-*'] },
  );
  expect(run.findings).toEqual([]);
  expect(playedVerdict(run, 'job:limit-limits-the-page')).toMatch(/^vacuous/);
  expect(playedVerdict(run, 'job:total-counts-all')).toMatch(/^untestable: .* answered 202/);
});
