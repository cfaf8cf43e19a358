import type { Clause } from '../../src/clauses/clause.ts';
import type { Contract } from '../../src/clauses/contract.ts';
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
  /** The contract, where it isn't built in. */
  readonly file: string | null;
  readonly seed: number;
  readonly width: number;
  /** Whether runs end as soon as all that was planted is told. */
  readonly isBrief: boolean;
  /** Makes what is told how much is done, for servers of one kind. */
  readonly progressOf: (what: string) => (done: number, of: number) => void;
}

/** Clauses of one contract. */
export interface Batch {
  readonly contract: Contract;
  readonly clauses: readonly Clause[];
}

/** What became of all flaws, and what the same runs said of servers without any. */
export interface PlantedAll {
  readonly planted: readonly Planted[];
  /** Clauses that a server without flaws was accused of, with the server. */
  readonly falseAlarms: readonly string[];
  /** Servers without flaws that could not be judged to the end, with the reason: what is said of those with flaws says nothing then. */
  readonly unjudged: readonly string[];
}

interface Judged {
  readonly batch: Batch;
  readonly result: TrialResult;
}

const plantedIn = ({ batch: { clauses }, result }: Judged, clause: Clause): Planted => {
  const isNamed = result.named.includes(clause.id);
  // In a server with several flaws, another name may be another flaw's.
  const isFound = isNamed || (clauses.length === 1 && result.named.length > 0);
  const requests = Math.round(result.requests / clauses.length);
  return { clause, unobservable: null, isFound, isNamed, seenBy: result.seenBy[clause.id] ?? [], requests };
};

/** What became of a flaw by its last try; the requests are those of both. */
const afterBoth = (first: Planted, second: Planted | undefined): Planted =>
  second === undefined ? first : { ...second, requests: first.requests + second.requests };

const hidden = (clause: Clause, reason: string): Planted => ({
  clause,
  unobservable: reason,
  isFound: false,
  isNamed: false,
  seenBy: [],
  requests: 0,
});

/**
 * Plants the flaws of clauses, several in one server where they don't meet; those that weren't told so, each in a server of its own.
 * What is said of a server without flaws, too, is no evidence of one.
 */
export const plant = async (
  chosen: readonly Batch[],
  { server, file, seed, width, isBrief, progressOf }: Planting,
): Promise<PlantedAll> => {
  const judge = async (batches: readonly Batch[], what: string): Promise<readonly Judged[]> => {
    const tasks = batches.map(({ contract, clauses }) => ({
      flawed: {
        api: contract.id,
        file,
        server,
        clauses: clauses.map(({ id }) => id),
        seed,
        isBrief,
      },
    }));
    const onProgress = progressOf(what);
    const onDone = (done: number): void => onProgress(done, tasks.length);
    const results = await inProcesses<TrialResult>(tasks, { width, onDone });
    return batches.flatMap((batch, index) => {
      const result = results[index];
      return result === undefined ? [] : [{ batch, result }];
    });
  };

  const without = await judge(
    chosen.map(({ contract }) => ({ contract, clauses: [] })),
    'servers without flaws',
  );
  const usual = new Set(without.flatMap(({ result }) => result.named));
  const evident = (judged: Judged, clause: Clause): Planted =>
    plantedIn(
      { ...judged, result: { ...judged.result, named: judged.result.named.filter((id) => !usual.has(id)) } },
      clause,
    );

  const unseen = chosen.flatMap(({ contract, clauses }) =>
    clauses.flatMap((clause) => {
      const reason = unobservable(contract, clause);
      return reason === null ? [] : [{ contract, planted: hidden(clause, reason) }];
    }),
  );
  const batches = chosen.flatMap(({ contract, clauses }) =>
    batchesOf(
      contract,
      clauses.filter((clause) => unobservable(contract, clause) === null),
    ).map((batch): Batch => ({ contract, clauses: batch })),
  );
  const together = (await judge(batches, 'servers with flaws')).flatMap((judged) =>
    judged.batch.clauses.map((clause) => ({ judged, planted: evident(judged, clause) })),
  );
  const missed = together.filter(({ judged, planted }) => !planted.isNamed && judged.batch.clauses.length > 1);
  const alone = await judge(
    missed.map(({ judged, planted }) => ({ contract: judged.batch.contract, clauses: [planted.clause] })),
    'servers with one flaw that was not told among others',
  );
  const again = new Map(
    alone.flatMap((judged) => judged.batch.clauses.map((clause) => [clause, evident(judged, clause)] as const)),
  );
  const serverOf = ({ batch }: Judged): string => `${batch.contract.id}, ${server}, the suite's defaults`;
  return {
    planted: [
      ...together.map(({ planted }) => afterBoth(planted, again.get(planted.clause))),
      ...unseen.map(({ planted }) => planted),
    ],
    falseAlarms: without.flatMap((judged) => judged.result.named.map((id) => `${id} (${serverOf(judged)})`)),
    unjudged: without.flatMap((judged) =>
      judged.result.unjudged === null ? [] : [`${serverOf(judged)}: ${judged.result.unjudged}`],
    ),
  };
};
