import { writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { runConformance } from '../../conformance/run/run-conformance.ts';
import { generate } from '../../scripts/generate/generate.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { compile } from '../client/compile.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { run } from '../package/run.ts';

/** A contract of an API that no code knows, and that has nothing to do with webhooks. */
const contract = join(import.meta.dirname, 'rooms.yaml');

const program = (entry: string): string => `
import { createClient, type Room, equipmentValues } from ${JSON.stringify(entry)};
const client = createClient({ baseUrl: process.argv[2] ?? '', apiKey: 'k' });
const { data } = await client.POST('/rooms', { body: { name: 'Attic', seats: 4 } });
const room: Room | undefined = data;
const found = await client.GET('/rooms', { params: { query: { equipment: equipmentValues[0] } } });
const refused = await client.PUT('/rooms/{id}', { params: { path: { id: room?.id ?? 0 } }, body: { name: '', seats: 4 } });
console.log(JSON.stringify({ room, total: found.data?.total, status: refused.response.status }));
`;

test('A contract of another kind of API has types, a client and a mock without any code', async () => {
  await using folder = await temporaryFolder();
  await generate({ folder: folder.path, contractFiles: [contract], write: true });
  const entry = join(folder.path, 'rooms', 'index.ts');
  const checked = program(relative(join(import.meta.dirname, '..', 'client'), entry));
  const [right, wrong] = compile([checked, checked.replace("'Attic'", '7')]);
  expect(right).toBe('');
  expect(wrong).toContain("'number' is not assignable to type 'string'");
  await using mock = await startMock({ contracts: [contract], apiKey: 'k' });
  const file = join(folder.path, 'program.ts');
  await writeFile(file, program(entry));
  expect(JSON.parse(await run(process.execPath, [file, `${mock.url}/rooms`], folder.path))).toEqual({
    room: { id: expect.any(Number), name: 'Attic', seats: 4, equipment: [], added_at: expect.any(String) },
    total: 1,
    status: 400,
  });
});

test('The suite holds its mock to every clause of it', async () => {
  await using mock = await startMock({ contracts: [contract], apiKey: 'k' });
  const { runs } = await runConformance({ contract, target: `${mock.url}/rooms`, apiKey: 'k', seed: 1 });
  const clauses = runs[0]?.clauses ?? [];
  expect(clauses.length).toBeGreaterThan(200);
  expect(clauses.filter(({ verdict }) => verdict !== 'held').map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([]);
});

// `npm run trust -- --contract test/fourth/rooms.yaml`, which CI runs, plants a flaw for each of its clauses.
test('It is told of a mock that breaks a promise, and of nothing else', async () => {
  const clause = 'rooms/room:equipment-leaves-out-others';
  await using mock = await startMock({ contracts: [contract], apiKey: 'k', break: [clause] });
  const { runs } = await runConformance({ contract, target: `${mock.url}/rooms`, apiKey: 'k', seed: 1 });
  expect(runs[0]?.findings.map((finding) => finding.clause)).toEqual([clause]);
});
