import { describe, expect, test } from 'vitest';
import { planRun } from '../../conformance/run/plan.ts';
import type { RunOptions } from '../../conformance/settings/options.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import type { JsonObject } from '../../src/document/document.ts';
import { type BoxServer, type BoxWire, boxesContract, boxWire } from './somebodys-boxes.ts';
import { wholeRun } from './whole-run.ts';

const judge = async (contract: Contract, server: BoxServer, options: Partial<RunOptions> = {}) => {
  const wire: BoxWire = boxWire(server);
  const plan = await planRun(contract, { target: 'http://127.0.0.1:1', seed: 1, runs: 4, ...options });
  const report = await wholeRun(plan, { wire });
  return { report, harms: wire.harms, writes: wire.writes };
};

const tools = [{ id: 'B1', label: 'tools' }];
const both = [
  { id: 'B1', label: 'tools' },
  { id: 'B2', label: 'toys' },
];

/** A parameter of some place, whose values are few. */
const branch = (place: string, more: JsonObject = {}): JsonObject => ({
  name: 'branch',
  in: place,
  schema: { enum: ['north', 'south', 'east'] },
  ...more,
});

/** Boxes count per branch, and those of one branch are as many as what the run makes in another. */
const byBranch = (
  read: (request: { url: string; headers: Readonly<Record<string, string>> }) => string,
): BoxServer => ({
  placeOf: (request) => read(request),
  other: (request) => (['north', 'south', 'east'].includes(read(request)) ? undefined : [400]),
  others: (place) =>
    place === 'north' ? [] : Array.from({ length: 300 }, (_, index) => ({ id: index + 1, label: 'toys' })),
});

const headerOf = ({ headers }: { readonly headers: Readonly<Record<string, string>> }): string =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === 'branch')?.[1] ?? '';

describe('The same id by another value of a parameter beside the path is somebody else’s', () => {
  const rows: readonly {
    readonly what: string;
    readonly contract: Promise<Contract>;
    readonly server: BoxServer;
    readonly set?: Record<string, string[]>;
  }[] = [
    {
      what: 'a header that is required',
      contract: boxesContract({ parameters: [branch('header', { required: true, example: 'north' })] }),
      server: byBranch(headerOf),
    },
    {
      what: 'a header with a default',
      contract: boxesContract({
        parameters: [branch('header', { schema: { enum: ['north', 'south'], default: 'north' } })],
      }),
      server: byBranch((request) => headerOf(request) || 'north'),
    },
    {
      what: 'a part of the query that only the owner knows',
      contract: boxesContract({
        parameters: [branch('query', { required: true, schema: { type: 'string' }, 'x-values': 'owner' })],
      }),
      server: byBranch(({ url }) => new URL(url).searchParams.get('branch') ?? ''),
      set: { branch: ['north', 'south'] },
    },
    {
      what: 'a cookie',
      contract: boxesContract({ parameters: [branch('cookie', { required: true, example: 'north' })] }),
      server: byBranch(({ headers }) => /branch=(\w+)/.exec(JSON.stringify(headers))?.[1] ?? ''),
    },
  ];

  test.each(rows)('$what', async ({ contract, server, set }) => {
    const { harms, writes, report } = await judge(await contract, server, { runs: 10, ...(set && { set }) });
    expect(harms).toEqual([]);
    expect(writes).toBeGreaterThan(10);
    expect(report.leftovers).toEqual([]);
    expect(report.findings.filter(({ level }) => level === 'MUST')).toEqual([]);
  });
});

