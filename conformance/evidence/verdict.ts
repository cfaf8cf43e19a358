import type { ClauseReport, RunVerdict } from './report.ts';

/**
 * Sums up a run: broken goes before untestable, and that before held. `gone` says why the target could not be judged to the end, or is null;
 * `doubt` why it may be the wrong one; `isKnown` which broken clauses don't count; `isStale` whether what says so has to be mended first.
 */
export const runVerdict = (
  clauses: readonly ClauseReport[],
  {
    strict,
    gone,
    doubt = null,
    isKnown = () => false,
    isStale = false,
  }: {
    readonly strict: boolean;
    readonly gone: string | null;
    readonly doubt?: string | null;
    readonly isKnown?: (clause: string) => boolean;
    readonly isStale?: boolean;
  },
): { readonly verdict: RunVerdict; readonly reason: string | null } => {
  const fails = ({ id, verdict }: ClauseReport): boolean =>
    (verdict === 'broken' || (strict && verdict === 'warned')) && !isKnown(id);
  if (isStale || clauses.some(fails)) {
    return { verdict: 'nonconformant', reason: doubt ?? gone };
  }
  if (gone !== null) return { verdict: 'untested', reason: gone };
  const untestable = clauses.filter(({ verdict, level }) => verdict === 'untestable' && level === 'MUST');
  const [first] = untestable;
  if (first !== undefined) {
    const others = untestable.length === 1 ? '' : ` (and ${untestable.length - 1} more)`;
    return { verdict: 'untested', reason: doubt ?? `${first.id}${others} could not be tested: ${first.reason}` };
  }
  if (!clauses.some(({ verdict }) => verdict === 'held' || verdict === 'broken' || verdict === 'warned')) {
    return { verdict: 'untested', reason: doubt ?? 'nothing was tested' };
  }
  return { verdict: 'conformant', reason: null };
};
