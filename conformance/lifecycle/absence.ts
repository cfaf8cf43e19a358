import type { Clause } from '../../src/contract/clause.ts';
import type { Operation } from '../../src/contract/contract.ts';
import type { Observation } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import { unrelatedStatuses } from '../judge/unrelated-statuses.ts';
import type { Target } from '../target/target.ts';

/** Says whether a request for something that isn't there was refused; `what` says what it asked for. */
export const observeAbsence = (
  target: Target,
  operation: Operation,
  clause: Clause | undefined,
  { what, exchanges }: { readonly what: string; readonly exchanges: readonly Exchange[] },
): readonly Observation[] => {
  const exchange = exchanges.at(-1);
  if (clause === undefined || exchange === undefined) return [];
  const { response, failure } = exchange;
  if (response !== null && target.accepted(exchange)) {
    return [
      {
        clause,
        outcome: 'broken',
        message: `A request for ${what} was accepted with ${response.status}.`,
        expected: 'a refusal',
        received: String(response.status),
        pointer: null,
        exchanges,
      },
    ];
  }
  const status = response?.status ?? 0;
  const refuses = status >= 400 && status < 500 && !unrelatedStatuses.includes(status);
  if (response === null || !(refuses || target.judge.isRefusalInSuccess(response))) {
    const how = response === null ? failure?.message : `answered ${status}`;
    return [{ clause, outcome: 'untestable', reason: `a request for ${what} was not refused: the target ${how}` }];
  }
  return [{ clause, outcome: 'held', cases: 1 }, ...observeNotFound(target, operation, exchange)];
};

/** Says whether a refusal has the status that the contract documents for what isn't there. */
const observeNotFound = (target: Target, operation: Operation, exchange: Exchange): readonly Observation[] => {
  const clause = target.contract.clauses.find(
    ({ operation: id, kind, subject }) =>
      id === operation.id && kind === 'status' && subject.of === 'response' && subject.statuses.includes('404'),
  );
  const status = String(exchange.response?.status);
  if (clause === undefined || clause.subject.of !== 'response') return [];
  if (clause.subject.statuses.includes(status)) return [{ clause, outcome: 'held', cases: 1 }];
  // One that is documented for something else is no evidence either way.
  const isDocumented = operation.responses.some(({ statuses }) => statuses.includes(status));
  if (isDocumented || !status.startsWith('4')) return [];
  return [
    {
      clause,
      outcome: 'broken',
      message: 'A request for what is not there was refused with another status than the documented one.',
      expected: clause.subject.statuses.join(' or '),
      received: status,
      pointer: null,
      exchanges: [exchange],
    },
  ];
};
