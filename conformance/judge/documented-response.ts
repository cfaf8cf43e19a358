import type { Operation, Response } from '../../src/contract/contract.ts';

const fits = (documented: string, status: number): boolean =>
  documented === String(status) || documented.toUpperCase() === `${Math.floor(status / 100)}XX`;

/** Gives what the contract says of a status: the exact one, then a range, then `default` (OpenAPI 3.1.1, 4.8.16). */
export const documentedResponse = (operation: Operation, status: number): Response | null =>
  operation.responses.find(({ statuses }) => statuses.includes(String(status))) ??
  operation.responses.find(({ statuses }) => statuses.some((documented) => fits(documented, status))) ??
  operation.responses.find(({ statuses }) => statuses.includes('default')) ??
  null;

export const isSuccessStatus = (status: number): boolean => status >= 200 && status < 300;

/** Gives the documented successes of an operation, as written. */
export const successStatuses = (operation: Operation): readonly string[] =>
  operation.responses.flatMap(({ statuses }) => statuses).filter((status) => status.startsWith('2'));

/** Says whether a status is a documented success; any success where the contract documents none. */
export const isDocumentedSuccess = (operation: Operation, status: number): boolean => {
  const successes = successStatuses(operation);
  return successes.length === 0 ? isSuccessStatus(status) : successes.some((documented) => fits(documented, status));
};
