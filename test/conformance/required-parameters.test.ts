import { expect, test } from 'vitest';
import type { RunReport } from '../../conformance/evidence/report.ts';
import { runConformance } from '../../conformance/run/run-conformance.ts';
import type { RunOptions } from '../../conformance/settings/options.ts';
import { type Came, type NotesContract, type NotesOptions, notesContract, startNotes } from './notes.ts';

const judge = async (
  said: NotesContract,
  options: NotesOptions,
  run: Partial<RunOptions> = {},
): Promise<{ readonly run: RunReport; readonly left: number }> => {
  const contract = await notesContract(said);
  await using server = await startNotes(options);
  const { runs } = await runConformance({ contract, target: server.url, seed: 1, runs: 4, ...run });
  if (runs[0] === undefined) throw new Error('The suite reported no run.');
  return { run: runs[0], left: server.notes.size };
};

const verdictOf = ({ clauses }: RunReport, promise: string): string | undefined =>
  clauses.find(({ id }) => id === `notes/note:${promise}`)?.verdict;

const confirm = { name: 'confirm', in: 'query', required: true, schema: { enum: ['yes'] } };
const version = { name: 'X-Version', in: 'header', required: true, schema: { type: 'string', const: '7' } };
const session = { name: 'session', in: 'cookie', required: true, schema: { type: 'string' } };
const tenant = { name: 'tenant', in: 'query', required: true, schema: { type: 'string', minLength: 1 } };
const all = [confirm, version, session];

const lacksSome = ({ query, headers }: Came): boolean =>
  query.get('confirm') !== 'yes' || headers['x-version'] !== '7' || headers.cookie !== 'session=ours';

test.each(['listNotes', 'readNote', 'dropNote'] as const)(
  'What %s requires is sent when it is asked for the sake of others, too',
  async (operation) => {
    const { run, left } = await judge(
      { parameters: { [operation]: all } },
      { refuse: (came) => (came.operation === operation && lacksSome(came) ? 400 : null) },
      { set: { session: ['ours'] } },
    );
    expect(run).toMatchObject({ verdict: 'conformant', leftovers: [] });
    expect(left).toBe(0);
    for (const promise of ['created-is-listed', 'text-is-kept-on-create', 'deleted-is-gone-on-list'])
      expect([promise, verdictOf(run, promise)]).toEqual([promise, 'held']);
  },
);

test('What is documented is sent where nobody gave another value', async () => {
  const { left } = await judge(
    { parameters: { dropNote: [{ ...confirm, schema: { type: 'string' }, example: 'yes' }] } },
    { refuse: ({ operation, query }) => (operation === 'dropNote' && query.get('confirm') !== 'yes' ? 400 : null) },
    { only: ['addNote'] },
  );
  expect(left).toBe(0);
});

test('A list that was asked about a tenant that was made up says nothing of what it leaves out', async () => {
  const { run } = await judge(
    { parameters: { listNotes: [tenant] } },
    {
      list: () => [],
      refuse: ({ operation, query }) => (operation === 'listNotes' && !query.get('tenant') ? 400 : null),
    },
  );
  expect(run).toMatchObject({ verdict: 'conformant', findings: [] });
  expect(verdictOf(run, 'created-is-listed')).toBe('vacuous');
  expect(verdictOf(run, 'deleted-is-gone-on-list')).toBe('vacuous');
});

test('Who is asked about a tenant that was made up, and forbids it, is not held to refuse the credentials', async () => {
  const forbidding: Parameters<typeof judge>[1] = {
    refuse: ({ operation, query }) => (operation === 'listNotes' && query.get('tenant') !== 'ours' ? 403 : null),
  };
  const only = ['addNote', 'readNote'];
  const { run } = await judge({ parameters: { listNotes: [tenant] } }, forbidding, { only });
  expect(run).toMatchObject({ verdict: 'untested', findings: [] });
  // What was there before is not known then, and nothing is made that could not be told from it.
  expect(run.reason).toContain('listNotes could not be read: it was answered 403');
  const named = await judge({ parameters: { listNotes: [tenant] } }, forbidding, { only, set: { tenant: ['ours'] } });
  expect(named.run).toMatchObject({ verdict: 'conformant' });
});
