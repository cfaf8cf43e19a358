import { differingPlace } from '../../evidence/differing-place.ts';
import type { Finding } from '../../evidence/report.ts';
import { reportedJson } from '../../evidence/reported-json.ts';
import type { Marks } from './exchange.ts';

/** Whether a finding is of a clause of the request: its id names the API, the operation, and then what of the operation it is about. */
const isOfRequest = ({ clause, operation }: Finding): boolean =>
  clause.slice(clause.indexOf('/') + 1).startsWith(`${operation}/request/`);

/** Where the last request differs from the valid one before it, the twin that it was made of; null where there is none. */
const differingFromTwin = ({ exchanges }: Finding): string | null => {
  const [twin, broken] = exchanges
    .slice(-2)
    .map(({ request }) => (request.body === null ? undefined : reportedJson(request.body)?.value));
  return twin === undefined || broken === undefined ? null : differingPlace(broken, twin);
};

/** What is marked in the last exchange of a finding: in the answer what broke the promise, or in the request what should have been refused. */
export const findingMarks = (finding: Finding): Marks => {
  const { pointer } = finding;
  if (!isOfRequest(finding)) return { request: null, response: pointer };
  // Where the whole body is pointed at, its twin may tell more.
  return { request: pointer === '' ? (differingFromTwin(finding) ?? pointer) : pointer, response: null };
};
