import type { Clause } from '../../src/clauses/clause.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import { markdownTable } from '../markdown-table.ts';
import { batchesOf } from './batches.ts';
import { peerCatches } from './peer.ts';
import type { Planted } from './plant.ts';
import { groupOf } from './tables.ts';

/** Writes, per kind of promise, how many flaws the suite told and how many stock Prism's proxy remarked on, given the same requests. */
export const comparePeer = async (
  chosen: readonly { readonly contract: Contract; readonly clauses: readonly Clause[] }[],
  all: readonly Planted[],
  {
    seed,
    isBrief,
    onProgress,
  }: {
    readonly seed: number;
    readonly isBrief: boolean;
    readonly onProgress: (done: number, of: number) => void;
  },
): Promise<string> => {
  const planted = all.filter(({ unobservable }) => unobservable === null);
  const plans = chosen.map(({ contract }) => ({
    contract,
    batches: batchesOf(
      contract,
      planted.filter(({ clause }) => clause.api === contract.id).map(({ clause }) => clause),
    ),
  }));
  const count = plans.reduce((sum, { batches }) => sum + batches.length, 0);
  let done = 0;
  // The proxy takes most of the time, and there is one for each contract: none of them waits for another.
  const catches = await Promise.all(
    plans.map(({ contract, batches }) =>
      peerCatches(contract, batches, { seed, isBrief, onDone: () => onProgress(++done, count) }),
    ),
  );
  const caught = new Set(catches.flatMap((ids) => [...ids]));
  const rows = [...Map.groupBy(planted, groupOf), ['**all**', planted] as const].map(([group, some]) => [
    group,
    String(some.length),
    String(some.filter(({ isNamed }) => isNamed).length),
    String(some.filter(({ clause }) => caught.has(clause.id)).length),
  ]);
  return markdownTable(['flaws of', 'planted', 'told by the suite', 'remarked on by `prism proxy`'], rows);
};
