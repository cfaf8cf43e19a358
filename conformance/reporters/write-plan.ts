import { visibleLine } from '../../src/visible.ts';
import { possibleChecks } from '../checks/checks.ts';
import { isSafe } from '../requests/is-safe.ts';
import type { Plan } from '../run/plan.ts';
import { ownershipOf } from '../target/ownership.ts';
import { ownershipText } from '../target/ownership-text.ts';

/** Writes what a run would send, operation by operation, and what it would write to; nothing where the run is interrupted before that is known. Where the budget is over, it is what was found by then. */
export const writePlan = async (
  write: (line: string) => void,
  plan: Pick<Plan, 'contract' | 'settings' | 'checks' | 'unowned' | 'ungenerated' | 'tookMs' | 'isWhole'>,
): Promise<void> => {
  const { contract, settings, checks, unowned, ungenerated, tookMs } = plan;
  const endsAt = settings.budgetMs === null ? Number.POSITIVE_INFINITY : performance.now() + settings.budgetMs - tookMs;
  const isBudgetOver = (): boolean => performance.now() > endsAt;
  const { checks: possible, isWhole } = await possibleChecks(checks, () => settings.signal.aborted || isBudgetOver());
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
  for (const [id, reason] of ungenerated) line(`  no request can be made: ${id}: ${reason}`);
  if (!(isWhole && plan.isWhole))
    line('  The time was over before all checks were planned: give a longer --budget, or none.');
};
