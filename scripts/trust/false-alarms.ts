import type { Contract } from '../../src/clauses/contract.ts';
import { characters, type RightResult, type RightTrial } from './judge-right.ts';
import { inProcesses } from './pool.ts';

/** Values per check of all but the first server of each API and character, which gets as many as the suite has by default. */
const runsOfFurther = 1;

/** What the suite said of right servers. */
export interface Corpus {
  readonly servers: number;
  /** Clauses that a right server was accused of, with the server. */
  readonly falseAlarms: readonly string[];
  /** Servers that could not be judged to the end, with the reason. */
  readonly unjudged: readonly string[];
}

/** Has the suite judge right servers of every API, of every character, with so many seeds. */
export const judgeCorpus = async (
  contracts: readonly Contract[],
  {
    seeds,
    width,
    onProgress,
  }: { readonly seeds: number; readonly width: number; readonly onProgress: (done: number, of: number) => void },
): Promise<Corpus> => {
  const trials = contracts.flatMap(({ id: api }) =>
    characters.flatMap((character) =>
      Array.from(
        { length: seeds },
        (_, index): RightTrial => ({
          api,
          character,
          seed: index + 1,
          ...(index === 0 ? {} : { runs: runsOfFurther }),
        }),
      ),
    ),
  );
  const tasks = trials.map((right) => ({ right }));
  const results = await inProcesses<RightResult>(tasks, { width, onDone: (done) => onProgress(done, tasks.length) });
  const named = ({ api, character, seed }: RightTrial): string => `${api}, ${character}, seed ${seed}`;
  return {
    servers: trials.length,
    falseAlarms: trials.flatMap((trial, index) =>
      (results[index]?.accusations ?? []).map((clause) => `${clause} (${named(trial)})`),
    ),
    unjudged: trials.flatMap((trial, index) =>
      results[index]?.verdict === 'untested' ? [`${named(trial)}: ${results[index]?.reason}`] : [],
    ),
  };
};