test('A name of each request is none of these', async () => {
  const key: JsonObject = { name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string' } };
  const hasKey = (headers: object): boolean => Object.keys(headers).some((name) => /^idempotency-key$/i.test(name));
  const { report, writes } = await judge(await boxesContract({ parameters: [key] }), {
    other: ({ headers }) => (hasKey(headers) ? undefined : [400]),
  });
  expect(writes).toBeGreaterThan(10);
  expect(report.verdict).toBe('conformant');
});

const paging = [
  { name: 'skip', in: 'query', 'x-page': 'offset', schema: { type: 'integer' } },
  { name: 'take', in: 'query', 'x-page': 'limit', schema: { type: 'integer', maximum: 2 } },
];

describe('What a creation finds where the list was not read whole is nobody’s to write to', () => {
  const rows: readonly { readonly what: string; readonly contract: Promise<Contract>; readonly server: BoxServer }[] = [
    {
      what: 'the list stands elsewhere than the contract says',
      contract: boxesContract({ many: '/boxes' }),
      server: { others: () => both, list: (boxes) => [200, { items: { of: boxes } }] },
    },
    {
      what: 'a status that the contract does not document',
      contract: boxesContract(),
      server: { others: () => both, list: (boxes) => [206, boxes.slice(0, 1)] },
    },
    {
      what: 'a header that leads to the next page',
      contract: boxesContract(),
      server: {
        others: () => both,
        list: (boxes) => [200, boxes.slice(0, 1), { link: '<http://127.0.0.1:1/boxes?p=2>; rel="next"' }],
      },
    },
    {
      what: 'a parameter that seems to page',
      contract: boxesContract({ listParameters: [{ name: 'cursor', in: 'query', schema: { type: 'string' } }] }),
      server: { others: () => both, list: (boxes) => [200, boxes.slice(0, 1)] },
    },
    {
      what: 'a cursor in the body that the contract does not document',
      contract: boxesContract({ many: '/boxes' }),
      server: {
        others: () => both,
        list: (boxes) => [200, { boxes: boxes.slice(0, 1), paging: { next_cursor: 'c2' } }],
      },
    },
    {
      what: 'a total that counts more',
      contract: boxesContract({ many: '/boxes' }),
      server: { others: () => both, list: (boxes) => [200, { boxes: boxes.slice(0, 1), total: boxes.length }] },
    },
    {
      what: 'a header that counts more',
      contract: boxesContract(),
      server: { others: () => both, list: (boxes) => [200, boxes.slice(0, 1), { 'x-total-count': '2' }] },
    },
    {
      what: 'a map by ids, elsewhere than the contract says',
      contract: boxesContract({ many: '/boxes' }),
      server: {
        others: () => both,
        list: (boxes) => [200, { shelf: Object.fromEntries(boxes.map((one) => [String(one.id), one])) }],
      },
    },
    {
      what: 'items inside of items',
      contract: boxesContract(),
      server: {
        others: () => both,
        list: ([first, ...inner]) => [200, first === undefined ? [] : [{ ...first, inner }]],
      },
    },
    {
      what: 'a server that ignores where a page begins',
      contract: boxesContract({ listParameters: paging }),
      server: { others: () => both, list: (boxes) => [200, boxes.slice(0, 1)] },
    },
    {
      what: 'a server that ignores where a page begins, and counts more than it shows',
      contract: boxesContract({ listParameters: paging, many: '/boxes', total: '/all' }),
      server: { others: () => both, list: (boxes) => [200, { boxes: boxes.slice(0, 1), all: boxes.length }] },
    },
    {
      what: 'no second page, where more are counted than shown',
      contract: boxesContract({ listParameters: paging, many: '/boxes', total: '/all' }),
      server: {
        others: () => both,
        list: (boxes, { searchParams }) =>
          Number(searchParams.get('skip') ?? 0) > 0 ? [404] : [200, { boxes: boxes.slice(0, 1), all: boxes.length }],
      },
    },
    {
      what: 'a second page that is refused for haste',
      contract: boxesContract({ listParameters: paging }),
      server: {
        others: () => both,
        list: (boxes, { searchParams }) =>
          Number(searchParams.get('skip') ?? 0) > 0 ? [400] : [200, boxes.slice(0, 1)],
      },
    },
    {
      what: 'a default that narrows the list',
      contract: boxesContract({
        listParameters: [{ name: 'state', in: 'query', schema: { enum: ['open', 'shut'], default: 'open' } }],
      }),
      server: { others: () => both, list: () => [200, []] },
    },
    {
      what: 'more pages than are read',
      contract: boxesContract({
        listParameters: paging,
      }),
      server: {
        others: () => [...Array.from({ length: 220 }, (_, index) => ({ id: `O${index}`, label: 'other' })), ...both],
        list: (boxes, { searchParams }) => {
          const skip = Number(searchParams.get('skip') ?? 0);
          return [200, boxes.slice(skip, skip + Number(searchParams.get('take') ?? 2))];
        },
      },
    },
    {
      what: 'numbers that are too large to be read',
      contract: boxesContract(),
      server: { others: () => both, list: (boxes) => [200, boxes.map((one) => ({ ...one, id: 2 ** 60 }))] },
    },
  ];

  test.each(rows)('$what', async ({ contract, server }) => {
    const { harms, report } = await judge(await contract, { ...server, finds: true });
    expect(harms).toEqual([]);
    // Nobody is told to delete what may have been there before.
    expect(report.leftovers.filter(({ path }) => path.startsWith('/'))).toEqual([]);
  });

  test.each<{
    readonly what: string;
    readonly others: readonly { id: string; label: string }[];
    readonly list: NonNullable<BoxServer['list']>;
  }>([
    {
      what: 'a page comes again, and the documented total counts no more',
      others: [{ id: 'O1', label: 'other' }],
      list: (boxes) => [200, { boxes, all: boxes.length }],
    },
    {
      what: 'the first page shows nothing, however the documented total counts',
      others: [],
      list: (boxes, { searchParams }) => {
        const skip = Number(searchParams.get('skip') ?? 0);
        return [200, { boxes: boxes.slice(skip), all: boxes.length + 1 }];
      },
    },
  ])('The list is whole where $what', async ({ others, list }) => {
    const contract = await boxesContract({ listParameters: paging, many: '/boxes', total: '/all' });
    const { harms, writes } = await judge(contract, { others: () => others, createdStatus: 200, list });
    expect(harms).toEqual([]);
    expect(writes).toBeGreaterThan(10);
  });

  test('where a 201 says that it is new, it is the run’s own', async () => {
    const contract = await boxesContract({
      listParameters: [{ name: 'cursor', in: 'query', schema: { type: 'string' } }],
    });
    const { harms, writes } = await judge(contract, { others: () => [{ id: 'O1', label: 'other' }], finds: false });
    expect(harms).toEqual([]);
    expect(writes).toBeGreaterThan(10);
  });
});

test.each([
  ['in another case', tools, (id: string | number) => String(id).toLowerCase()],
  ['with zeros before it', [{ id: 7, label: 'tools' }], (id: string | number) => `00${id}`],
  [
    'with dashes',
    [{ id: '9f3c1f5e7a524c0b9d642f1f0f8f4b11', label: 'tools' }],
    (id: string | number) => String(id).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
  ],
])('An id that a creation writes otherwise than the list, %s, is the same', async (_, others, shownId) => {
  const { harms, report } = await judge(await boxesContract(), {
    others: () => others,
    finds: true,
    shownId: (id) => (others.some((one) => one.id === id) ? shownId(id) : id),
  });
  expect(harms).toEqual([]);
  // It may be another one after all, so that nobody is accused of giving an id twice.
  expect(report.findings).toEqual([]);
});

test('The list of each scope is read in which something is made', async () => {
  const owner = (name: string): JsonObject => ({
    ...{ name, in: 'path', required: true, schema: { type: 'string' } },
    'x-values': 'owner',
  });
  const contract = await boxesContract({
    prefix: '/halls/{hall}/rows/{row}',
    prefixParameters: [owner('hall'), owner('row')],
  });
  const server: BoxServer = {
    placeOf: (_, path) => path.replace(/\/boxes.*$/, ''),
    others: (place) => [{ id: `B${place.replaceAll('/', '-')}`, label: 'toys' }],
    finds: true,
  };
  const { harms, writes } = await judge(contract, server, { runs: 8, set: { hall: ['1', '2'], row: ['x', 'y'] } });
  expect(harms).toEqual([]);
  expect(writes).toBeGreaterThan(5);
});

test('What is below a parent that a creation only found is nobody’s to write to', async () => {
  const hall = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } };
  const ok = { 200: { description: 'Done', content: { 'application/json': { schema: hall } } } };
  const halls = {
    200: { description: 'All', content: { 'application/json': { schema: { type: 'array', items: hall } } } },
  };
  const contract = await boxesContract({
    prefix: '/halls/{hall}',
    prefixParameters: [{ name: 'hall', in: 'path', required: true, schema: { type: 'string' } }],
    resources: { hall: { id: 'id', one: '', many: '' } },
    paths: {
      '/halls': {
        get: { operationId: 'listHalls', 'x-does': { list: 'hall' }, responses: halls },
        post: { operationId: 'makeHall', 'x-does': { create: 'hall' }, responses: ok },
      },
      '/halls/{hall}': {
        parameters: [{ name: 'hall', in: 'path', required: true, schema: { type: 'string' } }],
        get: {
          operationId: 'readHall',
          'x-does': { read: 'hall' },
          responses: { ...ok, 404: { description: 'None' } },
        },
      },
    },
  });
  const { harms } = await judge(contract, {
    placeOf: (_, path) => path.replace(/\/boxes.*$/, ''),
    others: () => tools,
    finds: true,
    other: ({ method }, path) =>
      path === '/halls' && method === 'GET'
        ? [200, [{ id: 'old' }]]
        : path.startsWith('/halls') && !path.includes('boxes')
          ? [200, { id: 'old' }]
          : undefined,
  });
  expect(harms).toEqual([]);
});

