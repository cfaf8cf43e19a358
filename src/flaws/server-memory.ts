import type { Resource } from '../contract/api-description.ts';
import type { JsonObject, JsonValue } from '../document/document.ts';
import type { HttpRequest } from '../http/messages.ts';
import type { MatchedRequest } from './read-request.ts';

/** A resource of the right server, as far as is known. */
export interface Known {
  readonly resource: Resource;
  /** The values of the path parameters that it lives under. */
  readonly scope: readonly string[];
  readonly id: JsonValue;
  /** Its properties, secrets in full where that is known. */
  readonly shown: JsonObject;
  readonly isThere: boolean;
}

/** What the flaws of one session know of the right server, and what they have it store otherwise. */
export interface ServerMemory {
  get(resource: Resource, scope: readonly string[], id: JsonValue | null): Known | undefined;
  /** Every known resource of a kind, deleted ones too, oldest first. */
  all(resource: Resource): readonly Known[];
  /** What a request created last in a scope, if it is there still. */
  newestIn(resource: Resource, scope: readonly string[]): Known | undefined;
  /** An id like that of a resource, which nothing has. */
  unusedId(known: Known): JsonValue;
  /** A resource as a list shows it. */
  asListed(known: Known): JsonObject;
  /** A request to an operation that the server accepts, as far as is known. */
  acceptedTo(operation: string): MatchedRequest | undefined;
  /** A request whose credentials and headers the server accepts, as a model for one to an operation. */
  modelFor(operation: string): HttpRequest | null;
  /** Has the server store another value of a property. */
  store(known: Known, name: string, value: JsonValue): void;
  /** Has the server know a resource by another id. */
  rename(known: Known, id: JsonValue): void;
  /** Has the server leave a resource out of what its parent embeds. */
  hideInParent(known: Known): void;
}

/** Whether a path that names some values of a scope, in their order, may lead to a resource that lives there. */
export const leadsTo = (named: readonly string[], scope: readonly string[]): boolean => {
  let at = 0;
  for (const value of scope) if (named[at] === value) at++;
  return at === named.length;
};

/** The resources of a kind that are there in one scope, oldest first. */
export const thereIn = (memory: ServerMemory, resource: Resource, scope: readonly string[]): readonly Known[] =>
  memory.all(resource).filter((known) => known.isThere && leadsTo(scope, known.scope));
