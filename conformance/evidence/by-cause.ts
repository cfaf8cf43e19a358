import type { Finding } from './report.ts';

/** Findings of one cause; the first stands for all. */
export type Cause = readonly [Finding, ...Finding[]];

/** Puts findings of one cause together, the most telling first: what a document states, then what is broken in most places. */
export const byCause = (findings: readonly Finding[], causeOf: (clause: string) => string): readonly Cause[] =>
  [...Map.groupBy(findings, ({ clause }) => causeOf(clause)).values()]
    .flatMap(([first, ...others]): Cause[] => (first === undefined ? [] : [[first, ...others]]))
    .toSorted(
      ([one, ...those], [other, ...these]) =>
        Number(one.level !== 'MUST') - Number(other.level !== 'MUST') || these.length - those.length,
    );
