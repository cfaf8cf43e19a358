import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { builtInContracts, selectContracts } from '../src/clauses/select-contracts.ts';
import { UsageError } from '../src/document/usage-error.ts';
import { packageFolder } from '../src/package-folder.ts';
import { caseNames, readWorkload } from './bench/cases.ts';
import { measureMemory, measureSpeed, measureStarts, type Running } from './bench/measure.ts';
import { median } from './bench/statistics.ts';
import { answerBytes, bareNode, listedCount, ourMock, type Subject, stockPrism } from './bench/subjects.ts';
import { guardedMock, measureSuite, type SuiteSample, suiteTable } from './bench/suite.ts';
import { type Row, ratioOf, tableText } from './bench/table.ts';
import { startServer } from './server-process.ts';
import { wholeNumber } from './whole-number.ts';

/** The contract that the mock is measured by, where none is named. */
const defaultApi = 'lune';

const usage = `Measures the mock beside Prism's command and a bare Node server, on the same contract and machine; and the suite against the mock.

npm run bench [-- OPTIONS]
  --api ID        this contract alone (default: ${defaultApi} for the mock, all for the suite)
  --rounds N      how often each figure is measured; the median counts (default: 3)
  --seconds N     how long each load lasts (default: 1)
  --requests N    after how many requests memory is looked at (default: 100000)
  --only PART     mock or suite (default: both)
  --json FILE     where the figures are written (default: bench.json)
  --help`;

const readArguments = () => {
  const options = {
    api: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '1' },
    requests: { type: 'string', default: '100000' },
    only: { type: 'string' },
    json: { type: 'string', default: 'bench.json' },
    help: { type: 'boolean', default: false },
  } as const;
  try {
    const { values } = parseArgs({ options });
    const { rounds, seconds, requests, only } = values;
    if (only !== undefined && only !== 'mock' && only !== 'suite') {
      throw new UsageError(`--only ${JSON.stringify(only)} is neither mock nor suite.\n\n${usage}`);
    }
    return {
      ...values,
      rounds: wholeNumber('rounds', rounds, { min: 1, usage }),
      seconds: wholeNumber('seconds', seconds, { min: 1, usage }),
      requests: wholeNumber('requests', requests, { min: 1, usage }),
    };
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(`${(cause as Error).message}\n\n${usage}`, { cause });
  }
};

