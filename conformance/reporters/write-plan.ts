import { visibleLine } from '../../src/visible.ts';
import type { Plan } from '../plan.ts';
import { ownershipOf } from '../target/ownership.ts';
import { ownershipText } from '../target/ownership-text.ts';

/** Writes what a run would send, operation by operation, and what it would write to. */
export const writePlan = (write: (line: string) => void, { contract, settings, checks, unowned }: Plan): void => {
  const line = (text: string): void => write(visibleLine(text));
  line(`${contract.id}  ${contract.title}  ${settings.target}`);
  for (const [operation, own] of Map.groupBy(checks, (check) => check.operation)) {
    const cases = own.reduce((sum, { runs }) => sum + runs, 0);
    line(`  ${operation.method} ${operation.path}  ${operation.id}: ${own.length} checks, up to ${cases} cases`);
    const text = ownershipText(ownershipOf(contract, settings, operation), operation, settings.ownerValues);
    if (text !== null) line(`    ${text}`);
    for (const { id, runs } of own) line(`    ${id}  ×${runs}`);
  }
  for (const [{ id }, reason] of unowned) line(`  not sent: ${id}: ${reason}`);
};
