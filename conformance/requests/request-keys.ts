import type { Parameter } from '../../src/contract/api-description.ts';

/** Headers that name a request, so that a server answers a second one of the same name with the answer to the first. */
const keyNames = ['idempotency-key', 'x-idempotency-key', 'x-request-id', 'request-id'];

/** Whether a parameter names the request that bears it. */
export const isRequestKey = ({ in: place, name }: Pick<Parameter, 'in' | 'name'>): boolean =>
  place === 'header' && keyNames.includes(name.toLowerCase());
