import type { Plan } from '../plan.ts';

/** Writes what a run would send, operation by operation. */
export const writePlan = (write: (line: string) => void, { contract, settings, checks }: Plan): void => {
  write(`${contract.id}  ${contract.title}  ${settings.target}`);
  for (const [operation, own] of Map.groupBy(checks, (check) => check.operation)) {
    const cases = own.reduce((sum, { runs }) => sum + runs, 0);
    write(`  ${operation.method} ${operation.path}  ${operation.id}: ${own.length} checks, up to ${cases} cases`);
    for (const { id, runs } of own) write(`    ${id}  ×${runs}`);
  }
};
