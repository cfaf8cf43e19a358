import { harms } from '../../src/clauses/behaviour-kinds/behaviour-kind.ts';
import { behaviourSpec } from '../../src/clauses/behaviour-kinds/list.ts';
import type { ClauseReport, Finding } from './report.ts';

/** Findings of one cause; the first stands for all, a MUST where there is one. */
export type FindingsOfCause = readonly [Finding, ...Finding[]];

const weightOf = ({ level }: Finding): number => (level === 'MUST' ? 0 : 1);

/** How much harm a breach does, as a place in the order of harms. */
const gravityOf = (kind: string | undefined): number => {
  if (kind === 'credentials') return harms.indexOf('access');
  const harm = behaviourSpec(kind ?? '')?.harm;
  return harm === undefined ? harms.length : harms.indexOf(harm);
};

/** Puts findings of one cause together, what weighs most first: what a document states, what does harm, what is broken in most places. */
export const findingsByCause = (
  findings: readonly Finding[],
  { causeOf, clauses }: { readonly causeOf: (clause: string) => string; readonly clauses: readonly ClauseReport[] },
): readonly FindingsOfCause[] => {
  const kinds = new Map(clauses.map(({ id, kind }) => [id, kind]));
  return [...Map.groupBy(findings, ({ clause }) => causeOf(clause)).values()]
    .map((ofOneCause) => ofOneCause.toSorted((one, other) => weightOf(one) - weightOf(other)))
    .flatMap(([first, ...others]): FindingsOfCause[] => (first === undefined ? [] : [[first, ...others]]))
    .toSorted(
      ([one, ...those], [other, ...these]) =>
        weightOf(one) - weightOf(other) ||
        gravityOf(kinds.get(one.clause)) - gravityOf(kinds.get(other.clause)) ||
        these.length - those.length,
    );
};
