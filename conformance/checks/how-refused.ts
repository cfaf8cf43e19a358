import type { Operation } from '../../src/contract/api-description.ts';
import type { Exchange } from '../http/exchange.ts';
import { noResponse } from '../http/no-response.ts';
import type { CallValues } from '../requests/call.ts';
import type { Target } from '../target/target.ts';
import { excuseOfDocumented } from './documented-refusal.ts';

/** How a valid request was not accepted, in words that follow "was", with the way out where there is one. */
export const howRefused = (
  target: Target,
  { operation, values }: { readonly operation: Operation; readonly values: CallValues },
  exchange: Exchange,
): string => {
  const { request, response } = exchange;
  if (response === null) return `not accepted: ${noResponse(exchange)?.why}`;
  const { status } = response;
  const excuse = excuseOfDocumented(target, { operation, values, request, status });
  return excuse === null ? `not accepted: it was answered ${status}` : `refused with ${excuse}`;
};
