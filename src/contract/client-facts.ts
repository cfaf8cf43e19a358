import { objectAt } from '../document/document.ts';
import type { ApiDescription, SecurityScheme } from './api-description.ts';
import { readSecurity } from './security.ts';

/** Every scheme that a contract defines, whether or not an operation requires it. */
const schemesOf = ({ document }: ApiDescription): readonly SecurityScheme[] => {
  const keys = Object.keys(objectAt(objectAt(document, 'components'), 'securitySchemes'));
  return readSecurity(document, { security: keys.map((key) => ({ [key]: [] })) }).flat();
};

/** What a client has to know of a contract besides the types. */
export interface ClientFacts {
  readonly title: string;
  readonly server: string | null;
  /** The authentication scheme that a token is sent with; null where the contract has none that takes one. */
  readonly token: 'Bearer' | 'Basic' | null;
  /** Where an API key is sent, other than in a query; null where the contract has no such place. */
  readonly apiKey: readonly { readonly in: 'header' | 'cookie'; readonly name: string }[] | null;
}

/** What the client of a contract has to know of it. */
export const clientFacts = (contract: ApiDescription): ClientFacts => {
  const schemes = schemesOf(contract);
  const types = new Set(schemes.map(({ type }) => type));
  const apiKey = schemes.flatMap((scheme) =>
    scheme.type === 'apiKey' && scheme.in !== 'query' ? [{ in: scheme.in, name: scheme.name }] : [],
  );
  return {
    title: contract.title,
    server: contract.server,
    token: types.has('bearer') ? 'Bearer' : types.has('basic') ? 'Basic' : null,
    apiKey: apiKey.length > 0 ? apiKey : null,
  };
};
