import { type FindingsOfCause, findingsByCause } from '../evidence/findings-by-cause.ts';
import type { JudgedRun } from './judged-run.ts';

/** The findings of a run by their causes: those that are news, apart from those that the baseline knows. */
export const newsAndKnown = ({
  run: { findings, clauses },
  context: { known, causeOf },
}: JudgedRun): { readonly news: readonly FindingsOfCause[]; readonly known: readonly FindingsOfCause[] } => {
  const isKnown = ({ clause }: { readonly clause: string }): boolean => known.has(clause);
  return {
    news: findingsByCause(
      findings.filter((finding) => !isKnown(finding)),
      { causeOf, clauses },
    ),
    known: findingsByCause(findings.filter(isKnown), { causeOf, clauses }),
  };
};
