import type { Action } from '../../src/contract/contract.ts';
import type { JsonValue } from '../../src/contract/document.ts';
import type { Call, CallValues } from '../requests/call.ts';
import { pathWithin } from '../target/place.ts';
import type { Target } from '../target/target.ts';
import { type Acted, act, noteInvented, scopeIn } from './act.ts';
import type { Life } from './life.ts';
import type { Own } from './own.ts';
import { type UnknownMakings, unknownLike } from './unknown-id.ts';

/** What is asked for, and where. */
export interface AskedOfUnknown {
  readonly like: Own;
  readonly makings: UnknownMakings;
  readonly scope: readonly JsonValue[];
  readonly values: CallValues;
}

/** The call that would have made something in a scope, which may be another than that of what it made. */
const within = (life: Life, { values, ...call }: Call, scope: readonly JsonValue[]): Call => {
  const parameters = { ...values.parameters, ...pathWithin(call.operation, scopeIn(life, scope), null) };
  return { ...call, values: { ...values, parameters } };
};

/** Sends a request about an id that looks like one of ours and that nothing has. What a server makes of it all the same is deleted later. */
export const actOnUnknown = async (
  target: Target,
  life: Life,
  action: Action,
  { like, makings, scope, values }: AskedOfUnknown,
): Promise<Acted & { readonly id: string | number }> => {
  const id = unknownLike(like.id, makings);
  noteInvented(target, life, scope, id);
  const acted = await act(target, life, action, { id, scope, values });
  if (acted.accepted) target.own.noteMadeUnasked(life.resource, within(life, like.creation, scope), id, acted.exchange);
  return { ...acted, id };
};
