import type { JsonObject } from '../../src/contract/document.ts';
import type { Observation } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Target } from '../target/target.ts';
import type { Life } from './life.ts';
import { findInList } from './list.ts';
import { act, type Own } from './own.ts';

/** What a look at a resource showed. */
export interface Look {
  /** The resource, or null where it wasn't to be seen. */
  readonly shown: JsonObject | null;
  readonly exchange: Exchange;
  readonly observations: readonly Observation[];
}

/** Looks at a resource as a read shows it; where nothing can be read, as the list does. Null where neither can be had. */
export const lookAt = async (target: Target, life: Life, own: Pick<Own, 'id' | 'scope'>): Promise<Look | null> => {
  if (life.operation('read') !== undefined) return act(target, life, 'read', { id: own.id, scope: own.scope });
  const found = await findInList(target, life, own.scope, [own.id]);
  if (found === null) return null;
  const shown = found.items.find((item) => item[life.resource.id] === own.id) ?? null;
  return { shown, exchange: found.exchange, observations: found.observations };
};
