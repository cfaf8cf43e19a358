import { describe, expect, test } from 'vitest';
import { judgePlayed, type Played, verdictOf } from './played-server.ts';
import { fromJson, isRecord } from './proxy.ts';
import { judgeValued, promisesThatAre, type Valued } from './value-server.ts';

const text = { type: 'string', minLength: 1 };

const verdictsOf = async (valued: Valued, promises: readonly string[]) => {
  const run = await judgeValued(valued, promises);
  expect(run.findings.map(({ clause, message }) => [clause, message])).toEqual([]);
  return { held: promisesThatAre(run, 'held'), untestable: promisesThatAre(run, 'untestable') };
};

test.each<[string, Valued]>([
  [
    'as the person who bears it',
    {
      sent: { enum: ['ann', 'bob'] },
      shown: { type: 'object', properties: { login: text } },
      keeps: (login) => ({ login }),
    },
  ],
  [
    'as a list of such',
    {
      sent: { type: 'array', items: text },
      shown: { type: 'array', items: { type: 'object', properties: { name: text } } },
      keeps: (names) => (Array.isArray(names) ? names.map((name) => ({ name })) : []),
    },
  ],
])('A name that is shown %s is no promise that it is shown as it was written', async (_, valued) => {
  const { held } = await verdictsOf(valued, ['value-*', 'id-*']);
  expect(held).toContain('id-is-unique-on-create');
  expect(held.filter((promise) => /answered|kept/.test(promise))).toEqual([]);
});

test('A replacement that is documented to create what is not there need not be refused', async () => {
  const described = { description: 'It is there now.' };
  const upserts: Valued = {
    sent: text,
    responses: { replace: { '200': described, '201': described, '400': described } },
    answer: ({ method, path, body }, byItself, kept) => {
      const id = Number(path.slice('/things/'.length));
      if (method === 'PUT' && !kept.has(path)) kept.set(path, { id, ...(JSON.parse(body) as object) });
      return byItself();
    },
  };
  const { held } = await verdictsOf(upserts, ['deleted-*', 'unknown-*']);
  expect(held).toEqual(expect.arrayContaining(['deleted-is-gone-on-edit', 'unknown-is-refused-on-delete']));
  expect(held.filter((promise) => promise.endsWith('-on-replace'))).toEqual([]);
});

test('A list that is narrowed by the default of a parameter need not hold what was created', async () => {
  const sent = { enum: ['open', 'closed'] };
  const parameters = [{ name: 'state', in: 'query', schema: { enum: ['open', 'closed', 'all'], default: 'open' } }];
  const answer: Valued['answer'] = ({ method, path }, byItself) => {
    const [status, body] = byItself();
    const isOpen = (one: unknown): boolean => isRecord(one) && one.value === 'open';
    return method === 'GET' && path === '/things' && Array.isArray(body)
      ? [status, body.filter(isOpen)]
      : [status, body];
  };
  const { held } = await verdictsOf({ sent, parameters, answer }, ['created-is-listed']);
  expect(held).toEqual(['created-is-listed']);
});

const accepted = (responses: Valued['responses'], method: string, later: (path: string) => boolean): Valued => ({
  sent: text,
  ...(responses === undefined ? {} : { responses }),
  answer: (seen, byItself): Played => {
    if (seen.method === method && later(seen.path)) return [202];
    const [status, body] = byItself();
    return seen.method === method && status < 300 ? [202, body] : [status, body];
  },
});

test('What a deletion was only accepted for (202) may still be there', async () => {
  const valued = accepted({ remove: { '202': { description: 'Soon.' } } }, 'DELETE', () => true);
  const { untestable } = await verdictsOf(valued, ['deleted-*']);
  expect(untestable).toEqual(expect.arrayContaining(['deleted-is-gone-on-list', 'deleted-is-gone-on-read']));
});

