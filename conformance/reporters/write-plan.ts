import { visibleLine } from '../../src/visible.ts';
import type { Plan } from '../plan.ts';

/** Writes what a run would send, operation by operation. */
export const writePlan = (write: (line: string) => void, { contract, settings, checks }: Plan): void => {
  const line = (text: string): void => write(visibleLine(text));
  line(`${contract.id}  ${contract.title}  ${settings.target}`);
  for (const [operation, own] of Map.groupBy(checks, (check) => check.operation)) {
    const cases = own.reduce((sum, { runs }) => sum + runs, 0);
    line(`  ${operation.method} ${operation.path}  ${operation.id}: ${own.length} checks, up to ${cases} cases`);
    for (const { id, runs } of own) line(`    ${id}  ×${runs}`);
  }
};
