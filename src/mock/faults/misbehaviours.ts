import type { BehaviourKind } from '../../contract/behaviour-kinds/list.ts';
import type { JsonObject, JsonValue } from '../../contract/document.ts';
import { valueAt, withValueAt } from '../../contract/json-pointer.ts';
import { maskedCharacters } from '../../contract/masked-characters.ts';
import { sentValues } from '../../contract/sent-values.ts';
import { filtered } from '../memory/list-query.ts';
import { newId } from '../memory/made-values.ts';
import type { MemoryOutcome, MemoryRequest } from '../memory/memory.ts';
import { permits } from '../memory/permits.ts';
import { bucketAt, bucketsOf, put, remove, takeAway } from '../memory/stored.ts';
import { hasId } from '../memory/taken-id.ts';
import { millisecondsOf, timeValue } from '../memory/times.ts';
import {
  another,
  idOf,
  inAnswer,
  inItems,
  inStore,
  isGiven,
  otherScopes,
  type Perform,
  type Situation,
  storedBy,
  whileThere,
  withOtherId,
  withoutItems,
  withoutQuery,
  withParameter,
  withShownId,
} from './situation.ts';

/** Breaks one kind of behaviour: performs a request as the memory would, but for that. */
export type Misbehaviour = (situation: Situation, request: MemoryRequest, next: Perform) => MemoryOutcome | null;

/** A day is long enough to show in a date alone. */
const dayMs = 86_400_000;

const isSecret = ({ place, name }: Situation): boolean =>
  place.plan.shape.properties.get(name)?.['x-secret'] !== undefined;

/** A secret as an answer shows it that showed another: it stays masked. */
const asShown = (shown: JsonValue | undefined, value: JsonValue): JsonValue =>
  typeof shown === 'string' && typeof value === 'string' && shown.length === maskedCharacters
    ? value.slice(-maskedCharacters)
    : value;

const changedBoth =
  (isMeant: (situation: Situation, request: MemoryRequest) => boolean): Misbehaviour =>
  (situation, request, next) => {
    const outcome = next(request);
    if (outcome?.kind !== 'done' || !isMeant(situation, request)) return outcome;
    const change = another(situation, situation.name);
    const changed = change(storedBy(situation)?.[situation.name]);
    if (changed === undefined) return outcome;
    inStore(situation, situation.name, () => changed);
    return inAnswer(situation, outcome, situation.name, (value) =>
      isSecret(situation) ? asShown(value, changed) : changed,
    );
  };

/** An id that nothing has. */
const freshId = ({ session, memory, validator, place }: Situation): JsonValue => {
  const { plan, collection } = place;
  const { id, name } = plan.resource;
  const schema = plan.shape.properties.get(id) ?? {};
  return newId(schema, {
    random: session.random,
    last: collection.lastNumber,
    example: memory.exampleOf(name)[id],
    isFit: (made) => permits(validator, schema, made) && !hasId(place, String(made)),
  });
};

/** What a request writes of a resource; a rotation writes what it rotated. */
const writtenBy = (situation: Situation, { operation, body }: MemoryRequest): JsonObject => {
  const { shape, does } = situation.place.plan;
  const rotated = does.property === null ? undefined : storedBy(situation)?.[does.property];
  const sent = Object.fromEntries(sentValues(shape, operation, does, body));
  return does.property === null || rotated === undefined ? sent : { ...sent, [does.property]: rotated };
};

const isEqual = (one: JsonObject, other: JsonObject | undefined, name: string): boolean =>
  JSON.stringify(one[name]) === JSON.stringify(other?.[name]);

/** Loses the last of the properties that a request changed, which leaves a mixture where it changed more than one. */
const loseLast = (situation: Situation, request: MemoryRequest, before: JsonObject): void => {
  const now = storedBy(situation);
  const lost = Object.keys(writtenBy(situation, request)).findLast((name) => !isEqual(before, now, name));
  if (lost !== undefined) inStore(situation, lost, () => before[lost]);
};

/** Performs a creation as if the resource that it is to belong to were there. */
const whileParentIsThere = (
  { place, session, memory }: Situation,
  perform: () => MemoryOutcome | null,
): MemoryOutcome | null => {
  const { resource } = place.plan;
  const parents = session.holdings.get(resource.parent?.resource ?? '');
  const [scope, id = ''] = [place.scope.slice(0, -1), place.scope.at(-1)];
  if (parents === undefined || bucketAt(parents, scope).has(id)) return perform();
  const { lastNumber } = parents;
  put(parents, scope, id, memory.exampleOf(resource.parent?.resource ?? ''));
  const outcome = perform();
  takeAway(parents, scope, id);
  parents.lastNumber = lastNumber;
  return outcome;
};

