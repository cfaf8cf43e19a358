import { byCause, type Cause } from '../evidence/by-cause.ts';
import type { JudgedRun } from './judged-run.ts';

/** Gives the findings of a run by their causes: those that are news first, apart from those that the baseline knows. */
export const causesOf = ({ run, context }: JudgedRun): readonly Cause[] => {
  const { known = [], news = [] } = Object.groupBy(run.findings, ({ clause }) =>
    context.known.has(clause) ? 'known' : 'news',
  );
  return [news, known].flatMap((findings) => byCause(findings, { causeOf: context.causeOf, clauses: run.clauses }));
};
