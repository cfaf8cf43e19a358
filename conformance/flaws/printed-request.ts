import { isDeepStrictEqual } from 'node:util';
import type { Clause } from '../../src/contract/clause.ts';
import { withReservedHosts } from '../requests/reserved-hosts.ts';
import type { Met } from './read-request.ts';

/** Gives the bodies that the documents print for an operation, as they are sent to a target on loopback, and to others. */
const printedBodies = ({ operation }: Met): readonly unknown[] =>
  (operation.requestBody?.content ?? [])
    .flatMap(({ examples }) => examples)
    .flatMap(({ value }) => [value, withReservedHosts(value)]);

/**
 * Says whether a server that breaks a clause shows it in the answer to a request. The status of a success is the wrong one
 * in the answer to what the documents print, where they print a request: nobody else need ever send that.
 */
export const showsAt = ({ kind, subject }: Clause, met: Met): boolean => {
  if (kind !== 'status' || subject.of !== 'response') return true;
  if (!subject.statuses.some((status) => status.startsWith('2'))) return true;
  const printed = printedBodies(met);
  return printed.length === 0 || printed.some((body) => isDeepStrictEqual(body, met.body));
};
