import type { RunReport } from '../../conformance/evidence/report.ts';
import type { RunMeans } from '../../conformance/run/run.ts';
import { planAlone } from '../../conformance/run/run-conformance.ts';
import type { RunOptions } from '../../conformance/settings/options.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import type { Mock } from '../../src/mock/start-mock.ts';
import { type PassedRequest, startProxy, type Tampering } from './proxy.ts';
import { needsNoProxy, tamperedWire } from './tampered-wire.ts';
import { wholeRun } from './whole-run.ts';

/** What the mock behind every proxy accepts. */
export const credentials = { token: 'token-of-this-test', apiKey: 'key-of-this-test' } as const;

/** A run of the suite, and all that it sent. */
export interface JudgedRun {
  readonly run: RunReport;
  readonly requests: readonly PassedRequest[];
}

/** Globs of the clauses of resources: what a server remembers is another matter than what it answers. */
const behavioursOf = ({ id, clauses }: Contract): readonly string[] => [
  ...new Set(clauses.flatMap(({ subject }) => (subject.of === 'resource' ? [`${id}/${subject.resource}:*`] : []))),
];

/** Runs the suite against the mock with something between them that changes what passes. */
export const judgeThrough = async (
  mock: Pick<Mock, 'url' | 'contracts'>,
  api: string,
  tampering: Tampering,
  options: Partial<RunOptions> = {},
  means: Pick<RunMeans, 'shrinks'> = {},
): Promise<JudgedRun> => {
  const contract = mock.contracts.find(({ id }) => id === api);
  if (contract === undefined) throw new Error(`The mock serves no ${api}.`);
  const planned = {
    contract,
    ...credentials,
    // A stateless mock answers each creation with what it lists.
    allowUnowned: ['*'],
    seed: 1,
    runs: 4,
    skip: behavioursOf(contract),
    ...options,
  };
  const behind = `${mock.url}/${api}`;
  if (needsNoProxy(tampering)) {
    const wire = tamperedWire(contract, behind, tampering);
    const run = await wholeRun(await planAlone({ ...planned, target: behind }), { wire, ...means });
    return { run, requests: wire.requests };
  }
  await using proxy = await startProxy(contract, behind, tampering);
  const run = await wholeRun(await planAlone({ ...planned, target: proxy.url }), means);
  return { run, requests: proxy.requests };
};

/** The ids of the clauses that a run found broken or warned of, in alphabetical order. */
export const faultsOf = ({ clauses }: RunReport): { readonly broken: string[]; readonly warned: string[] } => {
  const having = (wanted: string): string[] =>
    clauses
      .filter(({ verdict }) => verdict === wanted)
      .map(({ id }) => id)
      .toSorted();
  return { broken: having('broken'), warned: having('warned') };
};
