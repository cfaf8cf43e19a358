import type { Action } from '../../src/contract/api-description.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { type UnknownMakings, unknownLike } from '../../src/values/unknown-id.ts';
import type { CallValues } from '../requests/call.ts';
import type { Target } from '../target/target.ts';
import { type CallResult, callOperation, noteInvented, scopeIn } from './call-operation.ts';
import type { Own } from './own.ts';
import type { ResourceModel } from './resource-model.ts';

/** Whether a write may make what isn't there, where a server takes it for a creation. */
export const makesUnasked = (action: Action | undefined): boolean =>
  action === 'replace' || action === 'edit' || action === 'rotate';

/** A request about an id that nothing has, and the resource whose id it resembles. */
export interface AskedOfUnknown {
  readonly like: Own;
  readonly makings: UnknownMakings;
  readonly scope: readonly JsonValue[];
  readonly values: CallValues;
}

/** Sends a request about an id that looks like one of ours and that nothing has. What a server makes of it all the same is deleted later. */
export const actOnUnknown = async (
  target: Target,
  model: ResourceModel,
  action: Action,
  { like, makings, scope, values }: AskedOfUnknown,
): Promise<CallResult & { readonly id: string | number }> => {
  const id = unknownLike(like.id, makings);
  noteInvented(target, model, scope, id);
  const acted = await callOperation(target, model, action, { id, scope, values });
  if (acted.accepted && makesUnasked(action))
    target.own.noteMadeUnasked(model.resource, scopeIn(model, scope), id, acted.exchange);
  return { ...acted, id };
};
