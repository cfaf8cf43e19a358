import type { Contract } from '../../src/clauses/contract.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { madeUpOwnerValues } from '../../src/values/made-up-owner-values.ts';
import { type Dialect, strict } from '../../test/second/dialect.ts';
import { type SecondApi, startSecond } from '../../test/second/start-second.ts';

/** The right servers that flaws are planted in: our mock, and the implementation that was written from the documents alone. */
export const rightServers = ['second', 'mock'] as const;
export type RightServer = (typeof rightServers)[number];

/** A right server that listens, and what the suite is to be told of it. */
export interface RunningServer extends AsyncDisposable {
  readonly url: string;
  readonly options: {
    readonly token: string;
    readonly apiKey?: string;
    readonly set: Readonly<Record<string, readonly string[]>>;
  };
}

/** Whether a contract takes keys beside tokens. */
const takesKeys = ({ operations }: Contract): boolean =>
  operations.some(({ security }) => security.flat().some(({ type }) => type === 'apiKey'));

/** Starts a right server of an API on a free port of the loopback. */
export const startRightServer = async (
  which: RightServer,
  contract: Contract,
  {
    dialect = strict,
    seed = 1,
    file = null,
  }: { readonly dialect?: Dialect; readonly seed?: number; readonly file?: string | null } = {},
): Promise<RunningServer> => {
  const credentials = { token: 'token-of-the-owner', ...(takesKeys(contract) ? { apiKey: 'key-of-the-owner' } : {}) };
  const options = { ...credentials, set: madeUpOwnerValues(contract) };
  if (which === 'second') {
    const server = await startSecond({ api: contract.id as SecondApi, dialect, seed, ...credentials });
    return { url: server.url, options, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
  }
  const served = file === null ? { apis: [contract.id] } : { contracts: [file] };
  const mock = await startMock({ ...served, port: 0, seed, ...credentials });
  return { url: `${mock.url}/${contract.id}`, options, [Symbol.asyncDispose]: () => mock.close() };
};
