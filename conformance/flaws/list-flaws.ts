import type { JsonObject, JsonValue } from '../../src/contract/document.ts';
import { pointerTo, valueAt, withValueAt } from '../../src/contract/json-pointer.ts';
import { pathParameters } from '../../src/contract/path-resources.ts';
import { proves } from '../../src/http/statuses.ts';
import type { MatchedRequest } from './read-request.ts';
import { placeOf, shownIn } from './remembered.ts';
import { bodyOf, withBody, withoutQuery, withPath } from './rewrite.ts';
import { accepted, another, type BehaviourFlaw, createdId, inList, requestTo, type Scene } from './scene.ts';

/** How many of other scopes a list shows that leaks; the newest are the suite's own. */
const strangersMax = 3;

/** The property that the filter of a flaw looks at, where a request filters by it; or null. */
const filteredProperty = ({ name }: Scene, { operation, parts }: MatchedRequest): string | null => {
  const filter = operation.parameters.find((parameter) => parameter.name === name)?.filter ?? null;
  return filter === null || parts.query[name] === undefined ? null : filter.property;
};

const withoutWhere =
  (isLeftOut: (item: JsonObject, property: string) => boolean): BehaviourFlaw =>
  async (scene, met, next) => {
    const response = await next(met.request);
    const property = filteredProperty(scene, met);
    return property === null
      ? response
      : inList(scene, response, (items) => items.filter((item) => !isLeftOut(item, property)));
  };

const ignoring: BehaviourFlaw = (scene, met, next) => next(withoutQuery(met, scene.name));

/** Lists, their pages and filters, scopes, and children. */
export const listFlaws = {
  filtered: ignoring,
  limited: ignoring,
  skipped: ignoring,
  matching: withoutWhere((item, property) => item[property] != null),
  unset: withoutWhere((item, property) => item[property] == null),
  counted: async (scene, met, next) => {
    const response = await next(met.request);
    const { many, total } = scene.resource;
    const body = bodyOf(response);
    if (body === undefined || many === null || total === null || !accepted(scene, response)) return response;
    const items = valueAt(body, many);
    const shown = Array.isArray(items) ? items.length : 0;
    // The page's count, as careless servers give it; where the page is everything, that would be right.
    return withBody(response, withValueAt(body, total, valueAt(body, total) === shown ? shown + 1 : shown));
  },
  scoped: async (scene, met, next) => {
    const { resource, remembered } = scene;
    const { scope, id } = placeOf(met);
    const position = pathParameters(met.operation).indexOf(scene.name);
    const elsewhere = remembered
      .all(resource)
      .filter(
        (known) =>
          known.isThere &&
          known.scope[position] !== scope[position] &&
          known.scope.every((value, index) => index === position || value === scope[index]),
      );
    if (id === null) {
      const response = await next(met.request);
      const strangers: JsonObject[] = [];
      for (const other of elsewhere.slice(-strangersMax)) {
        const list = await scene.ask(withPath(met, other.scope));
        const own = shownIn(resource, met.operation, list).find(
          (item) => String(item[resource.id]) === String(other.id),
        );
        if (own !== undefined) strangers.push(own);
      }
      return inList(scene, response, (items) => [...items, ...strangers]);
    }
    const home =
      remembered.get(resource, scope, id) === undefined && elsewhere.find((known) => String(known.id) === id);
    return home ? scene.ask(withPath(met, [...home.scope, id])) : next(met.request);
  },
  embedded: async (scene, met, next) => {
    const response = await next(met.request);
    const id = createdId(scene, met, response);
    if (accepted(scene, response) && id !== undefined) scene.dress.hide(scene.resource, id);
    return response;
  },
  parented: async (scene, met, next) =>
    inList(scene, await next(met.request), (items) =>
      items.map((item) => ({
        ...item,
        [scene.name]: another(scene, scene.name, item[scene.name]) ?? item[scene.name] ?? null,
      })),
    ),
} satisfies Record<string, BehaviourFlaw>;

/** A body with all that a refused request wrote and could have written, and the rest from one that was accepted. */
const sound = (
  { shape, validator }: Scene,
  { operation, body }: MatchedRequest,
  last: MatchedRequest,
): JsonValue | undefined =>
  [...(shape.writable.get(operation.id) ?? [])].reduce<JsonValue | undefined>((sent, [name, schema]) => {
    const pointer = operation.does?.from[name] ?? pointerTo(shape.resource.sent, name);
    const value = valueAt(body, pointer);
    return value === undefined || validator.compile(schema)(value).length > 0
      ? sent
      : withValueAt(sent ?? {}, pointer, value);
  }, last.body);

/** What a refused request leaves behind. */
export const tracelessFlaw: BehaviourFlaw = async (scene, met, next) => {
  const response = await next(met.request);
  const { scope, id } = placeOf(met);
  const { does } = met.operation;
  if (accepted(scene, response) || proves(response.status, 'not found')) return response;
  const known = scene.remembered.get(scene.resource, scope, id);
  switch (does?.action) {
    case 'create': {
      const last = scene.remembered.lastTo(met.operation.id);
      if (last !== undefined) await scene.ask(requestTo(scene, met.operation, scope, sound(scene, met, last)));
      return response;
    }
    case 'delete':
    case 'rotate':
      if (known?.isThere) await scene.ask(requestTo(scene, met.operation, [...scope, known.id]));
      return response;
    default: {
      const writable = [...(scene.shape.writable.get(met.operation.id)?.keys() ?? [])];
      for (const name of writable) {
        const changed = another(scene, name, known?.shown[name]);
        if (
          known !== undefined &&
          changed !== undefined &&
          scene.shape.properties.get(name)?.['x-secret'] === undefined
        )
          scene.dress.store(known, name, changed);
      }
      return response;
    }
  }
};
