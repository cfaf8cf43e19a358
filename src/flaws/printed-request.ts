import { isDeepStrictEqual } from 'node:util';
import type { Clause } from '../clauses/clause.ts';
import type { Contract } from '../clauses/contract.ts';
import { jsonBodySchema } from '../contract/json-body-schema.ts';
import { withReservedHosts } from '../values/reserved-hosts.ts';
import { valuesFromElsewhere } from '../values/values-from-elsewhere.ts';
import type { MatchedRequest } from './read-request.ts';

/** Whether a server may refuse what the documents print, since the values come from its own lists. */
const takesListed = ({ document, resources }: Contract, { operation }: MatchedRequest): boolean =>
  valuesFromElsewhere(document, jsonBodySchema(operation) ?? undefined).some((from) =>
    resources.some(({ name }) => name === from),
  );

/** The bodies that the documents print for an operation, as they are sent to a target on loopback, and to others. */
const printedBodies = (contract: Contract, met: MatchedRequest): readonly unknown[] =>
  takesListed(contract, met)
    ? []
    : (met.operation.requestBody?.content ?? [])
        .flatMap(({ examples }) => examples)
        .flatMap(({ value }) => [value, withReservedHosts(value)]);

/**
 * Whether a server that breaks a clause shows it in the answer to a request. The status of a success is the wrong one
 * in the answer to what the documents print, where they print a request: nobody else need ever send that.
 */
export const showsAt = (contract: Contract, { kind, subject }: Clause, met: MatchedRequest): boolean => {
  if (kind !== 'status' || subject.of !== 'response') return true;
  if (!subject.statuses.some((status) => status.startsWith('2'))) return true;
  const printed = printedBodies(contract, met);
  return printed.length === 0 || printed.some((body) => isDeepStrictEqual(body, met.body));
};
