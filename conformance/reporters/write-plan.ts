import { visibleLine } from '../../src/visible.ts';
import { possibleChecks } from '../checks/checks.ts';
import type { Plan } from '../plan.ts';
import { isSafe } from '../requests/is-safe.ts';
import { ownershipOf } from '../target/ownership.ts';
import { ownershipText } from '../target/ownership-text.ts';

/** Writes what a run would send, operation by operation, and what it would write to; nothing where the run is interrupted before that is known. */
export const writePlan = async (
  write: (line: string) => void,
  { contract, settings, checks, unowned }: Pick<Plan, 'contract' | 'settings' | 'checks' | 'unowned'>,
): Promise<void> => {
  const possible = await possibleChecks(checks, () => settings.signal.aborted);
  if (settings.signal.aborted) return;
  const line = (text: string): void => write(visibleLine(text));
  line(`${contract.id}  ${contract.title}  ${settings.target}`);
  for (const [operation, own] of Map.groupBy(possible, (check) => check.operation)) {
    const cases = own.reduce((sum, { runs }) => sum + runs, 0);
    line(`  ${operation.method} ${operation.path}  ${operation.id}: ${own.length} checks, up to ${cases} cases`);
    const text = ownershipText(ownershipOf(contract, settings, operation), operation, settings.ownerValues);
    if (text !== null) line(`    ${text}`);
    for (const { id, runs } of own) line(`    ${id}  ×${runs}`);
  }
  const writes = settings.readOnly ? contract.operations.filter((one) => !isSafe(one)).map(({ id }) => id) : [];
  if (writes.length > 0) line(`  not sent, since the run is --read-only: ${writes.join(', ')}`);
  for (const [{ id }, reason] of unowned) line(`  not sent: ${id}: ${reason}`);
};