test('What is gone at once after a deletion that was only accepted is gone', async () => {
  const responses = { remove: { '202': { description: 'Soon.' }, '404': { description: 'None' } } };
  const { held } = await verdictsOf(
    accepted(responses, 'DELETE', () => false),
    ['deleted-*'],
  );
  expect(held).toEqual(expect.arrayContaining(['deleted-is-gone-on-list', 'deleted-is-gone-on-read']));
});

test('What a creation was only accepted for (202) need not be listed yet', async () => {
  const thing = {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'integer' }, value: text },
  };
  const valued: Valued = {
    sent: text,
    responses: { create: { '202': { description: 'Soon.', content: { 'application/json': { schema: thing } } } } },
    answer: ({ method, path }, byItself) => {
      const [status, body] = byItself();
      if (method === 'POST') return [202, body];
      return method === 'GET' && path === '/things' ? [200, []] : [status, body];
    },
  };
  const { held, untestable } = await verdictsOf(valued, ['created-is-listed', 'value-is-kept-on-create']);
  expect(untestable).toEqual(['created-is-listed']);
  expect(held).toEqual(['value-is-kept-on-create']);
});

test('What others make while a creation is refused is no trace of it where answers show otherwise what it sent', async () => {
  let others = 0;
  let taken = 0;
  await verdictsOf(
    {
      sent: { type: 'string', pattern: '^[a-z]{20}$' },
      shown: { type: 'object' },
      keeps: (login) => ({ login }),
      answer: ({ method, path, body }, byItself, kept) => {
        if (method === 'DELETE' && path.startsWith('/things/1000')) taken++;
        if (method !== 'POST' || /"[a-z]{20}"/.test(body)) return byItself();
        const id = 1_000_000 + ++others;
        kept.set(`/things/${id}`, { id, value: { login: 'somebody else' } });
        return [400];
      },
    },
    ['refused-create-*'],
  );
  expect(others).toBeGreaterThan(0);
  expect(taken).toBe(0);
});

const soon = { description: 'Soon.' };
const refusals = { '400': { description: 'No' }, '404': { description: 'None' } };

test('What a change leaves alone is not held before it is done, if it was only accepted (202)', async () => {
  const promises = ['id-is-untouched-*', 'others-are-untouched-on-edit', 'others-are-untouched-on-replace'];
  const responses = { replace: { '202': soon, ...refusals }, edit: { '202': soon, ...refusals } };
  const later = {
    sent: text,
    responses,
    answer: ({ method }, byItself) => (/^P[UA]T/.test(method) ? [202] : byItself()),
  } satisfies Valued;
  expect(await verdictsOf(later, promises)).toEqual({
    held: [],
    untestable: ['id-is-untouched-on-replace', 'id-is-untouched-on-edit'],
  });
  const atOnce: Valued = {
    ...later,
    answer: ({ method }, byItself) => {
      const [status, body] = byItself();
      return /^P[UA]T/.test(method) && status === 200 ? [202] : [status, body];
    },
  };
  const { held } = await verdictsOf(atOnce, promises);
  expect(held).toEqual(['id-is-untouched-on-replace', 'id-is-untouched-on-edit']);
});

test('What a creation that was only accepted (202) does later is no trace of a write that was refused', async () => {
  const seen = new Set<string>();
  const thing = { type: 'object', required: ['id'], properties: { id: { type: 'integer' }, value: text } };
  const valued: Valued = {
    sent: text,
    responses: { create: { '202': { ...soon, content: { 'application/json': { schema: thing } } }, ...refusals } },
    answer: ({ method, path, body: sent }, byItself) => {
      if (['PUT', 'PATCH'].includes(method) && typeof (fromJson(sent) as { value?: unknown }).value !== 'string')
        return [400];
      const [status, body] = byItself();
      if (method === 'POST') return [202, body];
      if (method !== 'GET' || path === '/things' || !isRecord(body) || seen.has(path)) return [status, body];
      seen.add(path);
      return [status, { ...body, value: 'to come' }];
    },
  };
  await verdictsOf(valued, ['refused-*']);
});

