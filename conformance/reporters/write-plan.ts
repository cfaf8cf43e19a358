import type { Plan } from '../plan.ts';
import { ownershipOf } from '../target/ownership.ts';
import { ownershipText } from '../target/ownership-text.ts';

/** Writes what a run would send, operation by operation, and what it would write to. */
export const writePlan = (write: (line: string) => void, { contract, settings, checks, unowned }: Plan): void => {
  write(`${contract.id}  ${contract.title}  ${settings.target}`);
  for (const [operation, own] of Map.groupBy(checks, (check) => check.operation)) {
    const cases = own.reduce((sum, { runs }) => sum + runs, 0);
    write(`  ${operation.method} ${operation.path}  ${operation.id}: ${own.length} checks, up to ${cases} cases`);
    const text = ownershipText(ownershipOf(contract, settings, operation), operation, settings.ownerValues);
    if (text !== null) write(`    ${text}`);
    for (const { id, runs } of own) write(`    ${id}  ×${runs}`);
  }
  for (const [{ id }, reason] of unowned) write(`  not sent: ${id}: ${reason}`);
};
