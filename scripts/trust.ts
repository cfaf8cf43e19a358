import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { UsageError } from '../src/contract/usage-error.ts';
import { loadBuiltIn } from './trust/contracts.ts';
import { plant } from './trust/plant.ts';
import { type RightServer, rightServers } from './trust/right-server.ts';
import { checkTable, killMatrix } from './trust/tables.ts';

const usage = `Plants a flaw for every clause in a right server, and says what the suite makes of it.

npm run trust [-- OPTIONS]
  --api ID        only this API (repeatable)
  --server NAME   second (default: the implementation in test/second) or mock
  --only TEXT     only clauses whose id holds this
  --every N       only every Nth clause
  --seed N        (default: 1)
  --help`;

const readArguments = () => {
  const options = {
    api: { type: 'string', multiple: true },
    server: { type: 'string', default: 'second' },
    only: { type: 'string', default: '' },
    every: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  } as const;
  try {
    const { values } = parseArgs({ options });
    if (!rightServers.includes(values.server as RightServer))
      throw new UsageError(
        `--server ${JSON.stringify(values.server)} is neither ${rightServers.join(' nor ')}.\n\n${usage}`,
      );
    return { ...values, server: values.server as RightServer };
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(`${(cause as Error).message}\n\n${usage}`, { cause });
  }
};

const main = async (): Promise<void> => {
  const { api, server, only, every, seed, help } = readArguments();
  if (help) return void process.stdout.write(`${usage}\n`);
  const contracts = (await loadBuiltIn()).filter(({ id }) => api === undefined || api.includes(id));
  const chosen = contracts.map((contract) => ({
    contract,
    clauses: contract.clauses.filter(({ id }, index) => id.includes(only) && index % Number(every) === 0),
  }));
  const startedAt = performance.now();
  const isTerminal = process.stderr.isTTY;
  const planted = await plant(chosen, {
    server,
    seed: Number(seed),
    width: availableParallelism(),
    onProgress: (done, of) => {
      const line = `${done} of ${of} servers judged, ${Math.round((performance.now() - startedAt) / 1000)} s`;
      if (isTerminal) process.stderr.write(`\r${line}  `);
      else if (done % 20 === 0) process.stderr.write(`${line}\n`);
    },
  });
  const kinds = [...new Set(planted.flatMap(({ seenBy }) => seenBy))].toSorted();
  process.stdout.write(`\n${killMatrix(planted)}\n\n${checkTable(planted, kinds)}\n\n`);
  for (const { clause, unobservable } of planted)
    if (unobservable !== null) process.stdout.write(`can't be observed: ${clause.id} (${unobservable})\n`);
  const missed = planted.filter(({ isNamed, unobservable }) => !isNamed && unobservable === null);
  for (const { clause, isFound } of missed)
    process.stdout.write(`${isFound ? 'found under another name' : 'SURVIVED'}: ${clause.id}\n`);
  process.stdout.write(`${Math.round((performance.now() - startedAt) / 1000)} s\n`);
};

try {
  await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
