import type { Clause } from '../../src/clauses/clause.ts';
import type { JsonObject, JsonValue } from '../../src/document/document.ts';
import { pointerTo } from '../../src/document/json-pointer.ts';
import { type Observation, shown } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import type { ResourceModel } from './resource-model.ts';
import { isAsSet, isSame } from './same-value.ts';

/** A property that an answer is to show, and why. */
export interface Expected {
  readonly clause: Clause | undefined;
  readonly name: string;
  readonly value: JsonValue | undefined;
  /** What it may be as well, where no document says which. */
  readonly orElse?: readonly JsonValue[];
  /** What the property would be if nobody minded the promise; where that is the same, seeing it proves nothing. */
  readonly otherwise?: JsonValue | undefined;
  /** Whether the same view showed the property before; then it has to show it now. */
  readonly wasShown?: boolean;
  /** What led to it, in order; the last shows it. */
  readonly exchanges: readonly Exchange[];
}

/** What is wrong with a property, by what was promised of it. */
const wrongs: Readonly<Partial<Record<Clause['kind'], string>>> = {
  written: 'is not as it was written',
  kept: 'is not as it was written before',
  default: 'is not what it is by default, though the request left it out',
  untouched: 'is not as it was, though the request said nothing of it',
};

/** Values that some servers leave out of what they show: they say no more than a missing property. */
const isEmpty = (value: JsonValue): boolean =>
  [null, false, 0, ''].includes(value as null) || (typeof value === 'object' && Object.keys(value ?? {}).length === 0);

/** Whether a response no longer shows a property of which the same view showed something before. */
const isMissing = (resource: JsonObject, { name, value, orElse = [], wasShown = false }: Expected): boolean =>
  wasShown && !Object.hasOwn(resource, name) && [value, ...orElse].every((one) => one !== undefined && !isEmpty(one));

/** Whether a resource that a response shows has a property as it was promised. Where the view never showed the property, nothing is said. */
export const compare = (
  model: ResourceModel,
  resource: JsonObject | null,
  expected: Expected,
): readonly Observation[] => {
  const { clause, name, value, orElse = [], exchanges } = expected;
  if (clause === undefined || resource === null || value === undefined) return [];
  const broken = (message: string, received: string): Observation => ({
    clause,
    outcome: 'broken',
    message,
    expected: shown(value),
    received,
    pointer: pointerTo(model.resource.one ?? '', name),
    exchanges,
  });
  if (isMissing(resource, expected)) return [broken(`The response no longer shows ${name}.`, 'no such property')];
  if (!Object.hasOwn(resource, name)) return [];
  const received = resource[name];
  // `untouched` needs equality; after a write the server may add members.
  const same = clause.kind === 'untouched' ? isSame : isAsSet;
  const met = [value, ...orElse].find((one) => same(model, name, one, received));
  if (met !== undefined) {
    const isTelling = !('otherwise' in expected) || !same(model, name, met, expected.otherwise);
    return isTelling ? [{ clause, outcome: 'held', cases: 1 }] : [];
  }
  const wrong = wrongs[clause.kind] ?? 'is not what it has to be by now';
  return [broken(`In the response, ${name} ${wrong}.`, shown(received))];
};
