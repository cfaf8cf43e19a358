import type { Contract } from '../clauses/contract.ts';
import type { HttpRequest } from '../http/messages.ts';
import { queryPairsOf, withQueryPairs } from './rewrite.ts';

/** The names under which credentials stand in requests to an API. */
const credentialNames = ({
  operations,
}: Contract): { readonly headers: readonly string[]; readonly query: readonly string[] } => {
  const keys = operations.flatMap(({ security }) => security.flat()).filter((scheme) => scheme.type === 'apiKey');
  return {
    headers: ['authorization', 'cookie', ...keys.map(({ name }) => name.toLowerCase())],
    query: keys.filter((key) => key.in === 'query').map(({ name }) => name),
  };
};

/** A request with the credentials of another one. */
export const withCredentialsOf = (contract: Contract, request: HttpRequest, other: HttpRequest): HttpRequest => {
  const { headers: names, query } = credentialNames(contract);
  const shown = Object.entries(other.headers).filter(([name]) => names.includes(name));
  const own = queryPairsOf(request).filter(({ name }) => !query.includes(name));
  const others = queryPairsOf(other).filter(({ name }) => query.includes(name));
  const headers = { ...request.headers, ...Object.fromEntries(shown) };
  return { ...(query.length === 0 ? request : withQueryPairs(request, [...own, ...others])), headers };
};
