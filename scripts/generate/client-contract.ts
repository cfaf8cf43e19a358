import type { ClientContract } from '../../src/client/client-contract.ts';
import type { Contract, SecurityScheme } from '../../src/contract/contract.ts';
import { objectAt } from '../../src/contract/document.ts';
import { readSecurity } from '../../src/contract/security.ts';

/** Gives every scheme that a contract defines, whether or not an operation requires it. */
const schemesOf = ({ document }: Contract): readonly SecurityScheme[] => {
  const keys = Object.keys(objectAt(objectAt(document, 'components'), 'securitySchemes'));
  return readSecurity(document, { security: keys.map((key) => ({ [key]: [] })) }).flat();
};

/** Gives what the client of a contract has to know of it. */
export const clientContract = (contract: Contract): ClientContract => {
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
