import { anotherValue } from '../../contract/another-value.ts';
import type { Contract } from '../../contract/contract.ts';
import { isObject, type JsonObject, type JsonValue } from '../../contract/document.ts';
import { pointerTo, valueAt, withValueAt } from '../../contract/json-pointer.ts';
import { mergedSchema } from '../../contract/merged-schema.ts';
import { pathParameters } from '../../contract/path-resources.ts';
import type { SchemaValidator } from '../../contract/schema-validator.ts';
import { sentValues } from '../../contract/sent-values.ts';
import type { ApiSession, Memory, MemoryOutcome, MemoryRequest, Place } from '../memory/memory.ts';
import { renamed } from '../memory/renamed.ts';
import { bucketAt, bucketsOf, keepDeleted, put, takeAway } from '../memory/stored.ts';

/** Performs a request on what a session holds. */
export type Perform = (request: MemoryRequest) => MemoryOutcome | null;

/** What a misbehaviour knows of the request that it meets. */
export interface Situation {
  readonly memory: Memory;
  readonly session: ApiSession;
  readonly validator: SchemaValidator;
  readonly contract: Contract;
  /** Where the request acts. */
  readonly place: Place;
  /** The property or parameter that the clause is about; empty where it is about none. */
  readonly name: string;
  /** Whether the request races another. */
  readonly racing: boolean;
}

type Change = (value: JsonValue | undefined) => JsonValue | undefined;

/** Changes a property of the one resource that an answer shows. */
export const inAnswer = (
  { place }: Situation,
  outcome: MemoryOutcome | null,
  name: string,
  change: Change,
): MemoryOutcome | null => {
  const { one } = place.plan.resource;
  if (outcome?.kind !== 'done' || one === null || place.plan.view === null) return outcome;
  const pointer = pointerTo(one, name);
  const shown = valueAt(outcome.body, pointer);
  return shown === undefined ? outcome : { ...outcome, body: withValueAt(outcome.body, pointer, change(shown)) };
};

/** The id of the resource that a request was about: that in its path, or the newest. */
export const idOf = ({ place }: Situation): string | null =>
  place.id ?? [...bucketAt(place.collection, place.scope).keys()].at(-1) ?? null;

export const storedBy = (situation: Situation): JsonObject | undefined =>
  bucketAt(situation.place.collection, situation.place.scope).get(idOf(situation) ?? '');

/** Changes a property of the resource that a request was about, where it is kept. */
export const inStore = (situation: Situation, name: string, change: Change): void => {
  const { collection, scope } = situation.place;
  const id = idOf(situation);
  const value = storedBy(situation);
  const changed = value === undefined ? undefined : change(value[name]);
  if (id !== null && value !== undefined && changed !== undefined)
    put(collection, scope, id, { ...value, [name]: changed });
};

export const another =
  ({ validator, contract, place }: Situation, name: string): Change =>
  (value) => {
    const schema = mergedSchema(contract.document, place.plan.shape.properties.get(name));
    return value === undefined ? undefined : (anotherValue(validator, schema, value) ?? value);
  };

export const isGiven = ({ place }: Situation, { operation, body }: MemoryRequest, name: string): boolean =>
  sentValues(place.plan.shape, operation, place.plan.does, body).has(name);

/** Performs a request while other resources are there, and takes those away again that the request left. */
export const whileThere = (
  { place }: Situation,
  others: readonly { readonly id: string; readonly value: JsonObject }[],
  perform: () => MemoryOutcome | null,
): MemoryOutcome | null => {
  const { collection, scope } = place;
  const guests = others.filter(({ id }) => !bucketAt(collection, scope).has(id));
  const { lastNumber } = collection;
  const before = [...collection.deleted];
  for (const { id, value } of guests) put(collection, scope, id, value);
  const outcome = perform();
  for (const { id } of guests) takeAway(collection, scope, id);
  collection.lastNumber = Math.max(lastNumber, place.plan.does.action === 'create' ? collection.lastNumber : 0);
  // Who deletes a guest deletes nothing.
  const deleted = collection.deleted.filter((one) => !before.includes(one) && !guests.some(({ id }) => id === one.id));
  keepDeleted(collection, [...before, ...deleted]);
  return outcome;
};

