import type { BehaviourFlaw } from '../flaw-context.ts';
import { queryPairsOf, withQueryPairs } from '../rewrite.ts';

/** Responds as if a request had not set the parameter that the clause is about. */
export const withoutParameter: BehaviourFlaw = ({ name }, { request }, next) =>
  next(
    withQueryPairs(
      request,
      queryPairsOf(request).filter((pair) => pair.name !== name),
    ),
  );
