import type { Report } from '../../conformance/evidence/report.ts';

/** The exit statuses of commands. Of what runs showed, broken goes before untested, and that before conformant. */
export const exitStatuses = { conformant: 0, nonconformant: 1, usage: 2, untested: 3, interrupted: 130 } as const;

/** The exit status that a report calls for. A report without runs tested nothing. */
export const exitStatusOf = ({ runs }: Report): number => {
  if (runs.some(({ verdict }) => verdict === 'nonconformant')) return exitStatuses.nonconformant;
  if (runs.length === 0 || runs.some(({ verdict }) => verdict === 'untested')) return exitStatuses.untested;
  return exitStatuses.conformant;
};
