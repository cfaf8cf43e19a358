import type { Operation } from '../../src/contract/api-description.ts';
import { matchesStatus } from '../../src/contract/documented-response.ts';
import { isSuccess } from '../../src/http/statuses.ts';

/** The documented successes of an operation, as written. */
export const successStatuses = (operation: Operation): readonly string[] =>
  operation.responses.flatMap(({ statuses }) => statuses).filter((status) => status.startsWith('2'));

/** Whether a status is a documented success; any success where the contract documents none. */
export const isDocumentedSuccess = (operation: Operation, status: number): boolean => {
  const successes = successStatuses(operation);
  return successes.length === 0 ? isSuccess(status) : successes.some((documented) => matchesStatus(documented, status));
};
