import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runConformance } from '../../conformance/run/run-conformance.ts';
import { unknownLike } from '../../src/values/unknown-id.ts';
import { notesContract, startNotes } from './notes.ts';

const makings = { uuid: '9f3c1f5e-7a52-4c0b-9d64-2f1f0f8f4b11', number: 2_147_483_647 };

test.each([
  { id: 17, unknown: 2_147_483_647 },
  { id: '17', unknown: '2147483647' },
  { id: 'user-17', unknown: 'user-2147483647' },
  { id: '0d1f069d-43bb-489a-ad8c-7eb95592ba8e', unknown: '9f3c1f5e-7a52-4c0b-9d64-2f1f0f8f4b11' },
  { id: '0D1F069D-43BB-489A-AD8C-7EB95592BA8E', unknown: '9F3C1F5E-7A52-4C0B-9D64-2F1F0F8F4B11' },
  { id: 'wh-7K3M9P2R4T6X', unknown: 'wh-9F3C1F5E7A52' },
  { id: 'wh_x7k3m9p2', unknown: 'wh_9f3c1f5e' },
  { id: '507f1f77bcf86cd799439011', unknown: '507f1f77bcf89f3c1f5e7a52' },
  // The beginning of such an id is a time, and a larger one would be none.
  { id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', unknown: '01ARZ3NDEKTSV49F3C1F5E7A52' },
])('An id like $id is $unknown', ({ id, unknown }) => {
  expect(unknownLike(id, makings)).toBe(unknown);
});

test('An id like one in digits has as many, is another, and no larger than a server can hold', () => {
  const digits = fc.stringMatching(/^[1-9]\d{10,18}$/);
  fc.assert(
    fc.property(digits, fc.uuid({ version: 4 }), (id, uuid) => {
      const unknown = String(unknownLike(id, { uuid, number: 0 }));
      expect(unknown).toMatch(/^[1-9]\d+$/);
      expect(unknown).toHaveLength(id.length);
      expect(unknown).not.toBe(id);
      expect(unknown.startsWith(id.slice(0, Math.max(1, id.length - 12)))).toBe(true);
    }),
  );
});

const epoch = 1_234_567_890_123_456_000n;

test.each([
  { ids: 'snowflakes', newId: (count: number) => String(epoch + BigInt(count)), shape: /^1\d{18}$/ },
  {
    ids: 'ULIDs',
    newId: (count: number) => `01ARZ3NDEKTSV4RRFFQ69G${String(count).padStart(4, '0')}`,
    shape: /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/,
  },
])('Who refuses what is none of its $ids as malformed is not accused of calling it so', async ({ newId, shape }) => {
  const contract = await notesContract();
  await using server = await startNotes({
    newId,
    refuse: ({ operation, id }) => (['readNote', 'dropNote'].includes(operation) && !shape.test(id) ? 422 : null),
  });
  const { runs } = await runConformance({ contract, target: server.url, seed: 1, runs: 4 });
  expect(runs[0]).toMatchObject({ verdict: 'conformant', findings: [] });
  expect(runs[0]?.clauses.find(({ id }) => id === 'notes/readNote/404:status')).toMatchObject({ verdict: 'held' });
});

test.each([
  { status: 422, verdict: 'untestable', reason: expect.stringContaining('for the shape of its id') },
  { status: 404, verdict: 'held', reason: null },
])('What refuses an id of a shape that the contract does not permit with $status is $verdict', async (refused) => {
  const { status, ...told } = refused;
  const shape = /^[ghjk]{5}$/;
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', pattern: shape.source } };
  const contract = await notesContract({ parameters: { readNote: [id], dropNote: [id] } });
  await using server = await startNotes({
    newId: (count) =>
      count
        .toString(4)
        .padStart(5, '0')
        .replaceAll(/\d/g, (digit) => 'ghjk'.charAt(Number(digit))),
    refuse: (came) => (['readNote', 'dropNote'].includes(came.operation) && !shape.test(came.id) ? status : null),
  });
  const only = ['note:unknown-*', '*/404:status'];
  const { runs } = await runConformance({ contract, target: server.url, seed: 1, runs: 4, only });
  expect(runs[0]?.findings).toEqual([]);
  expect(runs[0]?.clauses.filter((clause) => clause.id.includes(':unknown-'))).toMatchObject([told, told]);
});
