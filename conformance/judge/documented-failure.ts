import type { Operation } from '../../src/contract/api-description.ts';
import { documentsExact } from '../../src/contract/documented-response.ts';
import { proves } from '../../src/http/statuses.ts';

/** Whether an operation documents, by its very number, a failure that need not be the server's own. A documented 500 is an error all the same. */
export const isDocumentedFailure = (operation: Operation, status: number): boolean =>
  proves(status, 'failed elsewhere') && documentsExact(operation, status);
