import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { didYouMean } from '../src/document/did-you-mean.ts';
import { UsageError } from '../src/document/usage-error.ts';
import { comparePeer } from './trust/compare-peer.ts';
import { loadContracts } from './trust/contracts.ts';
import { failures } from './trust/failures.ts';
import { type Corpus, judgeCorpus } from './trust/false-alarms.ts';
import { type Planted, plant } from './trust/plant.ts';
import { createProgress } from './trust/progress.ts';
import { type RightServer, rightServers } from './trust/right-server.ts';
import { checkTable, killMatrix } from './trust/tables.ts';
import { wholeNumber } from './whole-number.ts';

const usage = `Measures how far the suite can be trusted: plants a flaw for every clause in a right server, and judges right servers of all kinds.

npm run trust [-- OPTIONS]
  --api ID        only this API (repeatable)
  --server NAME   where flaws are planted: second (the implementation in test/second, the default) or mock
  --contract FILE plants flaws of a contract of your own in the mock that serves it
  --only TEXT     only clauses whose id holds this
  --every N       only every Nth clause (default: 1)
  --seeds N       right servers of each API and character (default: 10)
  --seed N        of the runs against flaws (default: 1)
  --brief         begins each run with the checks that are there for what was planted, and ends it as soon as all of that is told,
                  which says nothing of further checks
  --peer          has stock Prism's validation proxy judge the same servers by the same requests, too
  --help

It ends with 1 where a flaw survives, too few are found under their names, a right server is accused or can't be judged to the end,
a kind of check isn't there any more, or, in a run of all that isn't brief, one finds nothing.`;

const readArguments = () => {
  const options = {
    api: { type: 'string', multiple: true },
    contract: { type: 'string' },
    server: { type: 'string' },
    only: { type: 'string', default: '' },
    every: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    brief: { type: 'boolean', default: false },
    peer: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  } as const;
  try {
    const { values } = parseArgs({ options });
    const { contract: file, every, seeds, seed } = values;
    // Of a contract of one's own there is no second implementation.
    const server = values.server ?? (file === undefined ? 'second' : 'mock');
    if (!rightServers.includes(server as RightServer))
      throw new UsageError(`--server ${JSON.stringify(server)} is none of ${rightServers.join(', ')}.\n\n${usage}`);
    return {
      ...values,
      server: server as RightServer,
      file: file ?? null,
      every: wholeNumber('every', every, { min: 1, usage }),
      seeds: wholeNumber('seeds', seeds, { min: 1, usage }),
      seed: wholeNumber('seed', seed, { min: 0, usage }),
    };
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(`${(cause as Error).message}\n\n${usage}`, { cause });
  }
};

const print = (text: string): void => void process.stdout.write(`${text}\n`);

const printFlaws = (planted: readonly Planted[], isBrief: boolean): void => {
  print(`\n${killMatrix(planted, { isBrief })}\n`);
  if (!isBrief) print(`${checkTable(planted)}\n`);
  for (const { clause, unobservable } of planted)
    if (unobservable !== null) print(`can't be observed: ${clause.id} (${unobservable})`);
  for (const { clause, isFound, isNamed, unobservable } of planted)
    if (!isNamed && unobservable === null) print(`${isFound ? 'told under another name' : 'survived'}: ${clause.id}`);
};

const printCorpus = ({ servers, falseAlarms, unjudged }: Corpus): void => {
  print(`\nright servers judged: ${servers}, false alarms: ${falseAlarms.length}`);
  for (const alarm of falseAlarms) print(`false alarm: ${alarm}`);
  for (const server of unjudged) print(`not judged to the end: ${server}`);
};

/** Of a contract of one's own, nobody has written right servers other than the mock. */
const noCorpus: Corpus = { servers: 0, falseAlarms: [], unjudged: [] };

const main = async (): Promise<void> => {
  const { api, server, file, only, every, seeds, seed, brief, peer, help } = readArguments();
  if (help) return print(usage);
  if (file !== null && server !== 'mock')
    throw new UsageError('There is no second implementation of a contract of your own. Leave out --server.');
  const all = await loadContracts(file);
  const ids = all.map(({ id }) => id);
  const unknown = api?.find((id) => !ids.includes(id));
  if (unknown !== undefined)
    throw new UsageError(`There is no API ${JSON.stringify(unknown)}. ${didYouMean(unknown, ids)}`);
  if (peer && server !== 'second') throw new UsageError('--peer judges the servers of --server second only.');
  const contracts = all.filter(({ id }) => api === undefined || api.includes(id));
  const chosen = contracts.map((contract) => ({
    contract,
    clauses: contract.clauses.filter(({ id }, index) => id.includes(only) && index % every === 0),
  }));
  if (chosen.every(({ clauses }) => clauses.length === 0))
    throw new UsageError(`--only ${JSON.stringify(only)} and --every ${every} leave no clause.`);
  const startedAt = performance.now();
  const width = availableParallelism();
  const isWhole = file === null && api === undefined && only === '' && every === 1 && !brief;
  const { planted, falseAlarms, unjudged } = await plant(chosen, {
    server,
    file,
    seed,
    width,
    isBrief: brief,
    progressOf: createProgress,
  });
  printFlaws(planted, brief);
  const judged =
    file === null
      ? await judgeCorpus(contracts, { seeds, width, onProgress: createProgress('right servers') })
      : noCorpus;
  const corpus = {
    ...judged,
    falseAlarms: [...falseAlarms, ...judged.falseAlarms],
    unjudged: [...unjudged, ...judged.unjudged],
  };
  printCorpus(corpus);
  if (peer)
    print(
      `\n${await comparePeer(chosen, planted, { seed, isBrief: brief, onProgress: createProgress('servers behind the peer') })}`,
    );
  print(`\n${Math.round((performance.now() - startedAt) / 1000)} s on ${width} cores`);
  for (const failure of failures(planted, corpus, { isWhole })) {
    print(`FAILED: ${failure}`);
    process.exitCode = 1;
  }
};

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

try {
  await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
