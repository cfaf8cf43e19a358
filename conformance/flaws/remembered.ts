import type { Contract, Operation, Resource } from '../../src/contract/contract.ts';
import { resourceByName } from '../../src/contract/contract-index.ts';
import { isObject, type JsonObject, type JsonValue } from '../../src/contract/document.ts';
import { valueAt } from '../../src/contract/json-pointer.ts';
import { maskedCharacters } from '../../src/contract/masked-characters.ts';
import { type ResourceShape, resourceShape } from '../../src/contract/resource-shape.ts';
import type { HttpRequest, HttpResponse } from '../http/exchange.ts';
import type { MatchedRequest } from './read-request.ts';
import { bodyOf } from './rewrite.ts';

/** A resource of the server behind, as it was last seen. */
export interface Known {
  readonly resource: Resource;
  readonly scope: readonly string[];
  readonly id: JsonValue;
  /** All that answers showed of it, the newest last. */
  shown: JsonObject;
  isThere: boolean;
}

/** The resources that an answer shows: one, or those of a list. */
export const shownIn = (resource: Resource, { does }: Operation, response: HttpResponse): readonly JsonObject[] => {
  const body = bodyOf(response);
  const pointer = does?.action === 'list' ? resource.many : resource.one;
  const shown = pointer === null || body === undefined ? undefined : valueAt(body, pointer);
  return (Array.isArray(shown) ? shown : [shown]).filter(isObject);
};

/** The scope of what a request is about, and its id where the path holds one. */
export const placeOf = ({
  operation,
  path,
}: MatchedRequest): { readonly scope: readonly string[]; readonly id: string | null } =>
  operation.does?.action === 'create' || operation.does?.action === 'list'
    ? { scope: path, id: null }
    : { scope: path.slice(0, -1), id: path.at(-1) ?? null };

const keyOf = (resource: Resource, scope: readonly string[], id: JsonValue): string =>
  JSON.stringify([resource.name, ...scope, String(id)]);

/** What passed between a client and the server behind, as far as it tells which resources there are. */
export class Remembered {
  readonly contract: Contract;
  readonly #isAccepted: (response: HttpResponse) => boolean;
  readonly #known = new Map<string, Known>();
  /** Those of them that are there. */
  readonly #there = new Set<Known>();
  readonly #shapes: ReadonlyMap<string, ResourceShape>;
  /** The last accepted request of each operation. */
  readonly #accepted = new Map<string, MatchedRequest>();
  readonly #answers = new Map<string, HttpResponse>();
  #lastAccepted: HttpRequest | null = null;

  constructor(contract: Contract, isAccepted: (response: HttpResponse) => boolean) {
    this.contract = contract;
    this.#isAccepted = isAccepted;
    this.#shapes = new Map(contract.resources.map((resource) => [resource.name, resourceShape(contract, resource)]));
  }

  accepted(response: HttpResponse): boolean {
    return this.#isAccepted(response);
  }

  shapeOf({ name }: Resource): ResourceShape {
    const shape = this.#shapes.get(name);
    if (shape === undefined) throw new Error(`There is no resource ${name}.`);
    return shape;
  }

  /** The last accepted request to an operation. */
  lastTo(operation: string): MatchedRequest | undefined {
    return this.#accepted.get(operation);
  }

  lastAnswerOf(operation: string): HttpResponse | undefined {
    return this.#answers.get(operation);
  }

  /** The last accepted request at all: what credentials look like that are taken. */
  get lastAccepted(): HttpRequest | null {
    return this.#lastAccepted;
  }

  get(resource: Resource, scope: readonly string[], id: JsonValue | null): Known | undefined {
    return id === null ? undefined : this.#known.get(keyOf(resource, scope, id));
  }

  /** All of a resource that were ever seen, oldest first. */
  all({ name }: Resource): readonly Known[] {
    return [...this.#known.values()].filter(({ resource }) => resource.name === name);
  }

  /** Those that are there in one scope, oldest first. */
  thereIn(resource: Resource, scope: readonly string[]): readonly Known[] {
    return [...this.#there].filter((known) => known.resource === resource && String(known.scope) === String(scope));
  }

  /** Values of a path with ids of what is there in the place of texts that hold one; null where none does. It is what a lenient server takes them for. */
  idsWithin(values: readonly string[]): readonly string[] | null {
    const ids = [...this.#there].map(({ id }) => String(id)).toReversed();
    const meant = values.map((value) => {
      // What a column of 32 bits leaves of a larger number.
      const wrapped = /^\d+$/.test(value) ? String(BigInt.asUintN(32, BigInt(value))) : value;
      return (
        ids.find((id) => id === wrapped) ??
        ids.find((id) => value.startsWith(id)) ??
        ids.find((id) => value.includes(id)) ??
        value
      );
    });
    return meant.every((value, index) => value === values[index]) ? null : meant;
  }

  /** A resource as a list would show it: with its secrets masked, where it masks them. */
  asListed({ resource, shown }: Known): JsonObject {
    const masks = [...this.shapeOf(resource).properties].filter(([, schema]) => schema['x-secret'] === 'last4');
    const masked = masks.flatMap(([name]) =>
      shown[name] === undefined ? [] : [[name, String(shown[name]).slice(-maskedCharacters)] as const],
    );
    return { ...shown, ...Object.fromEntries(masked) };
  }

  /** Takes note of what passed. */
  observe(met: MatchedRequest, response: HttpResponse): void {
    if (!this.#isAccepted(response)) return;
    const { operation } = met;
    this.#accepted.set(operation.id, met);
    this.#answers.set(operation.id, response);
    this.#lastAccepted = met.request;
    const resource = resourceByName(this.contract, operation.does?.resource);
    if (resource === undefined || operation.does === null) return;
    const { scope, id } = placeOf(met);
    if (operation.does.action === 'delete') this.#forget(resource, scope, id ?? '');
    if (operation.does.action === 'delete') return;
    for (const shown of shownIn(resource, operation, response)) {
      const own = shown[resource.id];
      if (own !== undefined) this.#see(resource, scope, own, shown);
    }
    const created = operation.does.id === null ? undefined : valueAt(bodyOf(response), operation.does.id);
    if (created !== undefined) this.#see(resource, scope, created, {});
  }

  #see(resource: Resource, scope: readonly string[], id: JsonValue, shown: JsonObject): void {
    const key = keyOf(resource, scope, id);
    const before = this.#known.get(key);
    // What is masked says less than what was seen before.
    const telling = Object.entries(shown).filter(
      ([name, value]) =>
        String(value).length >= String(before?.shown[name] ?? '').length || !this.#isSecret(resource, name),
    );
    const all = { ...before?.shown, ...Object.fromEntries(telling) };
    const known = before ?? { resource, scope, id, shown: all, isThere: true };
    Object.assign(known, { shown: all, isThere: true });
    this.#known.set(key, known);
    this.#there.add(known);
  }

  #isSecret(resource: Resource, name: string): boolean {
    return this.shapeOf(resource).properties.get(name)?.['x-secret'] !== undefined;
  }

  #forget(resource: Resource, scope: readonly string[], id: string): void {
    const below = [...scope, id];
    for (const known of this.#there) {
      const isIt = known.resource === resource && String(known.id) === id && String(known.scope) === String(scope);
      const isBelow = below.every((value, index) => known.scope[index] === value);
      if (!isIt && !isBelow) continue;
      known.isThere = false;
      this.#there.delete(known);
    }
  }
}
