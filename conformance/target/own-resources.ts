import type { Contract } from '../../src/clauses/contract.ts';
import type { Operation, Resource } from '../../src/contract/api-description.ts';
import { operationById, resourceByName } from '../../src/contract/contract-index.ts';
import { itemPath } from '../../src/contract/path-resources.ts';
import type { JsonValue } from '../../src/document/document.ts';
import type { Leftover } from '../evidence/report.ts';
import type { Exchange } from '../http/exchange.ts';
import { parseBody } from '../http/response-body.ts';
import type { Call } from '../requests/call.ts';
import { leftoversMax } from '../settings/limits.ts';
import type { Location } from './connection.ts';
import { whyMisread } from './path-as-sent.ts';
import { pathWithin, placeWithin, type Scope, scopeOf } from './place.ts';
import { createdId } from './resource-ids.ts';
import { ThereBefore } from './there-before.ts';

/** A resource of our own that may still exist. */
interface OwnResource {
  readonly resource: string;
  readonly id: JsonValue;
  readonly path: string;
  /** The call that deletes it, or null where there is none that may be sent. */
  readonly deletion: Call | null;
  /** Whether writes may name it. */
  readonly isWritable: boolean;
  /** What made it. */
  readonly creation: Exchange;
  /** Whether it has to be looked at before it is deleted: it may be gone, so that somebody else was given its id, or be another's altogether. */
  readonly isUnsure?: boolean;
}

/** What the memory of a run's own resources needs to know of its target. */
export interface OwnedAt {
  readonly contract: Contract;
  /** The URL that a call goes to, and its path below the target. */
  readonly locate: (call: Call) => Location;
  readonly ownerValues: ReadonlyMap<string, readonly string[]>;
}

/** What a run made and has not deleted yet, in the order in which it was made. */
export class OwnResources {
  readonly #contract: Contract;
  readonly #at: OwnedAt;
  readonly #byUrl = new Map<string, OwnResource>();
  #nameless = 0;
  /** How many were made of which no write may name the id. */
  #unwritable = 0;
  #unanswered = 0;
  /** How many creations answered with something that may not be the run's own, by the resource. */
  readonly #doubtful = new Map<string, number>();
  /** What creations made of which the contract doesn't say that they are such, by the operation. */
  readonly #undeclared = new Map<Operation, number>();
  readonly #base: OwnResources | null;
  /** Creations that answered with the id of what was there already, each with the one that made that. */
  readonly #earlier = new WeakMap<Exchange, Exchange>();
  /** Kinds of resources of which ids were given out again while they were in use. */
  readonly #repeated: Set<string>;
  /** Kinds of resources of which new ones were told of by 201. */
  readonly #toldAsNew: Set<string>;
  /** Places that writes may name: of what the run made, deleted or not, and of what it made up. */
  readonly #writable: Set<string>;
  /** What was there before the run. */
  readonly before: ThereBefore;
  /** Accepted writes to what the run didn't make. */
  readonly #changed: Map<Operation, number>;
  /** URLs of all that the run ever made. */
  readonly #made: Set<string>;
  /** What a list shows that was taken for deleted, by its URL. */
  readonly #remaining = new Map<string, Leftover>();

  /** Takes where calls go, and to whom what is left over is handed in the end, if to anybody. */
  constructor(at: OwnedAt, base: OwnResources | null) {
    this.#contract = at.contract;
    this.#at = at;
    this.#base = base;
    this.#repeated = base === null ? new Set() : base.#repeated;
    this.#toldAsNew = base === null ? new Set() : base.#toldAsNew;
    this.#writable = base === null ? new Set() : base.#writable;
    this.before = base === null ? new ThereBefore(at.contract) : base.before;
    this.#changed = base === null ? new Map() : base.#changed;
    this.#made = base === null ? new Set() : base.#made;
  }

