import { isSuccess } from '../../http/statuses.ts';
import type { BehaviourFlaw } from '../flaw-context.ts';
import { queryPairsOf, withQueryPairs } from '../rewrite.ts';

/** Responds as if a request had not set the parameter that the clause is about, unless its value is to be refused: that is another promise. */
export const withoutParameter: BehaviourFlaw = async ({ name }, { request }, next) => {
  const pairs = queryPairsOf(request);
  const others = pairs.filter((pair) => pair.name !== name);
  const response = await next(request);
  return others.length < pairs.length && isSuccess(response.status) ? next(withQueryPairs(request, others)) : response;
};
