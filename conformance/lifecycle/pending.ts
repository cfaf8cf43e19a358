import { behaviourSpec } from '../../src/clauses/behaviour-kinds/list.ts';
import type { Observation } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';

/** Why what an exchange asked for may not be done yet (RFC 9110, 15.3.3), or null: it writes, and was only accepted. */
export const whyPending = ({ request: { method }, response }: Exchange): string | null =>
  response?.status === 202 && !['GET', 'HEAD'].includes(method)
    ? `a ${method} before was answered 202: what it asks for may not be done yet (RFC 9110, 15.3.3)`
    : null;

/** After a write that was only accepted (202), what seems broken is inconclusive. What is right already stays right. */
export const unlessPending = (observation: Observation): Observation => {
  const { clause, outcome } = observation;
  const behaviour = behaviourSpec(clause.kind);
  if (outcome !== 'broken' || behaviour === null || behaviour.showsBeforeDone) return observation;
  const [reason] = observation.exchanges.flatMap((exchange) => whyPending(exchange) ?? []);
  return reason === undefined ? observation : { clause, outcome: 'untestable', reason };
};
