import type { Contract } from '../../src/clauses/contract.ts';
import type { SecurityScheme } from '../../src/contract/api-description.ts';

type Place = Extract<SecurityScheme, { readonly type: 'apiKey' }>['in'];

/** The names under which the operations of a contract take API keys in a place, as they are written there. */
export const apiKeyNames = ({ operations }: Contract, place: Place): readonly string[] =>
  operations.flatMap(({ security }) =>
    security.flat().flatMap((scheme) => (scheme.type === 'apiKey' && scheme.in === place ? [scheme.name] : [])),
  );