test('An id that a failed deletion may have freed is not written to, nor deleted again, where somebody else has it', async () => {
  const { harms, writes } = await judge(await boxesContract(), { failsAndFrees: true });
  expect(writes).toBeGreaterThan(5);
  expect(harms).toEqual([]);
});

describe('Where other credentials see another’s resources under the same ids, these are not written to', () => {
  const isOurs = ({ headers }: { readonly headers: Readonly<Record<string, string>> }): boolean =>
    Object.entries(headers).some(([name, value]) => /^authorization$/i.test(name) && value === 'Bearer ours');

  test.each([
    ['tools', 1],
    ['toys', 2],
  ])('which are all %s', async (label, seed) => {
    const server: BoxServer = {
      placeOf: (request) => (isOurs(request) ? 'ours' : 'everybody’s'),
      others: (place) =>
        place === 'ours'
          ? []
          : Array.from({ length: 300 }, (_, index) => ({ id: index + 1, label: `${label}-of-others` })),
    };
    const { harms, writes } = await judge(await boxesContract({ isPrivate: true }), server, { token: 'ours', seed });
    expect(writes).toBeGreaterThan(5);
    expect(harms).toEqual([]);
  });
});

test('A box that is listed below a hall alone, and named by its id alone, is not new for being in a new hall', async () => {
  const hall = { name: 'hall', in: 'path', required: true, schema: { type: 'string' } };
  const json = {
    content: { 'application/json': { schema: { type: 'object', required: ['id'], properties: { id: {} } } } },
  };
  const contract = await boxesContract({
    prefix: '/halls/{hall}',
    prefixParameters: [hall],
    itemPrefix: '',
    resources: { hall: { id: 'id', one: '', many: '' } },
    paths: {
      '/halls': {
        post: {
          operationId: 'makeHall',
          'x-does': { create: 'hall' },
          responses: { 201: { description: 'A hall', ...json } },
        },
      },
      '/halls/{hall}': {
        parameters: [hall],
        delete: { operationId: 'dropHall', 'x-does': { delete: 'hall' }, responses: { 204: { description: 'Gone' } } },
      },
    },
  });
  let halls = 0;
  const { harms } = await judge(contract, {
    others: () => both,
    finds: true,
    list: () => [200, []],
    other: ({ method }, path) => {
      if (path === '/halls' && method === 'POST') return [201, { id: `hall-${++halls}` }];
      return method === 'DELETE' && /^\/halls\/[^/]+$/.test(path) ? [204] : undefined;
    },
  });
  expect(halls).toBeGreaterThan(1);
  expect(harms).toEqual([]);
});
