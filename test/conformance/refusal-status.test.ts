import { expect, test } from 'vitest';
import { runConformance } from '../../conformance/run/run-conformance.ts';
import type { JsonObject } from '../../src/document/document.ts';
import { type NotesOptions, notesContract, startNotes } from './notes.ts';
import { fromJson, isRecord } from './proxy.ts';

const no = { description: 'No' };

/** Refuses what was deleted, or never there, in another way than with 404. */
const gone: NotesOptions = {
  refuse: ({ operation }, isThere) => (['readNote', 'dropNote'].includes(operation) && !isThere ? 410 : null),
};

/** Refuses bodies in another way than with 400. */
const unprocessable: NotesOptions = {
  refuse: ({ operation, body }) => {
    const sent = fromJson(body);
    const isRight = isRecord(sent) && typeof sent.text === 'string' && sent.text !== '';
    return operation === 'addNote' && !isRight ? 422 : null;
  },
};

interface Row {
  /** Statuses, the last of which may be MAY. */
  readonly documented: string;
  readonly last?: JsonObject;
  readonly status: number;
  readonly options: NotesOptions;
  readonly broken: readonly string[];
}

const ofGone = ['notes/dropNote/404:status', 'notes/readNote/404:status'];
const ofBodies = ['notes/addNote/400:status'];

const rows: readonly Row[] = [
  { documented: '400 404', status: 410, options: gone, broken: ofGone },
  { documented: '400 404', status: 422, options: unprocessable, broken: ofBodies },
  { documented: '400 404 410', status: 410, options: gone, broken: [] },
  { documented: '400 404 4XX', status: 410, options: gone, broken: [] },
  { documented: '400 404 4XX', status: 422, options: unprocessable, broken: [] },
  { documented: '400 404 default', status: 410, options: gone, broken: [] },
  { documented: '400 404 default', status: 422, options: unprocessable, broken: [] },
  // What is MAY promises nothing: the status that is documented for the mistake is the only one.
  {
    documented: '400 404 4XX',
    last: { 'x-level': 'MAY' },
    status: 422,
    options: unprocessable,
    broken: ofBodies,
  },
  {
    documented: '400 404 default',
    last: { 'x-level': { status: 'MAY' } },
    status: 410,
    options: gone,
    broken: ofGone,
  },
];

test.each(rows)('Where $documented are documented, who answers $status breaks $broken', async (row) => {
  const statuses = row.documented.split(' ');
  const refusals = Object.fromEntries(
    statuses.map((status) => [status, { ...no, ...(status === statuses.at(-1) ? row.last : {}) }]),
  );
  const contract = await notesContract({ refusals });
  await using server = await startNotes(row.options);
  const { runs } = await runConformance({ contract, target: server.url, seed: 1, runs: 4 });
  expect(runs[0]?.findings.map(({ clause }) => clause).toSorted()).toEqual(row.broken);
});
