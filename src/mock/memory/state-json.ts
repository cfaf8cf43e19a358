import type { Contract } from '../../clauses/contract.ts';
import type { Resource } from '../../contract/api-description.ts';
import { resourceByName } from '../../contract/contract-index.ts';
import { type ResourceShape, resourceShape, shownSchema } from '../../contract/resource-shape.ts';
import { didYouMean } from '../../document/did-you-mean.ts';
import { arrayAt, isObject, type JsonObject, type JsonValue } from '../../document/document.ts';
import { pointerTo } from '../../document/json-pointer.ts';
import { type SchemaValidator, schemaValidator } from '../../schema/schema-validator.ts';
import { documentedHoldings, scopeParameters } from './documented-holdings.ts';
import { violationsOf } from './permits.ts';
import { scopeLayoutOf, scopeOf } from './scope-layout.ts';
import type { Session } from './sessions.ts';
import { bucketAt, bucketsOf, emptyCollection, put, type State } from './stored.ts';

/** Writes a state as JSON: by API and resource, every resource with the values of the path parameters that it lives under. */
export const writeState = (session: Session): JsonObject =>
  Object.fromEntries(
    [...session.apis].map(([api, { holdings }]) => [
      api,
      Object.fromEntries(
        [...holdings].map(([resource, collection]) => [
          resource,
          bucketsOf(collection).flatMap(({ scope, bucket }) =>
            [...bucket.values()].map((value) => ({ scope: [...scope], value })),
          ),
        ]),
      ),
    ]),
  );

/** What was read of a state: holdings by API, or the first thing that is wrong with it. */
export type ReadState =
  | { readonly ok: true; readonly holdings: ReadonlyMap<string, State> }
  | { readonly ok: false; readonly pointer: string; readonly message: string };

/** Thrown and caught in this file only. */
class StateMistake extends Error {
  readonly pointer: string;
  constructor(pointer: string, message: string) {
    super(message);
    this.pointer = pointer;
  }
}

/** What the items of one kind are read by. */
interface Kind {
  readonly resource: Resource;
  readonly scopeLength: number;
  readonly properties: ResourceShape['properties'];
  readonly required: readonly string[];
  readonly validator: SchemaValidator;
}

/** The properties without which no operation could show a resource: those that all that show it require, but for what is computed or `writeOnly`. */
const requiredByAll = (contract: Contract, { resource, required }: ResourceShape): readonly string[] => {
  const shown = contract.operations
    .filter(({ does }) => does?.resource === resource.name)
    .map((operation) => shownSchema(contract, resource, operation))
    .filter((schema) => schema !== null)
    .map((schema) => arrayAt(schema, 'required').map(String));
  const computed = contract.resources.flatMap((child) =>
    child.parent?.resource === resource.name ? [child.embedded] : [],
  );
  const [first = [], ...others] = shown;
  return first.filter(
    (name) => others.every((names) => names.includes(name)) && required.has(name) && !computed.includes(name),
  );
};

/** Checks each property by itself: an example of one operation needn't have all that another shows, nor nothing else. */
const checkValue = (value: JsonObject, at: string, kind: Kind): string | number => {
  const { resource, properties, required, validator } = kind;
  const lacking = required.find((name) => value[name] === undefined);
  if (lacking !== undefined) throw new StateMistake(at, `must have required property '${lacking}'`);
  for (const [name, property] of Object.entries(value)) {
    const [violation] = violationsOf(validator, properties.get(name) ?? {}, property);
    if (violation !== undefined) throw new StateMistake(pointerTo(at, name) + violation.pointer, violation.message);
  }
  const id = value[resource.id];
  if (typeof id === 'string' || typeof id === 'number') return id;
  throw new StateMistake(pointerTo(at, resource.id), 'must be a string or a number');
};

const readItem = (
  item: JsonValue,
  at: string,
  kind: Kind,
): { readonly scope: readonly string[]; readonly id: JsonValue; readonly value: JsonObject } => {
  if (!isObject(item) || !Array.isArray(item.scope) || !isObject(item.value)) {
    throw new StateMistake(at, 'must be an object with scope, an array, and value, an object');
  }
  const length = kind.scopeLength;
  if (item.scope.length !== length)
    throw new StateMistake(pointerTo(at, 'scope'), `must have ${length} items, the values of the path parameters`);
  const odd = item.scope.findIndex((one) => typeof one !== 'string' && typeof one !== 'number');
  if (odd >= 0) throw new StateMistake(pointerTo(at, 'scope', odd), 'must be a string or a number');
  const id = checkValue(item.value, pointerTo(at, 'value'), kind);
  return { scope: item.scope.map(String), id, value: item.value };
};

