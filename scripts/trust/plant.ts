import type { Clause } from '../../src/contract/clause.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { batchesOf } from './batches.ts';
import type { TrialResult } from './judge-flawed.ts';
import { inProcesses } from './pool.ts';
import type { RightServer } from './right-server.ts';
import { unobservable } from './unobservable.ts';

/** What became of the flaw of one clause. */
export interface Planted {
  readonly clause: Clause;
  /** Why it can't be seen from outside, or null. */
  readonly unobservable: string | null;
  readonly isFound: boolean;
  /** Found under the name of the clause that was broken. */
  readonly isNamed: boolean;
  /** The kinds of check that saw the clause broken. */
  readonly seenBy: readonly string[];
  /** How many requests were spent on it. */
  readonly requests: number;
}

/** How flaws are planted. */
export interface Planting {
  readonly server: RightServer;
  readonly seed: number;
  readonly width: number;
  /** Whether runs end as soon as all that was planted is told. */
  readonly isBrief: boolean;
  readonly onProgress: (done: number, of: number) => void;
}

interface Batch {
  readonly contract: Contract;
  readonly clauses: readonly Clause[];
}

/** Plants the flaws of clauses, several in one server where they don't meet; those that weren't found so, each in a server of its own. */
export const plant = async (
  chosen: readonly { readonly contract: Contract; readonly clauses: readonly Clause[] }[],
  { server, seed, width, isBrief, onProgress }: Planting,
): Promise<readonly Planted[]> => {
  const judge = async (batches: readonly Batch[], before: number): Promise<readonly Planted[]> => {
    const tasks = batches.map(({ contract, clauses }) => ({
      flawed: { api: contract.id, server, clauses: clauses.map(({ id }) => id), seed, isBrief },
    }));
    const onDone = (done: number): void => onProgress(before + done, before + tasks.length);
    const results = await inProcesses<TrialResult>(tasks, { width, onDone });
    return batches.flatMap(({ clauses }, index) => clauses.map((clause) => plantedIn(clause, clauses, results[index])));
  };

  const plantedIn = (clause: Clause, batch: readonly Clause[], result: TrialResult | undefined): Planted => {
    const isNamed = result?.named.includes(clause.id) ?? false;
    // In a server with several flaws, another name may be another flaw's.
    const isFound = isNamed || (batch.length === 1 && (result?.named.length ?? 0) > 0);
    const requests = Math.round((result?.requests ?? 0) / batch.length);
    return { clause, unobservable: null, isFound, isNamed, seenBy: result?.seenBy[clause.id] ?? [], requests };
  };

  const hidden: Planted[] = [];
  const batches = chosen.flatMap(({ contract, clauses }): readonly Batch[] => {
    const observable = clauses.filter((clause) => {
      const reason = unobservable(contract, clause);
      if (reason !== null)
        hidden.push({ clause, unobservable: reason, isFound: false, isNamed: false, seenBy: [], requests: 0 });
      return reason === null;
    });
    return batchesOf(contract, observable).map((batch) => ({ contract, clauses: batch }));
  });
  const together = await judge(batches, 0);
  const missed = together.filter(
    ({ clause, isNamed }) => !isNamed && batches.some((one) => one.clauses.length > 1 && one.clauses.includes(clause)),
  );
  const again = missed.flatMap(({ clause }) => {
    const contract = chosen.find(({ clauses }) => clauses.includes(clause))?.contract;
    return contract === undefined ? [] : [{ contract, clauses: [clause] }];
  });
  const alone = new Map((await judge(again, batches.length)).map((planted) => [planted.clause, planted]));
  return [...together.map((planted) => alone.get(planted.clause) ?? planted), ...hidden];
};
