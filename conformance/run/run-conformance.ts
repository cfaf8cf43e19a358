import type { Contract } from '../../src/clauses/contract.ts';
import { otherApis, selectContracts } from '../../src/clauses/select-contracts.ts';
import { UsageError } from '../../src/document/usage-error.ts';
import { toolName } from '../../src/tool-name.ts';
import type { BaselineOutcome } from '../baseline/judge-baseline.ts';
import type { Report, RunReport } from '../evidence/report.ts';
import type { RunOptions } from '../settings/options.ts';
import { type Plan, planRun } from './plan.ts';
import { conform, type RunEvent } from './run-events.ts';

/** Runs plans one after the other and tells what happens; gives the report of all. */
export async function* conformAll(plans: readonly Plan[]): AsyncGenerator<RunEvent, Report> {
  const runs: RunReport[] = [];
  const lineResults = new Map<string, BaselineOutcome['lineResults']>();
  for (const plan of plans) {
    if (plan.settings.signal.aborted) break;
    for await (const event of conform(plan, lineResults)) {
      yield event;
      if (event.type !== 'run-finished') continue;
      runs.push(event.report);
      if (event.baseline !== null) lineResults.set(event.report.api, event.baseline.lineResults);
    }
  }
  return { version: 1, tool: await toolName(), runs };
}

/** Which contract to run, against which server, and how. */
export interface ConformanceOptions extends RunOptions {
  /** The id of a built-in contract. */
  readonly api?: string | undefined;
  /** A contract file, or a contract that was loaded already, in the place of a built-in one; `api` is left out then, or is its id. */
  readonly contract?: string | Contract | undefined;
  /** Folders beside the contract's own in which its references may lead to files. */
  readonly allowRefs?: readonly string[] | undefined;
}

/** Finds the one contract that options name. Throws a UsageError where they name none, or one that isn't known. */
export const contractOf = async ({
  api,
  contract,
  allowRefs,
}: Pick<ConformanceOptions, 'api' | 'contract' | 'allowRefs'>): Promise<Contract> => {
  if (contract !== undefined) {
    const given =
      typeof contract === 'string' ? (await selectContracts({ files: [contract], allowRefs }))[0] : contract;
    if (given !== undefined && (api === undefined || api === given.id)) return given;
    throw new UsageError(
      `The contract that is given is ${given?.id}, and the api is ${api}. Leave out one of the two.`,
    );
  }
  const contracts = await selectContracts({ apis: api === undefined ? [] : [api] });
  const [only, ...others] = contracts;
  if (only !== undefined && others.length === 0) return only;
  throw new UsageError(`A target is judged by one contract. Say which: ${contracts.map(({ id }) => id).join(', ')}.`);
};

/** Plans the one run that options ask for. Throws a UsageError for options that are wrong, and a ContractError for a contract that can't be read. */
export const planAlone = async (options: ConformanceOptions): Promise<Plan> => {
  const contracts = [await contractOf(options)] as const;
  const scope = { contracts, tellsUnmatched: true, isUpdated: false, otherApis: await otherApis(contracts) };
  return planRun(contracts[0], options, scope);
};

/**
 * Runs the conformance suite against a server. See `runConformance` of the package.
 *
 * @returns the value that report.json holds; whatever the server does ends in it
 * @throws {UsageError} for wrong options
 * @throws {ContractError} for a contract that can't be read
 */
export const runConformance = async (options: ConformanceOptions): Promise<Report> => {
  const events = conformAll([await planAlone(options)]);
  for (;;) {
    const { done, value } = await events.next();
    if (done) return value;
  }
};
