import type { Operation } from '../contract/contract.ts';
import { documentedResponse } from '../contract/documented-response.ts';
import type { Finding } from './api-request.ts';

/** Which status refuses a request, and for which of its findings. */
export interface RefusalCause {
  readonly status: number;
  readonly findings: readonly Finding[];
}

const isListed = ({ responses }: Operation, status: number): boolean =>
  responses.some(({ statuses }) => statuses.includes(String(status)));

/** The statuses for a value that isn't allowed, in the order in which Prism prefers them. */
const invalidStatuses = [422, 400];

const invalidStatus = (operation: Operation): number =>
  invalidStatuses.find((status) => isListed(operation, status)) ?? 400;

/** Who can't even be let in isn't told the rest; what can't be read can't be judged. */
const firstThings = [401, 413];

/** Chooses the status of a refusal, as precise as the operation documents it, and the findings that it is about. */
export const refusalCause = (operation: Operation, findings: readonly Finding[]): RefusalCause => {
  const of = (status: number | null) => findings.filter((finding) => finding.status === status);
  const first = firstThings.find((status) => of(status).length > 0);
  if (first !== undefined) return { status: first, findings: of(first) };
  if (of(415).length > 0) {
    const documented = documentedResponse(operation, 415) !== null;
    const instead = documented ? undefined : invalidStatuses.find((status) => isListed(operation, status));
    return { status: instead ?? 415, findings };
  }
  const other = findings.find(({ status }) => status !== null && status !== 400)?.status;
  return { status: other ?? invalidStatus(operation), findings };
};
