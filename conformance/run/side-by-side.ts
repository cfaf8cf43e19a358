import type { Observation } from '../evidence/observation.ts';

interface UnderWay<Case> {
  readonly index: number;
  readonly value: Case;
  readonly seen: Promise<readonly Observation[]>;
}

/** How cases are tried. */
export interface Trial<Case> {
  readonly perform: (value: Case) => Promise<readonly Observation[]>;
  /** Another case of the same kind, for one that is tried again: the first try may have changed what its values name. */
  readonly fresh: (index: number) => Case;
  /** Whether what a case showed stays, whatever another try gives. */
  readonly isDefinite: (observation: Observation) => boolean;
  /** Is told what each case showed, in the order in which they were given. */
  readonly tell: (index: number, seen: readonly Observation[]) => void;
  /** How many may be under way at once, which may change. */
  readonly width: () => number;
  /** Whether nothing more is to be told, nor tried. */
  readonly isOver: () => boolean;
}

const isHeld = (seen: readonly Observation[]): boolean => seen.every(({ outcome }) => outcome === 'held');

/**
 * Tries cases, some of them at once. A case that shows a wrong response counts at once. One that shows neither that nor success may
 * have failed because of what else was under way, which no case is about: it is tried again alone, with fresh values.
 */
export const sideBySide = <Case>({ perform, fresh, isDefinite, tell, width, isOver }: Trial<Case>) => {
  const underWay: UnderWay<Case>[] = [];
  let alone = false;
  let passedOnlyInIsolation = 0;

  const othersEnd = async (): Promise<void> => void (await Promise.allSettled(underWay.map(({ seen }) => seen)));

  const settleFirst = async (): Promise<void> => {
    const first = underWay.shift();
    const seen = await first?.seen;
    if (first === undefined || seen === undefined || isOver()) return;
    if (isHeld(seen)) return tell(first.index, seen);
    alone = true;
    if (seen.some(isDefinite)) return tell(first.index, seen);
    await othersEnd();
    const again = await perform(fresh(first.index));
    if (isHeld(again)) passedOnlyInIsolation++;
    tell(first.index, again);
  };

  const settleUntil = async (rest: number): Promise<void> => {
    while (underWay.length > rest) await settleFirst();
  };

  return {
    /** How many cases held only when nothing else was under way. */
    get passedOnlyInIsolation() {
      return passedOnlyInIsolation;
    },
    /** Begins a case, and waits until there is room for the next. Throws what an earlier one threw. */
    async add(index: number, value: Case): Promise<void> {
      if (alone || width() === 1) {
        await settleUntil(0);
        if (!isOver()) tell(index, await perform(value));
        return;
      }
      const seen = perform(value);
      // It is awaited in its turn; until then nobody else hears of its failure.
      seen.catch(() => {});
      underWay.push({ index, value, seen });
      await settleUntil(width() - 1);
    },
    /** Waits for all that is under way, whatever becomes of it. */
    async end(): Promise<void> {
      try {
        await settleUntil(0);
      } finally {
        await othersEnd();
      }
    },
  };
};
