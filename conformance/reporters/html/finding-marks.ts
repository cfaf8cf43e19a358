import { differingPlace } from '../../evidence/differing-place.ts';
import type { Finding } from '../../evidence/report.ts';
import { reportedJson } from '../../evidence/reported-json.ts';
import type { Marks } from './exchange.ts';

/** Gives where the last request differs from the valid one before it, the twin that it was made of. */
const brokenPlace = ({ exchanges }: Finding): string | null => {
  const [twin, broken] = exchanges
    .slice(-2)
    .map(({ request }) => (request.body === null ? undefined : reportedJson(request.body)?.value));
  return twin === undefined || broken === undefined ? null : differingPlace(broken, twin);
};

/** Says what is marked in the last exchange of a finding: in the answer what broke the promise, or in the request what should have been refused. */
export const findingMarks = (finding: Finding): Marks =>
  finding.clause.includes('/request/')
    ? { request: brokenPlace(finding), response: null }
    : { request: null, response: finding.pointer };
