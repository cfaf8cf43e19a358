import type { JsonObject } from '../../src/document/document.ts';
import { proves } from '../../src/http/statuses.ts';
import type { Observation } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Target } from '../target/target.ts';
import { callOperation } from './call-operation.ts';
import { findInList } from './list.ts';
import type { Own } from './own.ts';
import type { ResourceModel } from './resource-model.ts';

/** What a look at a resource showed. */
export interface ReadBack {
  /** The resource, or null where it wasn't to be seen. */
  readonly shown: JsonObject | null;
  /** Whether it isn't there: what can't be seen for another reason, say that the server is busy, may be there all the same. */
  readonly isGone: boolean;
  readonly exchange: Exchange;
  readonly observations: readonly Observation[];
}

/** Whether an answer to a read says that there is nothing to read. */
const saysGone = (target: Target, { response }: Exchange): boolean => {
  if (response === null) return false;
  return proves(response.status, 'absent') || target.judge.isRefusalInSuccess(response);
};

/** Looks at a resource as a read shows it; where nothing can be read, as the list does. Null where neither can be had. */
export const readBack = async (
  target: Target,
  model: ResourceModel,
  own: Pick<Own, 'id' | 'scope'>,
): Promise<ReadBack | null> => {
  if (model.operation('read') !== undefined) {
    const read = await callOperation(target, model, 'read', { id: own.id, scope: own.scope });
    return { ...read, isGone: saysGone(target, read.exchange) };
  }
  const found = await findInList(target, model, own.scope, [own.id]);
  if (found === null) return null;
  const shown = found.items.find((item) => item[model.resource.id] === own.id) ?? null;
  const isGone = shown === null && found.unread === null;
  return { shown, isGone, exchange: found.exchange, observations: found.observations };
};
