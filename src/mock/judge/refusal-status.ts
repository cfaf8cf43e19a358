import type { Operation } from '../../contract/api-description.ts';
import { documentedResponse, documentsExact } from '../../contract/documented-response.ts';
import type { Objection } from './objections.ts';

/** Which status refuses a request, and for which of its objections. */
export interface RefusalCause {
  readonly status: number;
  readonly objections: readonly Objection[];
}

/** The statuses for a value that isn't allowed, in the order in which Prism prefers them. */
const invalidStatuses = [422, 400];

const invalidStatus = (operation: Operation): number =>
  invalidStatuses.find((status) => documentsExact(operation, status)) ?? 400;

/** A client without credentials is told nothing else; a body that can't be read can't be judged. */
const firstThings = [401, 413];

/** Chooses the status of a refusal, as precise as the operation documents it, and the objections that it is about. */
export const refusalCause = (operation: Operation, objections: readonly Objection[]): RefusalCause => {
  const of = (status: number | null) => objections.filter((objection) => objection.status === status);
  const first = firstThings.find((status) => of(status).length > 0);
  if (first !== undefined) return { status: first, objections: of(first) };
  if (of(415).length > 0) {
    const documented = documentedResponse(operation, 415) !== null;
    const instead = documented ? undefined : invalidStatuses.find((status) => documentsExact(operation, status));
    return { status: instead ?? 415, objections };
  }
  const other = objections.find(({ status }) => status !== null && status !== 400)?.status;
  return { status: other ?? invalidStatus(operation), objections };
};
