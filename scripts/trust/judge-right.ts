import { planRun } from '../../conformance/run/plan.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import { wholeRun } from '../../test/conformance/whole-run.ts';
import { keepsInferences, randomDialect, strict } from '../../test/second/dialect.ts';
import { owned } from '../../test/second/owned.ts';
import type { SecondApi } from '../../test/second/start-second.ts';
import { startRightServer } from './right-server.ts';

/** How a right server is chosen among those that contracts leave room for. */
export const characters = ['strict', 'silent', 'departing'] as const;

/** One right server, to be judged. */
export interface RightTrial {
  readonly api: string;
  /** Strict: all that is inferred is kept; silent: where documents are silent, anything; departing: inferences aren't kept either. */
  readonly character: (typeof characters)[number];
  readonly seed: number;
  /** Values per check; the suite's default if left out. */
  readonly runs?: number;
}

/** What the suite said of it. */
export interface RightResult {
  readonly accusations: readonly string[];
  readonly verdict: string;
  readonly reason: string | null;
}

/** Has the suite judge a right server. A departure from an inference may be warned of; everything else is a false alarm. */
export const judgeRight = async (contract: Contract, { character, seed, runs }: RightTrial): Promise<RightResult> => {
  const dialect = character === 'strict' ? strict : randomDialect(seed, { departs: character === 'departing' });
  await using right = await startRightServer('second', contract, { dialect, seed });
  const isStrict = keepsInferences(dialect);
  const plan = await planRun(contract, {
    target: right.url,
    ...right.options,
    set: owned[contract.id as SecondApi],
    seed,
    runs,
    strict: isStrict,
  });
  const { findings, verdict, reason } = await wholeRun(plan);
  const accusations = findings.filter(({ level }) => level === 'MUST' || isStrict).map(({ clause }) => clause);
  return { accusations, verdict, reason };
};
