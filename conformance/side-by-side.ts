import type { Observation } from './evidence/observation.ts';

type Perform<Case> = (value: Case) => Promise<readonly Observation[]>;
type Tell = (index: number, seen: readonly Observation[]) => void;

interface UnderWay<Case> {
  readonly index: number;
  readonly value: Case;
  readonly seen: Promise<readonly Observation[]>;
}

/**
 * Performs cases, up to `width` of them at once, and tells what each showed in the order in which they were given.
 * Only what holds counts beside others: what doesn't is tried again with nothing else under way, and so is all that comes after it,
 * because a server may fail of being asked several things at once, which no case is about.
 */
export const sideBySide = <Case>(perform: Perform<Case>, tell: Tell, { width }: { readonly width: number }) => {
  const underWay: UnderWay<Case>[] = [];
  let alone = width === 1;
  let count = 0;

  const settleFirst = async (): Promise<void> => {
    const first = underWay.shift();
    if (first === undefined) return;
    const seen = await first.seen;
    if (seen.every(({ outcome }) => outcome === 'held')) return tell(first.index, seen);
    alone = true;
    await Promise.allSettled(underWay.map((other) => other.seen));
    tell(first.index, await perform(first.value));
  };

  const settleUntil = async (rest: number): Promise<void> => {
    while (underWay.length > rest) await settleFirst();
  };

  return {
    /** Begins a case, and waits until there is room for the next. Throws what an earlier one threw. */
    async add(value: Case): Promise<void> {
      const index = count++;
      if (alone) {
        await settleUntil(0);
        return tell(index, await perform(value));
      }
      const seen = perform(value);
      // It is awaited in its turn; until then nobody else hears of its failure.
      seen.catch(() => {});
      underWay.push({ index, value, seen });
      await settleUntil(width - 1);
    },
    /** Waits for all that is under way, whatever becomes of it. */
    async end(): Promise<void> {
      try {
        await settleUntil(0);
      } finally {
        await Promise.allSettled(underWay.map((other) => other.seen));
      }
    },
  };
};
