import { type FindingsOfCause, findingsByCause } from '../evidence/findings-by-cause.ts';
import type { JudgedRun } from './judged-run.ts';

/** Gives the findings of a run by their causes: those that are news first, apart from those that the baseline knows. */
export const causesOf = ({ run, context }: JudgedRun): readonly FindingsOfCause[] => {
  const { known = [], news = [] } = Object.groupBy(run.findings, ({ clause }) =>
    context.known.has(clause) ? 'known' : 'news',
  );
  return [news, known].flatMap((findings) =>
    findingsByCause(findings, { causeOf: context.causeOf, clauses: run.clauses }),
  );
};
