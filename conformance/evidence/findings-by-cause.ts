import type { Clause } from '../../src/clauses/clause.ts';
import type { ClauseReport, Finding } from './report.ts';

/** Findings of one cause; the first stands for all, a MUST where there is one. */
export type FindingsOfCause = readonly [Finding, ...Finding[]];

/** Kinds of clauses of which a breach does harm, the worst first: who gets in, what leaks, what gets lost. */
const grave: readonly string[] = [
  'credentials',
  'scoped',
  'masked',
  'rotated',
  'unique',
  'alone',
  'traceless',
  'gone',
  'listed',
  'written',
  'kept',
  'untouched',
  'parallel',
] satisfies readonly Clause['kind'][];

const weightOf = ({ level }: Finding): number => (level === 'MUST' ? 0 : 1);

const gravityOf = (kind: string | undefined): number => {
  const rank = grave.indexOf(kind ?? '');
  return rank < 0 ? grave.length : rank;
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
