import type { BehaviourKind } from '../../contract/clause.ts';
import { isObject, type JsonValue } from '../../contract/document.ts';
import { valueAt, withValueAt } from '../../contract/json-pointer.ts';
import { filtered } from '../memory/filter.ts';
import { newId } from '../memory/made-values.ts';
import type { MemoryOutcome, MemoryRequest } from '../memory/memory.ts';
import { put, shelfAt, shelvesOf, takeAway } from '../memory/stored.ts';
import {
  another,
  idOf,
  inAnswer,
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

const hourMs = 3_600_000;

/** How many characters of a secret are left where it is masked. */
const maskedCharacters = 4;

const isSecret = ({ place, name }: Situation): boolean =>
  place.plan.shape.properties.get(name)?.['x-secret'] !== undefined;

/** Gives a secret as an answer shows it that showed another: it stays masked. */
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
    const { plan, collection } = situation.place;
    if (situation.name !== plan.resource.id) {
      return changedBoth((there, sent) => !isGiven(there, sent, there.name))(situation, request, next);
    }
    const outcome = next(request);
    if (outcome?.kind !== 'done') return outcome;
    const { session, memory } = situation;
    const id = newId(plan.shape.properties.get(situation.name) ?? {}, {
      random: session.random,
      last: collection.lastNumber,
      example: memory.exampleOf(plan.resource.name)[situation.name],
    });
    return withOtherId(situation, outcome, id);
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
  unknown: (situation, request, next) => {
    const { plan, collection, id } = situation.place;
    const existed = [
      ...shelvesOf(collection).map(({ shelf }) => shelf.has(id ?? '')),
      ...collection.deleted.map((one) => one.id === id),
    ];
    if (id === null || existed.includes(true)) return next(request);
    const example = situation.memory.exampleOf(plan.resource.name);
    const key = typeof example[plan.resource.id] === 'number' ? Number(id) : id;
    return whileThere(situation, [{ id, value: { ...example, [plan.resource.id]: key } }], () => next(request));
  },
  unique: (situation, request, next) => {
    const { plan, collection, scope } = situation.place;
    const earlier = shelfAt(collection, scope).get(collection.newest ?? '')?.[plan.resource.id];
    const outcome = next(request);
    return earlier === undefined ? outcome : withShownId(situation, outcome, earlier);
  },
  scoped: (situation, request, next) => {
    const others = otherScopes(situation, request);
    const { id } = situation.place;
    if (id === null) {
      const strangers = others.flatMap(({ shelf }) => [...shelf].map(([key, value]) => ({ id: key, value })));
      return whileThere(situation, strangers, () => next(request));
    }
    const home = shelfAt(situation.place.collection, situation.place.scope).has(id)
      ? undefined
      : others.find(({ shelf }) => shelf.has(id));
    return next(
      home === undefined ? request : { ...request, path: withParameter(request, situation.name, home.value) },
    );
  },
  full: (situation, request, next) =>
    inAnswer(situation, next(request), situation.name, (value) =>
      typeof value === 'string' ? value.slice(-maskedCharacters) : value,
    ),
  masked: (situation, request, next) => {
    const { plan, collection, scope } = situation.place;
    const outcome = next(request);
    const shelf = shelfAt(collection, scope);
    const { many, id } = plan.resource;
    if (plan.does.action !== 'list') {
      return inAnswer(situation, outcome, situation.name, (value) => storedBy(situation)?.[situation.name] ?? value);
    }
    const items = many === null || outcome?.kind !== 'done' ? undefined : valueAt(outcome.body, many);
    if (outcome?.kind !== 'done' || many === null || !Array.isArray(items)) return outcome;
    const shown = items.map((item) => {
      const full = isObject(item) ? shelf.get(String(item[id]))?.[situation.name] : undefined;
      return isObject(item) && full !== undefined ? { ...item, [situation.name]: full } : item;
    });
    return { ...outcome, body: withValueAt(outcome.body, many, shown) };
  },
  rotated: (situation, request, next) => {
    const before = storedBy(situation)?.[situation.name];
    const outcome = next(request);
    if (outcome?.kind !== 'done' || before === undefined) return outcome;
    inStore(situation, situation.name, () => before);
    return inAnswer(situation, outcome, situation.name, () => before);
  },
  forward: (situation, request, next) => {
    const before = Date.parse(String(storedBy(situation)?.[situation.name]));
    const outcome = next(request);
    if (outcome?.kind !== 'done' || Number.isNaN(before)) return outcome;
    const earlier = new Date(before - hourMs).toISOString();
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
  limited: (situation, request, next) => next(withoutQuery(request, situation.name)),
  skipped: (situation, request, next) => next(withoutQuery(request, situation.name)),
  counted: (situation, request, next) => {
    const { plan, collection, scope } = situation.place;
    const outcome = next(request);
    const { many, total } = plan.resource;
    if (outcome?.kind !== 'done' || total === null || many === null) return outcome;
    const items = valueAt(outcome.body, many);
    const shown = Array.isArray(items) ? items.length : 0;
    const all = filtered(
      request.operation,
      request.query,
      [...shelfAt(collection, scope).values()].map((value) => ({ value })),
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
  // What a refused request leaves behind is done where it is refused; see `leaveTrace`.
  traceless: (_, request, next) => next(request),
};
