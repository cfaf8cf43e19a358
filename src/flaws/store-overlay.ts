import type { Contract } from '../clauses/contract.ts';
import type { Resource } from '../contract/api-description.ts';
import { resourceByName } from '../contract/contract-index.ts';
import { pathParameters, resourceOfParameter } from '../contract/path-resources.ts';
import type { ResourceShape } from '../contract/resource-shape.ts';
import { isObject, type JsonObject, type JsonValue } from '../document/document.ts';
import { valueAt, withValueAt } from '../document/json-pointer.ts';
import type { HttpRequest, HttpResponse } from '../http/messages.ts';
import { asShown } from './masked.ts';
import { type MatchedRequest, placeOf } from './read-request.ts';
import { bodyOf, withBody, withPath } from './rewrite.ts';
import type { Known } from './server-memory.ts';
import { unknownId } from './unknown-id.ts';

/** The name of a resource among all. */
export const keyOf = ({ resource, scope, id }: Pick<Known, 'resource' | 'scope' | 'id'>): string =>
  JSON.stringify([resource.name, ...scope, String(id)]);

/** What a flawed server has stored otherwise than the right one behind it: every response shows it so, until it is written again. */
export class StoreOverlay {
  readonly #contract: Contract;
  readonly #shapeOf: (resource: Resource) => ResourceShape;
  readonly #otherwise = new Map<string, Map<string, JsonValue>>();
  /** Resources that are known by another id than the right server has for them. */
  readonly #renamed = new Map<string, { readonly known: Known; readonly id: JsonValue }>();
  readonly #hidden = new Set<string>();

  constructor(contract: Contract, shapeOf: (resource: Resource) => ResourceShape) {
    this.#contract = contract;
    this.#shapeOf = shapeOf;
  }

  store(known: Known, name: string, value: JsonValue): void {
    const key = keyOf(known);
    const own = this.#otherwise.get(key) ?? new Map<string, JsonValue>();
    this.#otherwise.set(key, own.set(name, value));
  }

  /** Takes note of an accepted write: what it wrote is as the right server has it. */
  rewritten(known: Known, names: readonly string[]): void {
    for (const name of names) this.#otherwise.get(keyOf(known))?.delete(name);
  }

  rename(known: Known, id: JsonValue): void {
    this.#renamed.set(keyOf(known), { known, id });
  }

  hideInParent({ resource, id }: Known): void {
    this.#hidden.add(`${resource.name} ${String(id)}`);
  }

  /** A request as the right server understands it. */
  request(met: MatchedRequest): HttpRequest {
    if (this.#renamed.size === 0) return met.request;
    const names = pathParameters(met.operation);
    const values = met.path.map((value, index) => {
      const resource = resourceOfParameter(this.#contract, met.operation, names[index] ?? '');
      if (resource === null) return value;
      const renamed = [...this.#renamed.values()].filter(({ known }) => known.resource === resource);
      const meant = renamed.find(({ id }) => String(id) === value);
      if (meant !== undefined) return meant.known.id;
      // The old id is nobody's any more.
      return renamed.some(({ known }) => String(known.id) === value) ? unknownId(value) : value;
    });
    return withPath(met, values);
  }

  /** An accepted response as the flawed server gives it. */
  response(met: MatchedRequest, response: HttpResponse): HttpResponse {
    const resource = resourceByName(this.#contract, met.operation.does?.resource);
    const body = bodyOf(response);
    if (resource === undefined || body === undefined) return response;
    const { scope } = placeOf(met);
    const pointer = met.operation.does?.action === 'list' ? resource.many : resource.one;
    const shown = pointer === null ? undefined : valueAt(body, pointer);
    if (pointer === null || shown === undefined) return response;
    const dressed = Array.isArray(shown)
      ? shown.map((item) => (isObject(item) ? this.#one(resource, scope, item) : item))
      : isObject(shown)
        ? this.#one(resource, scope, shown)
        : shown;
    return withBody(response, withValueAt(body, pointer, dressed));
  }

  #one(resource: Resource, scope: readonly string[], shown: JsonObject): JsonObject {
    const key = keyOf({ resource, scope, id: shown[resource.id] ?? null });
    const otherwise = [...(this.#otherwise.get(key) ?? [])].filter(([name]) => shown[name] !== undefined);
    const shape = this.#shapeOf(resource);
    const changed = {
      ...shown,
      ...Object.fromEntries(otherwise.map(([name, value]) => [name, asShown(shape, name, shown[name], value)])),
    };
    const children = this.#contract.resources.flatMap(({ name, id, parent, embedded }) => {
      const items = parent?.resource === resource.name && embedded !== null ? changed[embedded] : undefined;
      if (embedded === null || !Array.isArray(items)) return [];
      const left = items.filter((item) => !isObject(item) || !this.#hidden.has(`${name} ${String(item[id])}`));
      return [[embedded, left] as const];
    });
    const id = this.#renamed.get(key)?.id;
    return { ...changed, ...Object.fromEntries(children), ...(id === undefined ? {} : { [resource.id]: id }) };
  }
}
