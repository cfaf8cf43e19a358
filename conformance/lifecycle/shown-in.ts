import type { Clause } from '../../src/clauses/clause.ts';
import { isObject, type JsonObject } from '../../src/document/document.ts';
import { pointerTo, valueAt } from '../../src/document/json-pointer.ts';
import type { Observation } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import { parseBody } from '../http/response-body.ts';
import type { ResourceModel } from './resource-model.ts';

/** Kinds of clauses of which a breach means that a value is none that there is. */
const ofUnknownValues: readonly Clause['kind'][] = ['type', 'enum', 'const'];

/**
 * The resource that an answer shows, or null where it shows none. A value that its schema doesn't know at all is left out: that it
 * is there was told already, and whatever else it might seem to break follows from that.
 */
export const shownIn = (
  { resource: { one } }: ResourceModel,
  { response }: Exchange,
  observations: readonly Observation[],
): JsonObject | null => {
  const body = response === null ? null : parseBody(response);
  const shown = one === null || !body?.ok ? undefined : valueAt(body.value, one);
  if (one === null || !isObject(shown)) return null;
  const wrong = observations.flatMap((observation) =>
    observation.outcome === 'broken' && ofUnknownValues.includes(observation.clause.kind)
      ? (observation.pointer ?? [])
      : [],
  );
  const isWrong = (name: string): boolean => wrong.some((place) => `${place}/`.startsWith(`${pointerTo(one, name)}/`));
  return Object.fromEntries(Object.entries(shown).filter(([name]) => !isWrong(name)));
};