const versionIn = (file: string): string => (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;

/** What the figures depend on, beside the code. */
const circumstances = () => ({
  date: new Date().toISOString(),
  machine: `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores`,
  versions: {
    node: process.versions.node,
    prism: versionIn(createRequire(import.meta.url).resolve('@stoplight/prism-cli/package.json')),
    ours: versionIn(join(packageFolder(), 'package.json')),
  },
});

const rowOf = (name: string, unit: string, figureOf: (subject: Subject['name']) => number): Row => ({
  name,
  unit,
  ours: figureOf('ours'),
  prism: figureOf('prism'),
  bare: figureOf('bare'),
});

/** Measures the mock beside the others, and gives the figures. */
const benchMock = async ({ api = defaultApi, rounds, seconds, requests }: ReturnType<typeof readArguments>) => {
  const [contract] = await selectContracts({ apis: [api] });
  const builtIn = await builtInContracts();
  const contractFile = builtIn.get(api);
  if (contract === undefined || contractFile === undefined) throw new UsageError(`There is no contract ${api}.`);
  const workload = readWorkload(contract);
  const running: Running[] = [];
  const start = async (subject: Subject): Promise<Running> => {
    const started = { subject, server: await startServer(subject.command) };
    running.push(started);
    return started;
  };
  try {
    const [ours, prism] = [await start(ourMock(contract, workload)), await start(stockPrism(contractFile, workload))];
    const [ourBytes, prismBytes] = [
      await answerBytes(ours.server, await ours.subject.prepare(ours.server)),
      await answerBytes(prism.server, await prism.subject.prepare(prism.server)),
    ];
    await start(bareNode(workload, ourBytes));
    const bytes = caseNames.map((name) => `${name} ${ourBytes[name]} (Prism ${prismBytes[name]})`).join(', ');
    console.log(
      `Contract ${api}. ${rounds} rounds in turn, the median counts; each load ${seconds} s over 10 connections.`,
    );
    console.log(
      `Our list has ${listedCount} resources, Prism's is the contract's example. Bytes of an answer: ${bytes}.`,
    );
    console.log(
      `Started with ${builtIn.size} contracts (Prism with 1). Memory after ${requests} requests of all kinds.\n`,
    );

    const starts = await measureStarts(
      running.map(({ subject }) => subject),
      rounds,
    );
    const memory = new Map<string, Awaited<ReturnType<typeof measureMemory>>>();
    for (const one of running) memory.set(one.subject.name, await measureMemory(one, requests));
    const samples = await measureSpeed(running, { rounds, seconds });

    const speed = (name: string, figure: 'requestsPerSecond' | 'p50' | 'p99') => (subject: string) =>
      median(samples.filter((one) => one.case === name && one.subject === subject).map((one) => one[figure]));
    const held = (when: 'before' | 'afterTenth' | 'after') => (subject: string) =>
      memory.get(subject)?.[when] ?? Number.NaN;
    const rows = [
      ...caseNames
        .map((name) => ({ name, title: name === 'list' ? `list of ${listedCount}` : name }))
        .flatMap(({ name, title }) => [
          rowOf(title, 'requests/s', speed(name, 'requestsPerSecond')),
          rowOf(title, 'p50 ms', speed(name, 'p50')),
          rowOf(title, 'p99 ms', speed(name, 'p99')),
        ]),
      rowOf('start to first answer', 'ms', (subject) => median(starts.get(subject) ?? [])),
      rowOf('memory when it is ready', 'MiB', held('before')),
      rowOf(`memory after ${requests / 10} requests`, 'MiB', held('afterTenth')),
      rowOf(`memory after ${requests} requests`, 'MiB', held('after')),
    ];
    console.log(tableText(rows));
    return rows.map((row) => ({ ...row, ratio: ratioOf(row) }));
  } finally {
    await Promise.all(running.map(({ server }) => server.close()));
  }
};

/** Runs the suite against the mock, API by API, round after round; the run of the median time counts. */
const benchSuite = async ({ api, rounds }: ReturnType<typeof readArguments>) => {
  const contracts = await selectContracts(api === undefined ? {} : { apis: [api] });
  const mock = await startServer(guardedMock);
  try {
    const samples = new Map<string, SuiteSample>();
    for (const contract of contracts) {
      const own: SuiteSample[] = [];
      for (let round = 0; round < rounds; round++) own.push(await measureSuite(contract, mock));
      const middle = own.toSorted((one, other) => one.verdictMs - other.verdictMs)[Math.floor(rounds / 2)];
      if (middle !== undefined) samples.set(contract.id, middle);
    }
    console.log(`\nThe suite with its defaults, against the mock in another process.\n\n${suiteTable(samples)}`);
    return Object.fromEntries(samples);
  } finally {
    await mock.close();
  }
};

const run = async (): Promise<void> => {
  const given = readArguments();
  if (given.help) {
    console.log(usage);
    return;
  }
  const { date, machine, versions } = circumstances();
  console.log(`${date}, ${machine}; Node ${versions.node}, Prism ${versions.prism}, ours ${versions.ours}.`);
  const figures = given.only === 'suite' ? null : await benchMock(given);
  const suite = given.only === 'mock' ? null : await benchSuite(given);
  const { api = defaultApi, rounds, seconds, requests } = given;
  const written = { date, machine, versions, api, rounds, seconds, requests, figures, suite };
  writeFileSync(given.json, `${JSON.stringify(written, null, 2)}\n`);
};

try {
  await run();
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error);
  process.exitCode = 2;
}
