import type { Operation } from '../../src/contract/contract.ts';
import { hasNumber } from '../../src/contract/documented-response.ts';

/** Failures that need not be errors of the server's own: what isn't there in this installation, who is asked in turn, or room (RFC 9110, 15.6.2, 15.6.3 and 15.6.5; RFC 4918, 11.5). */
const notItsOwn: readonly number[] = [501, 502, 504, 507];

/** Says whether an operation documents, by its very number, a failure that need not be the server's own. A documented 500 is an error all the same. */
export const isDocumentedFailure = (operation: Operation, status: number): boolean =>
  notItsOwn.includes(status) && hasNumber(operation, status);
