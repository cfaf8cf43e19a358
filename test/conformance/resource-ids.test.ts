import { expect, test } from 'vitest';
import type { Exchange } from '../../conformance/http/exchange.ts';
import { runConformance } from '../../conformance/run/run-conformance.ts';
import { createdId, listedIds } from '../../conformance/target/resource-ids.ts';
import { type Note, notesContract, startNotes } from './notes.ts';
import { fromJson, isRecord } from './proxy.ts';

const contract = await notesContract();
const [resource] = contract.resources;
const creation = contract.operations.find(({ does }) => does?.action === 'create');
if (resource === undefined || creation === undefined) throw new Error('The contract makes nothing.');

const answering = (body: unknown): Exchange => ({
  request: { method: 'GET', url: 'http://127.0.0.1:9', headers: {}, body: null },
  response: { status: 200, headers: {}, body: JSON.stringify(body), truncated: false },
  failure: null,
  durationMs: 1,
});

test.each([
  { id: 'a', isOne: true },
  { id: 0, isOne: true },
  { id: 'a/../b', isOne: true },
  { id: '...', isOne: true },
  { id: 2 ** 53 - 1, isOne: true },
  // Some other integer is read as the same number.
  { id: 2 ** 53, isOne: false },
  { id: '', isOne: false },
  { id: '.', isOne: false },
  { id: '..', isOne: false },
  { id: null, isOne: false },
  { id: ['a'], isOne: false },
])('$id is an id: $isOne', ({ id, isOne }) => {
  expect(createdId(answering({ id }), resource, creation)).toBe(isOne ? id : undefined);
  expect(listedIds(answering([{ id }]), resource)).toEqual(isOne ? [id] : []);
});

test.each(['a/b', 'a~b', 'a~1b'])('An id is found under the name %s', (name) => {
  const named = { ...resource, id: name };
  expect(createdId(answering({ [name]: 'x' }), named, creation)).toBe('x');
  expect(listedIds(answering([{ [name]: 'x' }]), named)).toEqual(['x']);
});

test.each(['', '.', '..'])(
  'Nothing is asked of what has the id "%s", which is the path of something else',
  async (id) => {
    await using server = await startNotes({ newId: () => id });
    const { runs } = await runConformance({ contract, target: server.url, seed: 1, runs: 4 });
    expect(server.requests.filter(({ operation }) => ['readNote', 'dropNote'].includes(operation))).toEqual([]);
    expect(runs[0]).toMatchObject({ verdict: 'untested', leftovers: [{ resource: 'of unknown id' }] });
  },
);

test('What a refused creation left is told of, and not deleted by an id that is the path of something else', async () => {
  const nowhere = ['', '.', '..'];
  let traces: readonly Note[] = [];
  let count = 0;
  await using server = await startNotes({
    list: (notes) => [...notes, ...traces],
    refuse: ({ operation, headers, body }) => {
      if (headers.authorization === 'Bearer token') return null;
      const sent = fromJson(body);
      if (operation === 'addNote' && isRecord(sent))
        traces = [{ id: nowhere[count++ % nowhere.length] ?? '', text: String(sent.text) }];
      return 401;
    },
  });
  const guarded = await notesContract({ credentials: { type: 'http', scheme: 'bearer' } });
  const { runs } = await runConformance({ contract: guarded, target: server.url, token: 'token', seed: 1, runs: 4 });
  expect(runs[0]?.findings.map(({ clause }) => clause)).toEqual(['notes/note:refused-create-leaves-no-trace']);
  expect(server.requests.filter(({ operation, id }) => operation === 'dropNote' && nowhere.includes(id))).toEqual([]);
});

test('What somebody else makes meanwhile is no trace of a refused creation, and stays, where the contract lists what both are', async () => {
  const listed = { enum: ['the first of two notes', 'the second of two notes'] };
  let others: readonly Note[] = [];
  await using server = await startNotes({
    list: (notes) => [...notes, ...others],
    refuse: ({ operation, headers, body }) => {
      if (headers.authorization === 'Bearer token') return null;
      const sent = fromJson(body);
      if (operation === 'addNote' && isRecord(sent)) others = [...others, { id: 'another', text: String(sent.text) }];
      return 401;
    },
  });
  const guarded = await notesContract({ credentials: { type: 'http', scheme: 'bearer' }, text: listed });
  const only = ['note:refused-create-leaves-no-trace'];
  const { runs } = await runConformance({ contract: guarded, target: server.url, token: 'token', seed: 1, only });
  expect(others.length).toBeGreaterThan(0);
  expect(runs[0]?.findings).toEqual([]);
  expect(server.requests.filter(({ operation, id }) => operation === 'dropNote' && id === 'another')).toEqual([]);
});
