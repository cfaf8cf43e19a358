import type { Operation, Response } from './api-description.ts';

/** Whether a documented status, which may be a range such as `4XX`, is that of an answer. */
export const matchesStatus = (documented: string, status: number): boolean =>
  documented === String(status) || documented.toUpperCase() === `${Math.floor(status / 100)}XX`;

/** Whether an operation documents a status by its very number. */
export const documentsExact = ({ responses }: Operation, status: number): boolean =>
  responses.some(({ statuses }) => statuses.includes(String(status)));

/** Whether an operation documents a status by its number or as a range, and not only as whatever is left (`default`). */
export const documentsRange = ({ responses }: Operation, status: number): boolean =>
  responses.some(({ statuses }) => statuses.some((documented) => matchesStatus(documented, status)));

/** What the contract says of a status: the exact one, then a range, then `default` (OpenAPI 3.1.1, 4.8.16). */
export const documentedResponse = (operation: Operation, status: number): Response | null =>
  operation.responses.find(({ statuses }) => statuses.includes(String(status))) ??
  operation.responses.find(({ statuses }) => statuses.some((documented) => matchesStatus(documented, status))) ??
  operation.responses.find(({ statuses }) => statuses.includes('default')) ??
  null;
