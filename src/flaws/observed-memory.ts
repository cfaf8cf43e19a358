import type { Contract } from '../clauses/contract.ts';
import type { Resource } from '../contract/api-description.ts';
import { resourceByName } from '../contract/contract-index.ts';
import { type ResourceShape, resourceShape } from '../contract/resource-shape.ts';
import type { JsonObject, JsonValue } from '../document/document.ts';
import { valueAt } from '../document/json-pointer.ts';
import type { HttpRequest, HttpResponse } from '../http/messages.ts';
import { sentValues } from '../values/sent-values.ts';
import { isSecret, withSecretsMasked } from './masked.ts';
import { type MatchedRequest, placeOf } from './read-request.ts';
import { bodyOf } from './rewrite.ts';
import { type Known, leadsTo, type ServerMemory } from './server-memory.ts';
import { shownIn } from './shown-in.ts';
import { keyOf, StoreOverlay } from './store-overlay.ts';
import { unknownId } from './unknown-id.ts';

/** What is known of a right server by what passed between it and its client; what it is to have stored otherwise is laid over its responses. */
export class ObservedMemory implements ServerMemory {
  readonly #overlay: StoreOverlay;
  readonly #contract: Contract;
  readonly #known = new Map<string, Known>();
  readonly #shapes: ReadonlyMap<Resource, ResourceShape>;
  /** The last accepted request of each operation. */
  readonly #accepted = new Map<string, MatchedRequest>();
  /** The names of those that a request created. */
  readonly #created = new Set<string>();
  #lastAccepted: HttpRequest | null = null;

  constructor(contract: Contract) {
    this.#contract = contract;
    this.#shapes = new Map(contract.resources.map((resource) => [resource, resourceShape(contract, resource)]));
    this.#overlay = new StoreOverlay(contract, (resource) => this.#shapeOf(resource));
  }

  acceptedTo(operation: string): MatchedRequest | undefined {
    return this.#accepted.get(operation);
  }

  modelFor(): HttpRequest | null {
    return this.#lastAccepted;
  }

  get(resource: Resource, scope: readonly string[], id: JsonValue | null): Known | undefined {
    return id === null ? undefined : this.#known.get(keyOf({ resource, scope, id }));
  }

  newestIn(resource: Resource, scope: readonly string[]): Known | undefined {
    const created = this.all(resource).filter((known) => known.isThere && leadsTo(scope, known.scope));
    return created.findLast((known) => this.#created.has(keyOf(known)));
  }

  all({ name }: Resource): readonly Known[] {
    return [...this.#known.values()].filter(({ resource }) => resource.name === name);
  }

  unusedId({ id }: Known): JsonValue {
    return unknownId(id);
  }

  asListed({ resource, shown }: Known): JsonObject {
    return withSecretsMasked(this.#shapeOf(resource), shown);
  }

  store(known: Known, name: string, value: JsonValue): void {
    this.#overlay.store(known, name, value);
  }

  rename(known: Known, id: JsonValue): void {
    this.#overlay.rename(known, id);
  }

  hideInParent(known: Known): void {
    this.#overlay.hideInParent(known);
  }

  /** A request as the right server understands it. */
  forwarded(met: MatchedRequest): HttpRequest {
    return this.#overlay.request(met);
  }

  /** Takes note of an accepted request, and lays over its response what is stored otherwise. */
  observe(met: MatchedRequest, response: HttpResponse): HttpResponse {
    const { operation } = met;
    this.#accepted.set(operation.id, met);
    this.#lastAccepted = met.request;
    const resource = resourceByName(this.#contract, operation.does?.resource);
    if (resource === undefined || operation.does === null) return response;
    const { scope, id } = placeOf(met);
    if (operation.does.action === 'delete') this.#forget(resource, scope, id ?? '');
    else {
      const named = operation.does.id === null ? undefined : valueAt(bodyOf(response), operation.does.id);
      const seen = [
        ...shownIn(resource, operation, response).map((shown) => ({ id: shown[resource.id], shown })),
        { id: named, shown: {} },
      ];
      for (const { id: own, shown } of seen) {
        if (own === undefined) continue;
        if (operation.does.action === 'create') this.#created.add(keyOf({ resource, scope, id: own }));
        this.#see(resource, scope, own, shown);
      }
      this.#noteWritten(met, resource);
    }
    return this.#overlay.response(met, response);
  }

  #noteWritten(met: MatchedRequest, resource: Resource): void {
    const { operation, body } = met;
    const { scope, id } = placeOf(met);
    const known = this.get(resource, scope, id);
    if (known === undefined || operation.does === null) return;
    const sent = sentValues(this.#shapeOf(resource), operation, operation.does, body);
    const rotated = operation.does.property === null ? [] : [operation.does.property];
    this.#overlay.rewritten(known, [...sent.keys(), ...rotated]);
  }

  #see(resource: Resource, scope: readonly string[], id: JsonValue, shown: JsonObject): void {
    const key = keyOf({ resource, scope, id });
    const before = this.#known.get(key)?.shown;
    // What is masked says less than what was seen before.
    const telling = Object.entries(shown).filter(
      ([name, value]) =>
        String(value).length >= String(before?.[name] ?? '').length || !isSecret(this.#shapeOf(resource), name),
    );
    this.#known.set(key, {
      resource,
      scope,
      id,
      shown: { ...before, ...Object.fromEntries(telling) },
      isThere: true,
    });
  }

  #shapeOf(resource: Resource): ResourceShape {
    const shape = this.#shapes.get(resource);
    if (shape === undefined) throw new Error(`There is no resource ${resource.name}.`);
    return shape;
  }

  #forget(resource: Resource, scope: readonly string[], id: string): void {
    const below = [...scope, id];
    for (const [key, known] of this.#known) {
      const isIt = known.resource === resource && String(known.id) === id && String(known.scope) === String(scope);
      const isBelow = below.every((value, index) => known.scope[index] === value);
      if (known.isThere && (isIt || isBelow)) this.#known.set(key, { ...known, isThere: false });
    }
  }
}
