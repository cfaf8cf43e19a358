import type { Contract, Resource } from '../../src/contract/contract.ts';
import type { JsonValue } from '../../src/contract/document.ts';
import { placeWithin, type Scope, withoutScope } from './place.ts';

/** What the lists showed before a run made anything, and which of them could not be read. */
export class ThereBefore {
  readonly #contract: Contract;
  readonly #places = new Set<string>();
  /** Why the list of a scope was not read, by the place of what has no id there. */
  readonly #unread = new Map<string, string>();
  /** Why no list of a kind was read, in whatever scope. */
  readonly #unreadKinds = new Map<string, string>();

  constructor(contract: Contract) {
    this.#contract = contract;
  }

  /** Takes note of what a list shows: none of it is ever written to. */
  note(resource: Resource, scope: Scope, ids: readonly JsonValue[]): void {
    for (const id of ids) this.#places.add(placeWithin(this.#contract, resource, scope, id));
  }

  /** Takes note of a list that is there and could not be read; null stands for all scopes. */
  noteUnread(resource: Resource, scope: Scope | null, reason: string): void {
    if (scope === null) this.#unreadKinds.set(resource.name, reason);
    else this.#unread.set(placeWithin(this.#contract, resource, scope, ''), reason);
  }

  /** Whether a list showed something at a place. */
  has(place: string): boolean {
    return this.#places.has(place) || this.#places.has(withoutScope(place));
  }

  /** Whether a list showed what a creation in a scope was answered with the id of. */
  hasIn(resource: Resource, scope: Scope, id: JsonValue): boolean {
    return this.has(placeWithin(this.#contract, resource, scope, id));
  }

  /** Why nobody knows what was there in a scope, so that what is made there can't be told from it; or null. */
  whyUnread(resource: Resource, scope: Scope): string | null {
    const place = placeWithin(this.#contract, resource, scope, '');
    const unread = this.#unread;
    return unread.get(place) ?? unread.get(withoutScope(place)) ?? this.#unreadKinds.get(resource.name) ?? null;
  }
}
