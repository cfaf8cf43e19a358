import type { Observation } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Call } from '../requests/call.ts';
import type { Target } from '../target/target.ts';

/** Sends a call and judges the answer by everything that the contract says of it. */
export const exchangeWith = async (
  target: Target,
  call: Call,
): Promise<{ readonly exchange: Exchange; readonly observations: readonly Observation[] }> => {
  const exchange = await target.send(call);
  return { exchange, observations: target.judge.judge(call.operation, exchange) };
};