const readApi = (contract: Contract, state: JsonValue, at: string): State => {
  const names = contract.resources.map(({ name }) => name);
  if (!isObject(state)) throw new StateMistake(at, 'must be an object, by the names of resources');
  const stranger = Object.keys(state).find((name) => !names.includes(name));
  if (stranger !== undefined)
    throw new StateMistake(pointerTo(at, stranger), `is no resource of ${contract.id}. ${didYouMean(stranger, names)}`);
  const validator = schemaValidator(contract.document);
  // Kinds that nobody can create are there, whether they are named or not.
  const holdings = new Map(documentedHoldings(contract, { empty: true }));
  for (const resource of contract.resources) {
    const items = state[resource.name];
    if (items === undefined) continue;
    const collection = emptyCollection();
    const place = pointerTo(at, resource.name);
    if (!Array.isArray(items)) throw new StateMistake(place, 'must be an array');
    holdings.set(resource.name, collection);
    const shape = resourceShape(contract, resource);
    const { properties } = shape;
    const { idIsGlobal } = scopeLayoutOf(contract, resource);
    const scopeLength = scopeParameters(contract, resource).length;
    const required = requiredByAll(contract, shape);
    const kind = { resource, scopeLength, properties, required, validator };
    // Where an id alone says which is meant, no two have the same, wherever they live.
    const taken = new Set<string>();
    for (const [index, item] of items.entries()) {
      const { scope, id, value } = readItem(item, pointerTo(place, index), kind);
      const name = JSON.stringify([...(idIsGlobal ? [] : scope), String(id)]);
      if (taken.has(name)) throw new StateMistake(pointerTo(place, index, 'value', resource.id), 'is there twice');
      taken.add(name);
      put(collection, scope, id, value);
    }
  }
  checkParents(contract, holdings, at);
  return holdings;
};

/** Checks that whatever belongs to something belongs to something that is there. */
const checkParents = (contract: Contract, holdings: State, at: string): void => {
  for (const { name, parent } of contract.resources) {
    const owner = resourceByName(contract, parent?.resource);
    const [children, parents] = [holdings.get(name), holdings.get(parent?.resource ?? '')];
    if (owner === undefined || children === undefined || parents === undefined) continue;
    const layout = scopeLayoutOf(contract, owner);
    const orphaned = bucketsOf(children).find(({ scope }) => {
      const [above, id] = [scope.slice(0, -1), scope.at(-1) ?? ''];
      const at = layout.idIsGlobal ? scopeOf(parents, layout.placesInItemPath, above, id) : above;
      return !bucketAt(parents, at).has(id);
    });
    if (orphaned !== undefined) {
      throw new StateMistake(
        pointerTo(at, name),
        `has a scope, ${JSON.stringify(orphaned.scope)}, that no ${owner.name} bears`,
      );
    }
  }
};

/** Reads a state that was written as JSON. APIs that it doesn't name aren't in the result. */
export const readState = (contracts: readonly Contract[], state: JsonValue): ReadState => {
  try {
    const ids = contracts.map(({ id }) => id);
    if (!isObject(state)) throw new StateMistake('', 'must be an object, by the ids of APIs');
    const stranger = Object.keys(state).find((id) => !ids.includes(id));
    if (stranger !== undefined)
      throw new StateMistake(pointerTo('', stranger), `is no API that is served. ${didYouMean(stranger, ids)}`);
    const named = contracts.filter(({ id }) => state[id] !== undefined);
    return {
      ok: true,
      holdings: new Map(
        named.map((contract) => [
          contract.id,
          readApi(contract, state[contract.id] ?? null, pointerTo('', contract.id)),
        ]),
      ),
    };
  } catch (error) {
    if (error instanceof StateMistake) return { ok: false, pointer: error.pointer, message: error.message };
    throw error;
  }
};
