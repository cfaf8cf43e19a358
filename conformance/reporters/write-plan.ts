import { possibleChecks } from '../checks/checks.ts';
import type { Plan } from '../plan.ts';

/** Writes what a run would send, operation by operation; nothing where the run is interrupted before that is known. */
export const writePlan = async (
  write: (line: string) => void,
  { contract, settings, checks }: Pick<Plan, 'contract' | 'settings' | 'checks'>,
): Promise<void> => {
  const possible = await possibleChecks(checks, () => settings.signal.aborted);
  if (settings.signal.aborted) return;
  write(`${contract.id}  ${contract.title}  ${settings.target}`);
  for (const [operation, own] of Map.groupBy(possible, (check) => check.operation)) {
    const cases = own.reduce((sum, { runs }) => sum + runs, 0);
    write(`  ${operation.method} ${operation.path}  ${operation.id}: ${own.length} checks, up to ${cases} cases`);
    for (const { id, runs } of own) write(`    ${id}  ×${runs}`);
  }
};
