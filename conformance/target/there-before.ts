import type { Contract } from '../../src/clauses/contract.ts';
import type { Resource } from '../../src/contract/api-description.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { placeWithin, type Scope, valuesOfScope, withoutScope } from './place.ts';

/** A UUID, with or without dashes. */
const uuidAtEnd = /"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}"\]$/;

/** Ids that some servers take for one another: `N1X` and `n1x`, `1` and `001`, a UUID with and without dashes. A resource that a list shows is kept from writes under each. */
const alike = (place: string): string =>
  place
    .toLowerCase()
    .replace(/"0+(?=\d+"\]$)/, '"')
    .replace(uuidAtEnd, (uuid) => uuid.replaceAll('-', ''));

/** What the lists showed before a run made anything, and which of them could not be read. */
export class ThereBefore {
  readonly #contract: Contract;
  readonly #places = new Set<string>();
  /** The same, but for ids that others may be taken for. */
  readonly #exactPlaces = new Set<string>();
  /** Why the list of a scope was not read, by the scope. */
  readonly #unread = new Map<string, string>();
  /** Why no list of a kind was read, in whatever scope. */
  readonly #unreadKinds = new Map<string, string>();
  /** Why the list of a scope may hold more than was read of it, by the scope. */
  readonly #partlyRead = new Map<string, string>();
  /** Kinds of which no list shows all. */
  readonly #unlisted = new Set<string>();
  /** The scopes whose lists were read. */
  readonly #read = new Set<string>();
  /** The path parameters of the lists that are read, by the resource. */
  readonly #watched = new Map<string, readonly string[]>();

  constructor(contract: Contract) {
    this.#contract = contract;
  }

  /** Takes note of what a list shows: none of it is ever written to. */
  note(resource: Resource, scope: Scope, ids: readonly JsonValue[]): void {
    for (const id of ids) {
      const place = placeWithin(this.#contract, resource, scope, id);
      this.#exactPlaces.add(place);
      this.#places.add(alike(place));
    }
  }

  /** Takes note of a kind of resources whose lists are read, each in its scope: by the values of these path parameters. */
  noteWatched(resource: Resource, names: readonly string[]): void {
    this.#watched.set(resource.name, names);
  }

  /** Takes note of a list that was read; `mayHoldMore` says why that may not be all of it. */
  noteRead(resource: Resource, scope: Scope, mayHoldMore: string | null): void {
    const key = this.#keyOf(resource, scope);
    this.#read.add(key);
    if (mayHoldMore !== null) this.#partlyRead.set(key, mayHoldMore);
  }

  /** Takes note of a list that is there and could not be read; null stands for all scopes. */
  noteUnread(resource: Resource, scope: Scope | null, reason: string): void {
    if (scope === null) this.#unreadKinds.set(resource.name, reason);
    else this.#unread.set(this.#keyOf(resource, scope), reason);
  }

  /** A scope as its resource's list names it, which may be less than a creation names. */
  #keyOf({ name }: Resource, scope: Scope): string {
    return JSON.stringify([name, ...valuesOfScope(this.#watched.get(name) ?? [], scope).map(String)]);
  }

  /** Whether a list showed something at a place. */
  has(place: string): boolean {
    return this.#places.has(alike(place)) || this.#places.has(alike(withoutScope(place)));
  }

  /** Whether a list showed the very id that a creation in a scope was answered with: another one that is alike may be another's after all. */
  hasExactly(resource: Resource, scope: Scope, id: JsonValue): boolean {
    const place = placeWithin(this.#contract, resource, scope, id);
    return this.#exactPlaces.has(place) || this.#exactPlaces.has(withoutScope(place));
  }

  /** Whether a list showed what a creation in a scope was answered with the id of. */
  hasIn(resource: Resource, scope: Scope, id: JsonValue): boolean {
    return this.has(placeWithin(this.#contract, resource, scope, id));
  }

  /** Why nobody knows what was there in a scope, so that what is made there can't be told from it; or null. */
  whyUnread(resource: Resource, scope: Scope): string | null {
    if (!this.#watched.has(resource.name)) return null;
    const key = this.#keyOf(resource, scope);
    const why = this.#unread.get(key) ?? this.#unreadKinds.get(resource.name);
    if (why !== undefined || this.#read.has(key)) return why ?? null;
    return `what it makes could not be told from any ${resource.name} that was there before the run, since the list there was not read`;
  }

  /** Takes note of a kind of which no list can show what was there: only what is below one of the run's own is listed. */
  noteUnlisted(resource: Resource): void {
    this.#unlisted.add(resource.name);
  }

  /** Why no list shows what was there of a kind, or null. */
  whyUnlisted({ name }: Resource): string | null {
    if (!this.#unlisted.has(name)) return null;
    return `what it makes could not be told from any ${name} that was there before the run, since only those below a parent are listed`;
  }

  /** Why a list showed only a part of what was there in a scope, or null. */
  whyPartlyRead(resource: Resource, scope: Scope): string | null {
    return this.#partlyRead.get(this.#keyOf(resource, scope)) ?? null;
  }
}
