import { randomInt, randomUUID } from 'node:crypto';
import type { Resource } from '../../src/contract/contract.ts';
import { resourceByName } from '../../src/contract/contract-index.ts';
import { isObject, type JsonObject, type JsonValue } from '../../src/contract/document.ts';
import { valueAt, withValueAt } from '../../src/contract/json-pointer.ts';
import { maskedCharacters } from '../../src/contract/masked-characters.ts';
import { pathParameters, resourceOfParameter } from '../../src/contract/path-resources.ts';
import { sentValues } from '../../src/contract/sent-values.ts';
import type { HttpRequest, HttpResponse } from '../http/exchange.ts';
import { unknownLike, unknownNumber } from '../lifecycle/unknown-id.ts';
import type { MatchedRequest } from './read-request.ts';
import { type Known, placeOf, type Remembered } from './remembered.ts';
import { bodyOf, withBody, withPath } from './rewrite.ts';

/** A secret as an answer shows it that showed another: it stays masked. */
export const asShown = (shown: JsonValue | undefined, value: JsonValue): JsonValue =>
  typeof shown === 'string' && typeof value === 'string' && shown.length === maskedCharacters
    ? value.slice(-maskedCharacters)
    : value;

/** What a flawed server has stored otherwise than the server behind it: every answer shows it so, until it is written again. */
export class StoreOverlay {
  readonly #remembered: Remembered;
  readonly #otherwise = new Map<Known, Map<string, JsonValue>>();
  /** Ids under which resources are known that have another one behind. */
  readonly #ids = new Map<Known, JsonValue>();
  readonly #hidden = new Set<string>();

  constructor(remembered: Remembered) {
    this.#remembered = remembered;
  }

  /** Has a property of a resource stored otherwise. */
  store(known: Known, name: string, value: JsonValue): void {
    const own = this.#otherwise.get(known) ?? new Map<string, JsonValue>();
    this.#otherwise.set(known, own.set(name, value));
  }

  /** Takes note of an accepted write: what it wrote is as the server behind has it. */
  rewritten(met: MatchedRequest): void {
    const { does } = met.operation;
    const resource = resourceByName(this.#remembered.contract, does?.resource);
    const { scope, id } = placeOf(met);
    const known = resource === undefined ? undefined : this.#remembered.get(resource, scope, id);
    if (resource === undefined || known === undefined || does === null) return;
    const sent = sentValues(this.#remembered.shapeOf(resource), met.operation, does, met.body);
    for (const name of [...sent.keys(), ...(does.property === null ? [] : [does.property])])
      this.#otherwise.get(known)?.delete(name);
  }

  /** Has a resource known under another id. */
  rename(known: Known, id: JsonValue): void {
    this.#ids.set(known, id);
  }

  /** Keeps a child out of what embeds it. */
  hide(resource: Resource, id: JsonValue): void {
    this.#hidden.add(`${resource.name} ${String(id)}`);
  }

  /** A request as the server behind understands it. */
  request(met: MatchedRequest): HttpRequest {
    if (this.#ids.size === 0) return met.request;
    const names = pathParameters(met.operation);
    const values = met.path.map((value, index) => {
      const resource = resourceOfParameter(this.#remembered.contract, met.operation, names[index] ?? '');
      if (resource === null) return value;
      const renamed = [...this.#ids].filter(([known]) => known.resource === resource);
      const meant = renamed.find(([, id]) => String(id) === value);
      if (meant !== undefined) return meant[0].id;
      // The old id is nobody's any more.
      return renamed.some(([known]) => String(known.id) === value) ? unknownId(value) : value;
    });
    return withPath(met, values);
  }

  /** An answer as the flawed server gives it. */
  answer(met: MatchedRequest, response: HttpResponse): HttpResponse {
    const { contract } = this.#remembered;
    const resource = resourceByName(contract, met.operation.does?.resource);
    const body = bodyOf(response);
    if (resource === undefined || body === undefined || !this.#remembered.accepted(response)) return response;
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
    const known = this.#remembered.get(resource, scope, shown[resource.id] ?? null);
    if (known === undefined) return shown;
    const otherwise = [...(this.#otherwise.get(known) ?? [])].filter(([name]) => shown[name] !== undefined);
    const changed = {
      ...shown,
      ...Object.fromEntries(otherwise.map(([name, value]) => [name, asShown(shown[name], value)])),
    };
    const children = this.#remembered.contract.resources.flatMap(({ name, id, parent, embedded }) => {
      const items = parent?.resource === resource.name && embedded !== null ? changed[embedded] : undefined;
      if (embedded === null || !Array.isArray(items)) return [];
      const left = items.filter((item) => !isObject(item) || !this.#hidden.has(`${name} ${String(item[id])}`));
      return [[embedded, left] as const];
    });
    const id = this.#ids.get(known);
    return { ...changed, ...Object.fromEntries(children), ...(id === undefined ? {} : { [resource.id]: id }) };
  }
}

/** An id like another one that nothing has. */
export const unknownId = (id: JsonValue): JsonValue => {
  const makings = { uuid: randomUUID(), number: randomInt(unknownNumber.min, unknownNumber.max) };
  return unknownLike(typeof id === 'number' ? id : String(id), makings);
};
