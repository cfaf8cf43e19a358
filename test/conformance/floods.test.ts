import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { RunReport } from '../../conformance/evidence/report.ts';
import { runConformance } from '../../conformance/run/run-conformance.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { conformance } from './command.ts';
import { listening } from './listening.ts';

/** Answers that are made to keep whoever judges them busy: each is judged as far as it is read, and the run goes on. */
const item = {
  type: 'object',
  required: ['id', 'key', 'state'],
  properties: {
    id: { type: 'integer', minimum: 1 },
    key: { type: 'string', 'x-secret': 'full' },
    state: { enum: ['on', 'off'] },
    either: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'integer' } }] },
  },
};

const contract = (uniqueItems: boolean): string =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Flood', version: '1' },
    paths: {
      '/items': {
        get: {
          operationId: 'list',
          responses: {
            200: {
              description: 'OK',
              content: { 'application/json': { schema: { type: 'array', uniqueItems, items: item } } },
            },
          },
        },
      },
    },
  });

const items = (count: number, change: (index: number) => object = () => ({})): string =>
  JSON.stringify(
    Array.from({ length: count }, (_, index) => ({ id: index + 1, key: `k${index}`, state: 'on', ...change(index) })),
  );

const judged = async (
  body: string | Buffer,
  { headers = {}, uniqueItems = false }: { headers?: Record<string, string>; uniqueItems?: boolean } = {},
): Promise<RunReport> => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'flood.json');
  await writeFile(file, contract(uniqueItems));
  await using server = await listening((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(body);
  });
  const { runs } = await runConformance({ contract: file, target: server.url, runs: 2, timeoutMs: 60_000 });
  const [run] = runs;
  if (run === undefined) throw new Error('There is no run.');
  return run;
};

const verdictOf = ({ clauses }: RunReport, end: string) => clauses.find(({ id }) => id.endsWith(end));

describe('A flood is judged as far as it is read, and told to be more', { timeout: 120_000 }, () => {
  test('many items', async () => {
    const run = await judged(items(90_000), { uniqueItems: true });
    expect(verdictOf(run, '/200/body[]/id:minimum')).toMatchObject({ verdict: 'held' });
    expect(verdictOf(run, '/200/body[]/id:minimum')?.reason).toMatch(/^an answer holds more values than are judged/);
    expect(verdictOf(run, '/200/body:type')).toMatchObject({ verdict: 'held', reason: null });
    // What can only be judged whole isn't held by a part.
    expect(verdictOf(run, '/200/body:uniqueItems')).toMatchObject({ verdict: 'untestable' });
    expect(run.findings).toEqual([]);
  });

  test.each([0, 89_999])('what is wrong in item %i is found', async (wrong) => {
    const run = await judged(items(90_000, (index) => (index === wrong ? { state: 'neither' } : {})));
    expect(run.findings.map(({ clause }) => clause)).toEqual(['flood/list/200/body[]/state:enum']);
  });

  test('many wrong items, each with a secret', async () => {
    const run = await judged(items(90_000, () => ({ state: 'neither', id: 0 })));
    expect(run.findings.map(({ clause }) => clause)).toEqual([
      'flood/list/200/body[]/id:minimum',
      'flood/list/200/body[]/state:enum',
    ]);
    expect(JSON.stringify(run)).not.toMatch(/k\d+/);
  });

  test('one large value that is judged whole', async () => {
    const run = await judged(items(1, () => ({ either: Array.from({ length: 500_000 }, () => 'x') })));
    expect(verdictOf(run, '/either:anyOf')).toMatchObject({ verdict: 'untestable' });
  });

  test.each([
    ['brackets', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['brackets that nobody closes', '['.repeat(1_000_000)],
    ['objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
  ])('%s inside each other', async (_, body) => {
    const run = await judged(body);
    expect(run.findings.map(({ clause }) => clause)).toEqual(['flood/list/200/body:well-formed']);
  });

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
  ])('a small body that is a large one in %s', async (coding, compress) => {
    const body = compress(Buffer.alloc(100 * 1024 * 1024, ' '));
    const run = await judged(body, { headers: { 'content-encoding': coding } });
    expect(verdictOf(run, '/200/body:type')).toMatchObject({ verdict: 'untestable' });
  });
});

test('Whoever interrupts a run that judges a flood has a report soon', { timeout: 180_000 }, async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'flood.json');
  await writeFile(file, contract(true));
  const body = items(90_000, () => ({ state: 'neither' }));
  let asked = 0;
  let interruptedAt = 0;
  let interrupt = (): void => undefined;
  const interrupted = new Promise<void>((resolve) => {
    interrupt = resolve;
  });
  await using server = await listening((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    if (++asked !== 4) return;
    interruptedAt = performance.now();
    interrupt();
  });
  const args = ['--contract', file, '--target', server.url, '--timeout', '60000', '--runs', '1000'];
  const { status, report } = await conformance(args, { interrupted });
  expect(status).toBe(130);
  expect(JSON.parse(report ?? '{}').runs[0]).toMatchObject({ reason: 'The run was interrupted.' });
  expect(performance.now() - interruptedAt).toBeLessThan(60_000);
});

test('An answer that comes drop by drop is no answer when its time is over', { timeout: 60_000 }, async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'flood.json');
  await writeFile(file, contract(false));
  await using server = await listening((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const drops = setInterval(() => response.write(' '), 50);
    response.on('close', () => clearInterval(drops));
  });
  const { runs } = await runConformance({ contract: file, target: server.url, runs: 1, timeoutMs: 500 });
  expect(runs[0]?.reason).toContain('did not answer within 500 ms');
});