/** A request without one of its query's parameters. */
export const withoutQuery = (request: MemoryRequest, name: string): MemoryRequest => ({
  ...request,
  query: Object.fromEntries(Object.entries(request.query).filter(([key]) => key !== name)),
});

/** Changes each of the items of the list that an answer shows. */
export const inItems = (
  { place }: Situation,
  outcome: MemoryOutcome | null,
  change: (item: JsonObject) => JsonObject,
): MemoryOutcome | null => {
  const { many } = place.plan.resource;
  const items = many === null || outcome?.kind !== 'done' ? undefined : valueAt(outcome.body, many);
  if (outcome?.kind !== 'done' || many === null || !Array.isArray(items)) return outcome;
  const changed = items.map((item) => (isObject(item) ? change(item) : item));
  return { ...outcome, body: withValueAt(outcome.body, many, changed) };
};

/** Leaves some items out of the list that an answer shows. */
export const withoutItems = (
  { place }: Situation,
  outcome: MemoryOutcome | null,
  isLeftOut: (item: JsonObject, index: number) => boolean,
): MemoryOutcome | null => {
  const { many, total } = place.plan.resource;
  const items = many === null || outcome?.kind !== 'done' ? undefined : valueAt(outcome.body, many);
  if (outcome?.kind !== 'done' || many === null || !Array.isArray(items)) return outcome;
  const left = items.filter((item, index) => !isObject(item) || !isLeftOut(item, index));
  const listed = withValueAt(outcome.body, many, left);
  const count = total === null ? undefined : valueAt(outcome.body, total);
  const body =
    total === null || typeof count !== 'number'
      ? listed
      : withValueAt(listed, total, count - (items.length - left.length));
  return { ...outcome, body };
};

/** A path with another value for one of its parameters. */
export const withParameter = ({ operation, path }: MemoryRequest, name: string, value: string): string =>
  path
    .split('/')
    .map((segment, index) => (operation.path.split('/')[index] === `{${name}}` ? encodeURIComponent(value) : segment))
    .join('/');

/** The other scopes that differ from that of a request in one parameter alone, with what is there. */
export const otherScopes = ({ place, name }: Situation, { operation }: MemoryRequest) => {
  const position = pathParameters(operation).indexOf(name);
  return bucketsOf(place.collection)
    .filter(
      ({ scope }) =>
        scope[position] !== place.scope[position] &&
        scope.every((value, index) => index === position || value === place.scope[index]),
    )
    .map(({ scope, bucket }) => ({ value: scope[position] ?? '', bucket }));
};

/** Has an answer show another id than that of the resource which it is about. */
export const withShownId = (
  situation: Situation,
  outcome: MemoryOutcome | null,
  id: JsonValue,
): MemoryOutcome | null => {
  const { does, resource } = situation.place.plan;
  if (outcome?.kind !== 'done') return outcome;
  if (does.id !== null) return { ...outcome, body: withValueAt(outcome.body, does.id, id) };
  return inAnswer(situation, outcome, resource.id, () => id);
};

/** Gives a resource another id, where it is kept and where it is shown; what belongs to it goes with it. */
export const withOtherId = (
  situation: Situation,
  outcome: MemoryOutcome | null,
  id: JsonValue,
): MemoryOutcome | null => {
  const { contract, session, place } = situation;
  const { plan, collection, scope } = place;
  const old = idOf(situation);
  const value = storedBy(situation);
  if (outcome?.kind !== 'done' || old === null || value === undefined) return outcome;
  renamed(contract, session.holdings, { ...place, id: old }, id);
  put(collection, scope, id, { ...value, [plan.resource.id]: id });
  return withShownId(situation, outcome, id);
};
