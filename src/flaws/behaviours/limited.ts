import { mergedSchema } from '../../document/merged-schema.ts';
import type { BehaviourFlaw, FlawContext } from '../flaw-context.ts';
import type { MatchedRequest } from '../read-request.ts';
import { queryPairsOf, withQueryPairs } from '../rewrite.ts';

/** The longest page that a request may ask for; null where none comes to mind. */
const longestPage = ({ contract, validator, name }: FlawContext, { operation }: MatchedRequest): number | null => {
  const parameter = operation.parameters.find((one) => one.in === 'query' && one.name === name);
  const schema = mergedSchema(contract.document, parameter?.schema);
  const isFit = validator.compile(schema);
  const { maximum } = schema;
  const candidates = [
    Number.MAX_SAFE_INTEGER,
    2 ** 31 - 1,
    ...(typeof maximum === 'number' ? [Math.floor(maximum)] : []),
  ];
  return candidates.find((candidate) => isFit(candidate).length === 0) ?? null;
};

/** Ignores how long a page may be. */
export const limited: BehaviourFlaw = async (context, met, next) => {
  const { name } = context;
  const pairs = queryPairsOf(met.request);
  if (!pairs.some((pair) => pair.name === name)) return next(met.request);
  const others = pairs.filter((pair) => pair.name !== name);
  // Without the parameter, its default would limit the page.
  const longest = longestPage(context, met);
  const own = longest === null ? [] : [{ name, text: `${encodeURIComponent(name)}=${longest}` }];
  const response = await next(withQueryPairs(met.request, [...others, ...own]));
  return own.length === 0 || context.isAccepted(response) ? response : next(withQueryPairs(met.request, others));
};