  /** Whether so much couldn't be deleted that making more would do harm. */
  get areTooMany(): boolean {
    return this.undeletedCount + (this.#base?.undeletedCount ?? 0) >= leftoversMax;
  }

  /** How many of those made here could be deleted, and haven't been; or are of an unknown id, or of one that no write may name. */
  get undeletedCount(): number {
    const deletable = [...this.#byUrl.values()].filter(({ deletion }) => deletion !== null).length;
    return this.#nameless + this.#unwritable + deletable;
  }

  /** What is left over, as reports name it. */
  get leftovers(): readonly Leftover[] {
    const named = [...this.#byUrl.values()].map(({ resource, path }) => ({ resource, path }));
    const nameless = { resource: 'of unknown id', path: `(${this.#nameless} of which the answers held no id)` };
    const unanswered = {
      resource: 'of unknown id',
      path: `(whatever ${this.#unanswered} creations made that got no answer)`,
    };
    const undeclared = [...this.#undeclared].map(([{ id, method, path }, count]) => ({
      resource: `of ${id}, which has no x-does`,
      path: `(whatever ${count} accepted ${method} ${path} made)`,
    }));
    const doubtful = [...this.#doubtful].map(([resource, count]) => ({
      resource,
      path: `(${count} that creations answered with, of which nobody knows whether they were there before the run)`,
    }));
    return [
      ...named,
      ...doubtful,
      ...this.#remaining.values(),
      ...(this.#nameless === 0 ? [] : [nameless]),
      ...(this.#unanswered === 0 ? [] : [unanswered]),
      ...undeclared,
    ];
  }

  /** The id of the newest of a kind, or undefined. */
  newestId(resource: string): JsonValue | undefined {
    const own = [...this.#byUrl.values()].findLast((one) => one.resource === resource && one.isWritable);
    return own === undefined ? this.#base?.newestId(resource) : own.id;
  }

  /** The creation that made what another one answered with the id of, while it was still there; undefined where nothing had that id. */
  earlierCreation(exchange: Exchange): Exchange | undefined {
    return this.#earlier.get(exchange);
  }

  /** Takes note of a kind of resources whose ids can't be relied on: what is asked of one may be answered of another. */
  noteRepeated(resource: string): void {
    this.#repeated.add(resource);
  }

  /** Whether ids of a kind were given out again while they were in use. */
  areRepeated(resource: string): boolean {
    return this.#repeated.has(resource);
  }

  /** Whether some creation of a kind was answered 201, by which one that is answered otherwise says that it made nothing. */
  areToldAsNew(resource: string): boolean {
    return this.#toldAsNew.has(resource);
  }

  /**
   * Permits writes to a place where nothing of somebody else's is: the run made its id up, or recognized what is there as made by its
   * own request. False where a list showed something there before the run.
   */
  noteInvented(place: string): boolean {
    if (this.before.has(place)) return false;
    this.#writable.add(place);
    return true;
  }

  /** Whether writes may name a place: the run made what is there, or made its id up. An id alone says nothing: others may count from one elsewhere. */
  mayWriteTo(place: string): boolean {
    return this.#writable.has(place);
  }

  /**
   * Why no write may name an id that the target gave in a response with this status: nobody knows what was there, or its path is another's,
   * or may be read as such; or null. Where nobody read all that was there, only 201 tells what is new (RFC 9110, 15.3.2).
   */
  whyUnwritable(resource: Resource, scope: Scope, id: JsonValue, status: number | undefined): string | null {
    const { contract, ownerValues } = this.#at;
    const unread = this.before.whyUnread(resource, scope);
    if (unread !== null) return unread;
    const found = status === 201 ? null : this.#whyMayBeFound(resource, scope);
    if (found !== null) return found;
    const path = itemPath(contract, resource);
    const operation = contract.operations.find((one) => path !== null && one.path.startsWith(path));
    if (path === null || operation === undefined) return null;
    const item = { ...operation, path };
    return whyMisread(contract, item, pathWithin(item, scope, id), ownerValues);
  }

  /** Why a creation that isn't answered 201 may have found what was there, or null. */
  #whyMayBeFound(resource: Resource, scope: Scope): string | null {
    if (this.areToldAsNew(resource.name))
      return 'another creation was answered 201, so that this one may have found what was there (RFC 9110, 15.3.2)';
    return this.before.whyPartlyRead(resource, scope) ?? this.before.whyUnlisted(resource);
  }

  /** Takes note of what an accepted write to an id that nothing has may have made; it is deleted like any other. `scope` is what it lives under. */
  noteMadeUnasked(resource: Resource, scope: Scope, id: JsonValue, exchange: Exchange): void {
    const place = this.#placeIn(resource, scope, id);
    if (place === null) return;
    this.#made.add(place.url);
    this.#byUrl.set(place.url, { ...place, resource: resource.name, id, isWritable: true, creation: exchange });
  }

  /** Takes note of what a list still shows in the end: what the run made and took for deleted is left over after all. */
  noteRemaining(resource: Resource, scope: Scope, ids: readonly JsonValue[]): void {
    for (const id of ids) {
      const place = this.#placeIn(resource, scope, id);
      if (place === null || !this.#made.has(place.url) || this.#byUrl.has(place.url)) continue;
      this.#remaining.set(place.url, { resource: resource.name, path: place.path });
    }
  }

  /** Takes note of an accepted write to what the run didn't make, which its user permitted. */
  noteChanged(operation: Operation): void {
    this.#changed.set(operation, (this.#changed.get(operation) ?? 0) + 1);
  }

  /** The writes to what the run didn't make, with how many were accepted. */
  get changed(): ReadonlyMap<Operation, number> {
    return this.#changed;
  }

  /** Whether the run made anything that has an id. */
  get hasMade(): boolean {
    return this.#made.size > 0;
  }

  #remember(url: string, own: OwnResource): void {
    if (own.creation.response?.status === 201) this.#toldAsNew.add(own.resource);
    const base = this.#base;
    const earlier = this.#byUrl.get(url) ?? (base === null ? undefined : base.#byUrl.get(url));
    if (earlier !== undefined) this.#earlier.set(own.creation, earlier.creation);
    this.#byUrl.set(url, own);
  }

  /** The deletions of what was made, newest first. */
  get deletions(): readonly {
    readonly url: string;
    readonly deletion: Call;
    readonly resource: string;
    /** What made it, where it has to be looked at first; null where it needn't be. */
    readonly compared: Exchange | null;
  }[] {
    return [...this.#byUrl]
      .toReversed()
      .flatMap(([url, { deletion, resource, creation, isUnsure = false }]) =>
        deletion === null ? [] : [{ url, deletion, resource, compared: isUnsure ? creation : null }],
      );
  }

  /** What made a resource of the run's own at a URL, and whether it may be gone; or null where nothing of the run's own is there. */
  madeAt(url: string): { readonly creation: Exchange; readonly isUnsure: boolean } | null {
    const own = this.#byUrl.get(url);
    if (own === undefined) return this.#base?.madeAt(url) ?? null;
    return { creation: own.creation, isUnsure: own.isUnsure === true };
  }

  /** Takes note that a deletion failed or got no answer: it may have been done, and the id be another's by now. */
  noteUnsureDeletion(url: string): void {
    const own = this.#byUrl.get(url);
    if (own !== undefined) this.#byUrl.set(url, { ...own, isUnsure: true });
    else this.#base?.noteUnsureDeletion(url);
  }

  /** Takes note of a creation that got no answer: it may have been done. */
  noteUnanswered(): void {
    this.#unanswered++;
  }

  forget(url: string): void {
    this.#byUrl.delete(url);
  }

  /** Hands what is left over to the base, if there is one, and is empty then. */
  handOver(): void {
    const base = this.#base;
    if (base === null) return;
    for (const [url, own] of this.#byUrl) base.#byUrl.set(url, own);
    for (const [operation, count] of this.#undeclared) base.#addUndeclared(operation, count);
    for (const [resource, count] of this.#doubtful) base.#addDoubtful(resource, count);
    base.#nameless += this.#nameless;
    base.#unwritable += this.#unwritable;
    base.#unanswered += this.#unanswered;
    this.#byUrl.clear();
    this.#undeclared.clear();
    this.#doubtful.clear();
    this.#nameless = 0;
    this.#unwritable = 0;
    this.#unanswered = 0;
  }

  #addUndeclared(operation: Operation, count: number): void {
    this.#undeclared.set(operation, (this.#undeclared.get(operation) ?? 0) + count);
  }

  #addDoubtful(resource: string, count: number): void {
    this.#doubtful.set(resource, (this.#doubtful.get(resource) ?? 0) + count);
  }

  /** Takes note of what an accepted call made or deleted; whether it adds something, the contract need not say by `x-does`. `isElsewhere`: in a place where the run makes nothing of its own. */
  note(call: Call, exchange: Exchange, { adds = true, isElsewhere = false } = {}): void {
    const { does } = call.operation;
    if (does?.action === 'delete') this.forgetWithChildren(this.#at.locate(call).url);
    if (does?.action === 'create') this.#noteCreation(call, exchange, isElsewhere);
    if (does === null && adds && call.operation.method === 'POST') this.#addUndeclared(call.operation, 1);
  }

  /** Forgets what was deleted, and what lived under it, which nothing can be asked about any more. */
  forgetWithChildren(deleted: string): void {
    for (const url of [...this.#byUrl.keys()]) if (url === deleted || url.startsWith(`${deleted}/`)) this.forget(url);
    this.#base?.forgetWithChildren(deleted);
  }

  #noteCreation(call: Call, exchange: Exchange, isElsewhere: boolean): void {
    const { does } = call.operation;
    const resource = resourceByName(this.#contract, does?.resource);
    if (resource === undefined) return;
    const id = createdId(exchange, resource, call.operation);
    if (id === undefined) {
      // It was made all the same, and nobody can clean it up. An answer that isn't JSON says nothing of the kind.
      const saysOne = does?.id != null || resource.one !== null;
      if (saysOne && exchange.response !== null && parseBody(exchange.response).ok) this.#nameless++;
      return;
    }
    const scope = scopeOf(call);
    if (this.before.hasIn(resource, scope, id)) return;
    const { url, path, deletion } = this.#placeOf(resource, call, id);
    const own = { resource: resource.name, id, path, creation: exchange };
    const status = exchange.response?.status;
    if (isElsewhere || this.whyUnwritable(resource, scope, id, status) !== null) {
      this.#unwritable++;
      const isPartly = status !== 201 && this.#whyMayBeFound(resource, scope) !== null;
      if (isElsewhere || isPartly) this.#addDoubtful(resource.name, 1);
      else this.#byUrl.set(url, { ...own, deletion: null, isWritable: false });
      return;
    }
    this.noteInvented(placeWithin(this.#contract, resource, scope, id));
    this.#made.add(url);
    // With other credentials it may have been made among another's.
    this.#remember(url, { ...own, deletion, isWritable: true, isUnsure: call.credentials !== 'valid' });
  }

  /** Where one of a resource is, which was made or listed by a call, and what deletes it. */
  #placeOf(resource: Resource, call: Call, id: JsonValue): Location & { readonly deletion: Call | null } {
    const place = this.#placeIn(resource, scopeOf(call), id);
    return place ?? { url: `${this.#at.locate(call).url}/${String(id)}`, path: String(id), deletion: null };
  }

  /** The same of one that lives in a scope; null where the contract doesn't say how one is deleted. */
  #placeIn(resource: Resource, scope: Scope, id: JsonValue): (Location & { readonly deletion: Call }) | null {
    const operation = operationById(this.#contract, resource.operations.delete);
    if (operation === undefined) return null;
    const parameters = pathWithin(operation, scope, id);
    const deletion: Call = { operation, values: { parameters, body: undefined }, credentials: 'valid' };
    return { ...this.#at.locate(deletion), deletion };
  }
}
