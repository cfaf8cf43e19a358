import type { Operation } from '../../src/contract/api-description.ts';
import { resourceOfParameter } from '../../src/contract/path-resources.ts';
import { proves } from '../../src/http/statuses.ts';
import { type Observation, untestable } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import { judgePermitted } from '../judge/permitted.ts';
import { successClause } from '../judge/success-clause.ts';
import { absentResource } from '../lifecycle/presence.ts';
import type { CallValues } from '../requests/call.ts';
import { adviceOn, ownersParameter, undeclaredParameter } from '../target/guessed-parameter.ts';
import type { Target } from '../target/target.ts';
import { excuseOfDocumented } from './documented-refusal.ts';
import { inDoubt } from './refusal-in-doubt.ts';

/** The parameter in a path for which the user named one of what the run doesn't make, and not the owner of what it makes; null where there is none. */
const namedInPath = ({ contract, settings }: Target, operation: Operation): string | null =>
  operation.parameters.find(
    ({ in: place, name, values }) =>
      place === 'path' &&
      values !== 'owner' &&
      settings.ownerValues.has(name) &&
      resourceOfParameter(contract, operation, name)?.operations.create === undefined,
  )?.name ?? null;

/** Why a refusal of what the contract permits is no fault of the operation's, or null where it is one. */
const excuseFor = async (
  target: Target,
  operation: Operation,
  values: CallValues,
  exchange: Exchange,
): Promise<string | null> => {
  const status = exchange.response?.status ?? 0;
  const isRefusal = exchange.response !== null && target.judge.isRefusalInSuccess(exchange.response);
  const { settings, contract } = target;
  const guessed = ownersParameter(settings, contract, operation) ?? undeclaredParameter(settings, contract, operation);
  if (guessed !== null && (status === 403 || proves(status, 'not found'))) {
    return `only the target's owner knows a ${guessed}, and a made-up one was answered ${status}: ${adviceOn(guessed)}`;
  }
  const named = namedInPath(target, operation);
  if (named !== null && proves(status, 'not found'))
    return `what --set ${named} names is not there, or not any more: the run may have deleted it, where --allow-unowned permits that`;
  if (proves(status, 'not found') || isRefusal) {
    const absent = await absentResource(target, operation, values);
    if (absent !== null) return `the ${absent} that was made for it is not there`;
  }
  const excuse = excuseOfDocumented(target, { operation, values, request: exchange.request, status });
  return excuse === null ? null : `a permitted request was refused with ${excuse}`;
};

/** Whether a request that the contract permits was answered with a documented success; not where what it is about was never there, or a documented refusal may have a reason of its own. */
export const judgePermittedRequest = async (
  target: Target,
  operation: Operation,
  values: CallValues,
  exchange: Exchange,
): Promise<readonly Observation[]> => {
  const judged = judgePermitted(target, operation, exchange);
  if (!judged.some(({ outcome }) => outcome === 'broken')) return judged;
  const excuse = await excuseFor(target, operation, values, exchange);
  const refused = { operation, values, request: exchange.request, status: exchange.response?.status ?? 0 };
  return excuse === null ? inDoubt(target, refused, judged) : untestable([successClause(target, operation)], excuse);
};