const upsertContract = `
openapi: 3.1.0
info: { title: Rooms, version: "1" }
servers: [{ url: "http://127.0.0.1:1" }]
x-resources: { room: { id: id, one: '' } }
paths:
  /{house}/rooms:
    parameters: [{ name: house, in: path, required: true, x-values: owner, schema: { type: string } }]
    post: { operationId: add, x-does: { create: room }, responses: { "201": { description: Made, content: { application/json: { schema: { $ref: "#/components/schemas/Room" } } } } } }
  /{house}/rooms/{id}:
    parameters: [{ name: house, in: path, required: true, x-values: owner, schema: { type: string } }, { name: id, in: path, required: true, schema: { type: string } }]
    get: { operationId: get, x-does: { read: room }, responses: { "200": { description: There, content: { application/json: { schema: { $ref: "#/components/schemas/Room" } } } }, "404": { description: None } } }
    put: { operationId: put, x-does: { replace: room }, responses: { "200": { description: There }, "201": { description: Made } } }
    delete: { operationId: drop, x-does: { delete: room }, responses: { "204": { description: Gone }, "404": { description: None } } }
components: { schemas: { Room: { type: object, required: [id], properties: { id: { type: string } } } } }
`;

test('A replacement that creates what is not there leaves nothing under another owner', async () => {
  const rooms = new Set<string>();
  let made = 0;
  const { run } = await judgePlayed(
    upsertContract,
    ({ method, path }) => {
      if (method === 'DELETE') return [rooms.delete(path) ? 204 : 404];
      if (method === 'GET') return rooms.has(path) ? [200, { id: path.split('/').at(-1) }] : [404];
      const id = `room-${String(++made).padStart(8, '0')}`;
      const isThere = rooms.has(path);
      rooms.add(method === 'POST' ? `${path}/${id}` : path);
      return method === 'POST' ? [201, { id }] : [isThere ? 200 : 201];
    },
    { set: { house: ['mine', 'yours'] }, runs: 12, only: ['room:*'] },
  );
  expect(run.findings).toEqual([]);
  expect(verdictOf(run, 'room:other-house-is-hidden-on-delete')).toBe('held');
  expect([...rooms]).toEqual([]);
});

describe('A creation that is answered with what is there already', () => {
  const thing = {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'integer' }, value: { type: 'string' } },
  };
  const shown = { content: { 'application/json': { schema: thing } } };
  const create = {
    '200': { description: 'There is one.', ...shown },
    '201': { description: 'Made.', ...shown },
    ...refusals,
  };
  const findingBy = (status: number): Valued => ({
    sent: { enum: ['red', 'blue'] },
    responses: { create },
    answer: ({ method, body }, byItself, kept) => {
      if (method !== 'POST') return byItself();
      const value = fromJson(body);
      const found = [...kept.values()].find((thing) => isRecord(value) && thing.value === value.value);
      return found === undefined ? byItself() : [status, found];
    },
  });

  test('may be, with 200 where a new one has 201', async () => {
    const { held } = await verdictsOf(findingBy(200), ['id-*', 'value-*']);
    expect(held).toContain('value-is-answered-on-create');
  });

  test('breaks the promise of ids of their own where the status says that it is new', async () => {
    const run = await judgeValued(findingBy(201), ['id-*']);
    expect(run.findings.map(({ clause }) => clause)).toEqual(['played/thing:id-is-unique-on-create']);
  });
});

test('A deletion of what is not there may be answered 202, since nothing is done yet', async () => {
  const remove = { '202': { description: 'Soon.' }, '404': refusals['404'] };
  const later: Valued = {
    sent: text,
    responses: { remove },
    answer: ({ method }, byItself) => {
      const played = byItself();
      return method === 'DELETE' ? [202] : played;
    },
  };
  const run = await judgeValued(later, ['unknown-*', 'deleted-*']);
  expect(run.findings).toEqual([]);
  expect(promisesThatAre(run, 'vacuous')).toContain('unknown-is-refused-on-delete');
  expect(promisesThatAre(run, 'held')).toContain('unknown-is-refused-on-read');
});
