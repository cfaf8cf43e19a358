import type { Clause } from '../../src/clauses/clause.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import { proves } from '../../src/http/statuses.ts';
import { type Observation, untestable } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import { noResponse } from '../http/no-response.ts';
import { judgeRefusalStatus, type Mistake } from '../judge/refusal-status.ts';
import { undecided } from '../judge/undecided.ts';
import type { Target } from '../target/target.ts';

const notThere: Mistake = { what: 'for what is not there', wanted: ['404'] };

/** Whether a request for something that isn't there was refused; `what` says what it asked for. */
export const observeAbsence = (
  target: Target,
  operation: Operation,
  clause: Clause | undefined,
  { what, exchanges }: { readonly what: string; readonly exchanges: readonly Exchange[] },
): readonly Observation[] => {
  const exchange = exchanges.at(-1);
  if (clause === undefined || exchange === undefined) return [];
  const { response } = exchange;
  if (response !== null && target.accepted(exchange)) {
    const shows = undecided(operation, response.status, clause);
    if (shows !== null) return shows;
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
  const status = response?.status;
  if (response === null || !(proves(status, 'absent') || target.judge.isRefusalInSuccess(response))) {
    const how = noResponse(exchange)?.why ?? `the target answered ${status}`;
    return untestable([clause], `a request for ${what} was not refused: ${how}`);
  }
  return [{ clause, outcome: 'held', cases: 1 }, ...judgeRefusalStatus(target, operation, notThere, exchange)];
};
