import type { Operation } from '../../src/contract/contract.ts';
import { hasFreeText } from '../arbitraries/has-free-text.ts';
import { isUnexplainedText } from '../arbitraries/unexplained-text.ts';
import type { HttpRequest } from '../http/exchange.ts';
import { takingId } from '../lifecycle/asked-of-nothing.ts';
import { type CallValues, parameterKey } from '../requests/call.ts';
import { isConditionName, isRangeName } from '../requests/condition-names.ts';
import { isSafe } from '../requests/is-safe.ts';
import type { Target } from '../target/target.ts';

/** What a refusal answers. */
export interface Refused {
  readonly operation: Operation;
  readonly values: CallValues;
  readonly request: HttpRequest;
  readonly status: number;
}

/** Says what may be the reason of a refusal that no schema of the request could tell, or null. */
const whyRefused = (target: Target, { operation, values, request, status }: Refused): string | null => {
  const { document } = target.contract;
  const bears = (isMeant: (name: string) => boolean): boolean => Object.keys(request.headers).some(isMeant);
  switch (status) {
    case 400:
    case 422: {
      const madeUp = operation.parameters.find(
        (parameter) =>
          values.parameters[parameterKey(parameter)] !== undefined && isUnexplainedText(parameter, target.generation),
      );
      return madeUp === undefined
        ? null
        : `${madeUp.name} is made up, since the contract does not say what it may be: give an example, or --set ${madeUp.name}=VALUE, or keep it from being sent with x-values: unspecified`;
    }
    case 401:
    case 403:
      return operation.security.length === 0 ? "the contract doesn't say what credentials it takes" : null;
    case 404:
    case 410:
      // Where what the path names isn't found, nothing else is meant.
      if (takingId.some((action) => action === operation.does?.action)) return null;
      return hasFreeText(document, operation, values)
        ? 'a made-up text in it may name something that is not there'
        : null;
    case 409:
      return isSafe(operation) ? null : 'it may be at odds with what is there';
    case 412:
      return bears(isConditionName) ? 'its conditions were made up' : null;
    case 416:
      return bears(isRangeName) ? 'its range was made up' : null;
    case 428:
      return bears(isConditionName) ? null : 'it bears no conditions, which the contract leaves open';
    default:
      return null;
  }
};

/**
 * Says why a refusal of what the schemas permit is none of the operation's fault, or null where it is: the contract documents its very
 * status for the operation, and there may be a reason for it that schemas don't speak of.
 */
export const excuseOfDocumented = (target: Target, refused: Refused): string | null => {
  const { operation, status } = refused;
  if (!operation.responses.some(({ statuses }) => statuses.includes(String(status)))) return null;
  const why = whyRefused(target, refused);
  return why === null ? null : `a permitted request was refused with ${status}, which is documented: ${why}`;
};
