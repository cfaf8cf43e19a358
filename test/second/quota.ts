import type { Dialect } from './dialect.ts';

/** How many resources of others there are in a place that is full: more than a first page would hold. */
export const othersCount = 250;

const ownCountMax = 30;

/** What speaks against one more resource where there are so many, or null. */
export const quotaProblem = (count: number, { atFirst, quota }: Pick<Dialect, 'atFirst' | 'quota'>): string | null => {
  const max = ownCountMax + (atFirst === 'full' ? othersCount : 0);
  return quota === 'none' || count < max ? null : `There are ${count} already, and there may be no more.`;
};
