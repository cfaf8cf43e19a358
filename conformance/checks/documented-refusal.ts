import type { Operation } from '../../src/contract/api-description.ts';
import { documentsExact } from '../../src/contract/documented-response.ts';
import type { HttpRequest } from '../../src/http/messages.ts';
import { freeTexts } from '../arbitraries/free-texts.ts';
import { isUnexplainedText } from '../arbitraries/unexplained-text.ts';
import { takingId } from '../lifecycle/asked-of-nothing.ts';
import { type CallValues, parameterKey } from '../requests/call.ts';
import { isConditionName, isRangeName } from '../requests/condition-names.ts';
import { isSafe } from '../requests/is-safe.ts';
import type { Target } from '../target/target.ts';

/** Statuses that another value than a made-up one may do away with. */
const ofMadeUp: readonly number[] = [401, 403, 404, 410];

/** As many names as make a line that is still read. */
const namesMax = 3;

/** What a refusal answers. */
export interface Refused {
  readonly operation: Operation;
  readonly values: CallValues;
  readonly request: HttpRequest;
  readonly status: number;
}

const bears = ({ headers }: HttpRequest, isMeant: (name: string) => boolean): boolean =>
  Object.keys(headers).some(isMeant);

/** The name of a parameter whose text was made up, since nobody explains it; or null. */
const unexplainedIn = ({ generation }: Target, { operation, values }: Refused): string | null =>
  operation.parameters.find(
    (parameter) => values.parameters[parameterKey(parameter)] !== undefined && isUnexplainedText(parameter, generation),
  )?.name ?? null;

/** What may be the reason of a refusal that no schema of the request could tell, or null. */
const whyRefused = (target: Target, refused: Refused): string | null => {
  const { operation, values, request, status } = refused;
  switch (status) {
    case 400:
    case 422: {
      const name = unexplainedIn(target, refused);
      return name === null ? null : `${name} is made up, since the contract does not say what it may be`;
    }
    case 401:
      return operation.security.length === 0 ? "the contract doesn't say what credentials it takes" : null;
    case 402:
      return 'what it asks for may have to be paid';
    case 403:
      return operation.security.length === 0
        ? "the contract doesn't say what credentials it takes"
        : 'the credentials may not be allowed to do that';
    case 404:
    case 410:
      // Where what the path names isn't found, nothing else is meant.
      if (takingId.some((action) => action === operation.does?.action)) return null;
      return freeTexts(target.contract.document, operation, values).length > 0
        ? 'a made-up text in it may name something that is not there'
        : null;
    case 409:
      return isSafe(operation) ? null : 'it may be at odds with what is there';
    case 412:
      return bears(request, isConditionName) ? 'its conditions were made up' : null;
    case 416:
      return bears(request, isRangeName) ? 'its range was made up' : null;
    case 423:
      return 'what it is about may be locked';
    case 424:
      return 'what it depends on may have failed';
    case 428:
      return bears(request, isConditionName) ? null : 'it bears no conditions, which the contract leaves open';
    case 451:
      return 'a law may forbid what it asks for';
    case 501:
      return 'what it takes may not be there';
    case 502:
    case 504:
      return 'whoever the target asks in turn may have failed';
    case 507:
      return 'the target may have no room';
    default:
      return null;
  }
};

/** What the owner of a target can do, so that the rest of it can be judged all the same. */
const wayOut = (target: Target, refused: Refused): string => {
  const { contract, settings } = target;
  const { operation, values, status } = refused;
  const unexplained = [400, 422].includes(status) ? unexplainedIn(target, refused) : null;
  if (unexplained !== null) {
    return `give an example of it or --set ${unexplained}=VALUE, or keep it from being sent with x-values: unspecified`;
  }
  const skip = `leave it out with --skip ${operation.id}`;
  const names = freeTexts(contract.document, operation, values).filter(
    (name) => name !== '' && !settings.ownerValues.has(name),
  );
  if (!ofMadeUp.includes(status) || names.length === 0) return skip;
  const set = names.slice(0, namesMax).map((name) => `--set ${name}=VALUE`);
  return `give what it takes with ${set.join(' ')}, or ${skip}`;
};

/** Whether HTTP itself demands a refusal, documented or not: of what has a condition that isn't met (RFC 9110, 13.1). */
const isDemanded = ({ request, status }: Refused): boolean =>
  status === 412 && bears(request, (name) => /^if-(match|none-match|unmodified-since)$/.test(name));

/**
 * Why a refusal of what the schemas permit is none of the operation's fault, in words that follow "refused with", or null where it
 * is: the contract documents its very status for the operation, or HTTP demands it, and there may be a reason that schemas don't speak of.
 */
export const excuseOfDocumented = (target: Target, refused: Refused): string | null => {
  const { operation, status } = refused;
  const isDocumented = documentsExact(operation, status);
  if (!isDocumented && !isDemanded(refused)) return null;
  const why = whyRefused(target, refused);
  if (why === null) return null;
  const which = isDocumented ? 'which is documented' : 'as HTTP demands';
  return `${status}, ${which}: ${why}; ${wayOut(target, refused)}`;
};