/** Every way to misbehave, by the kind of clause that it breaks. */
export const misbehaviours: Readonly<Record<BehaviourKind, Misbehaviour>> = {
  written: (situation, request, next) => {
    const outcome = next(request);
    return isGiven(situation, request, situation.name)
      ? inAnswer(situation, outcome, situation.name, another(situation, situation.name))
      : outcome;
  },
  kept: (situation, request, next) => {
    const outcome = next(request);
    if (outcome?.kind === 'done' && isGiven(situation, request, situation.name)) {
      inStore(situation, situation.name, another(situation, situation.name));
    }
    return outcome;
  },
  default: changedBoth((situation, request) => !isGiven(situation, request, situation.name)),
  untouched: (situation, request, next) => {
    const { plan } = situation.place;
    if (situation.name !== plan.resource.id) {
      return changedBoth((there, sent) => !isGiven(there, sent, there.name))(situation, request, next);
    }
    const outcome = next(request);
    return outcome?.kind === 'done' ? withOtherId(situation, outcome, freshId(situation)) : outcome;
  },
  alone: (situation, request, next) => {
    const { plan, collection, scope } = situation.place;
    const outcome = next(request);
    const meant = situation.place.id ?? collection.newest;
    const other = [...bucketAt(collection, scope)].findLast(([key]) => key !== meant);
    if (outcome?.kind !== 'done' || other === undefined) return outcome;
    const [key, value] = other;
    if (plan.does.action === 'delete') remove(collection, scope, key);
    else put(collection, scope, value[plan.resource.id] ?? key, { ...value, ...writtenBy(situation, request) });
    return outcome;
  },
  listed: (situation, request, next) => {
    const { collection, scope } = situation.place;
    const newest = collection.newest ?? '';
    const value = takeAway(collection, scope, newest);
    const outcome = next(request);
    if (value !== undefined) put(collection, scope, value[situation.place.plan.resource.id] ?? newest, value);
    return outcome;
  },
  gone: (situation, request, next) => {
    const { collection, scope, id } = situation.place;
    const dead = collection.deleted.filter(
      (one) => JSON.stringify(one.scope) === JSON.stringify(scope) && (id === null || one.id === id),
    );
    return whileThere(situation, dead, () => next(request));
  },
  shown: (situation, request, next) => withShownId(situation, next(request), freshId(situation)),
  unknown: (situation, request, next) => {
    const { plan, collection, id } = situation.place;
    if (plan.does.action === 'create') return whileParentIsThere(situation, () => next(request));
    const existed = [
      ...bucketsOf(collection).map(({ bucket }) => bucket.has(id ?? '')),
      ...collection.deleted.map((one) => one.id === id),
    ];
    if (id === null || existed.includes(true)) return next(request);
    const example = situation.memory.exampleOf(plan.resource.name);
    const key = typeof example[plan.resource.id] === 'number' ? Number(id) : id;
    return whileThere(situation, [{ id, value: { ...example, [plan.resource.id]: key } }], () => next(request));
  },
  unique: (situation, request, next) => {
    const { plan, collection, scope } = situation.place;
    const earlier = bucketAt(collection, scope).get(collection.newest ?? '')?.[plan.resource.id];
    const outcome = next(request);
    return earlier === undefined ? outcome : withShownId(situation, outcome, earlier);
  },
  scoped: (situation, request, next) => {
    const others = otherScopes(situation, request);
    const { id } = situation.place;
    if (id === null) {
      const strangers = others.flatMap(({ bucket }) => [...bucket].map(([key, value]) => ({ id: key, value })));
      return whileThere(situation, strangers, () => next(request));
    }
    const layout = bucketAt(situation.place.collection, situation.place.scope).has(id)
      ? undefined
      : others.find(({ bucket }) => bucket.has(id));
    return next(
      layout === undefined ? request : { ...request, path: withParameter(request, situation.name, layout.value) },
    );
  },
  full: (situation, request, next) =>
    inAnswer(situation, next(request), situation.name, (value) =>
      typeof value === 'string' ? value.slice(-maskedCharacters) : value,
    ),
  masked: (situation, request, next) => {
    const { plan, collection, scope } = situation.place;
    const outcome = next(request);
    const bucket = bucketAt(collection, scope);
    const { id } = plan.resource;
    if (plan.does.action !== 'list') {
      return inAnswer(situation, outcome, situation.name, (value) => storedBy(situation)?.[situation.name] ?? value);
    }
    return inItems(situation, outcome, (item) => {
      const full = bucket.get(String(item[id]))?.[situation.name];
      return full === undefined ? item : { ...item, [situation.name]: full };
    });
  },
  rotated: (situation, request, next) => {
    const before = storedBy(situation)?.[situation.name];
    const outcome = next(request);
    if (outcome?.kind !== 'done' || before === undefined) return outcome;
    inStore(situation, situation.name, () => before);
    return inAnswer(situation, outcome, situation.name, () => before);
  },
  forward: (situation, request, next) => {
    const schema = situation.place.plan.shape.properties.get(situation.name) ?? {};
    const known = storedBy(situation)?.[situation.name];
    const before = millisecondsOf(known);
    const outcome = next(request);
    if (outcome?.kind !== 'done' || Number.isNaN(before)) return outcome;
    const earlier = timeValue(schema, before - dayMs, known);
    inStore(situation, situation.name, () => earlier);
    return inAnswer(situation, outcome, situation.name, () => earlier);
  },
  filtered: (situation, request, next) => next(withoutQuery(request, situation.name)),
  matching: (situation, request, next) => {
    const outcome = next(request);
    const filter = request.operation.parameters.find(({ name }) => name === situation.name)?.filter;
    if (filter == null || request.query[situation.name] === undefined) return outcome;
    return withoutItems(situation, outcome, (item) => item[filter.property] != null);
  },
  unset: (situation, request, next) => {
    const outcome = next(request);
    const filter = request.operation.parameters.find(({ name }) => name === situation.name)?.filter;
    if (filter == null || request.query[situation.name] === undefined) return outcome;
    return withoutItems(situation, outcome, (item) => item[filter.property] == null);
  },
  // Without the parameter, its default would limit the page.
  limited: (situation, request, next) =>
    next({ ...request, query: { ...request.query, [situation.name]: String(Number.MAX_SAFE_INTEGER) } }),
  skipped: (situation, request, next) => next(withoutQuery(request, situation.name)),
  counted: (situation, request, next) => {
    const { plan, collection, scope } = situation.place;
    const outcome = next(request);
    const { many, total } = plan.resource;
    if (outcome?.kind !== 'done' || total === null || many === null) return outcome;
    const items = valueAt(outcome.body, many);
    const shown = Array.isArray(items) ? items.length : 0;
    const all = filtered(
      { contract: situation.contract, operation: request.operation, query: request.query },
      [...bucketAt(collection, scope).values()].map((value) => ({ value })),
    );
    // The page's count, as careless servers give it; where the page is everything, that would be right.
    return { ...outcome, body: withValueAt(outcome.body, total, shown === all.length ? shown + 1 : shown) };
  },
  embedded: (situation, request, next) => {
    const outcome = next(request);
    const id = idOf(situation);
    if (outcome?.kind === 'done' && id !== null) situation.place.collection.unembedded.add(id);
    return outcome;
  },
  parented: (situation, request, next) => {
    const change = another(situation, situation.name);
    return inItems(situation, next(request), (item) => ({
      ...item,
      [situation.name]: change(item[situation.name]) ?? null,
    }));
  },
  // What a refused request leaves behind is done where it is refused; see `leaveTrace`.
  traceless: (_, request, next) => next(request),
  parallel: (situation, request, next) => {
    const { plan, collection, scope, id } = situation.place;
    const before = storedBy(situation);
    const outcome = next(request);
    if (!situation.racing) return outcome;
    switch (plan.does.action) {
      case 'create':
        takeAway(collection, scope, collection.newest ?? '');
        return outcome;
      case 'delete': {
        const dead = collection.deleted.findLast((one) => one.id === id);
        if (dead !== undefined) put(collection, scope, dead.id, dead.value);
        return outcome;
      }
      default:
        if (outcome?.kind === 'done' && before !== undefined) loseLast(situation, request, before);
        return outcome;
    }
  },
};
