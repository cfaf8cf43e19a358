import { anotherValue } from '../../src/contract/another-value.ts';
import type { Action, Contract, Operation, Resource } from '../../src/contract/contract.ts';
import { operationById } from '../../src/contract/contract-index.ts';
import { isObject, type JsonObject, type JsonValue } from '../../src/contract/document.ts';
import { pointerTo, valueAt, withValueAt } from '../../src/contract/json-pointer.ts';
import { mergedSchema } from '../../src/contract/merged-schema.ts';
import type { ResourceShape } from '../../src/contract/resource-shape.ts';
import type { SchemaValidator } from '../../src/contract/schema-validator.ts';
import { sentValues } from '../../src/contract/sent-values.ts';
import type { HttpRequest, HttpResponse } from '../http/exchange.ts';
import type { StoreOverlay } from './altered-store.ts';
import type { MatchedRequest } from './read-request.ts';
import { type Known, placeOf, type Remembered } from './remembered.ts';
import { bodyOf, pathWith, withBody } from './rewrite.ts';

/** The answer to a request. */
export type Pass = (request: HttpRequest) => Promise<HttpResponse>;

/** What a flaw of a behaviour knows of the request that it meets. */
export interface Scene {
  readonly contract: Contract;
  readonly target: string;
  readonly resource: Resource;
  readonly shape: ResourceShape;
  readonly remembered: Remembered;
  readonly dress: StoreOverlay;
  readonly validator: SchemaValidator;
  /** The property or parameter that the clause is about; empty where it is about none. */
  readonly name: string;
  /** Whether others of its kind came at the same time. */
  readonly isRacing: boolean;
  /** Asks the server behind for something of the flaw's own. */
  readonly ask: Pass;
}

/** Breaks one kind of behaviour: answers a request as the server behind would, but for that. */
export type BehaviourFlaw = (scene: Scene, met: MatchedRequest, next: Pass) => Promise<HttpResponse>;

export const accepted = ({ remembered }: Scene, response: HttpResponse): boolean => remembered.accepted(response);

export const operationOf = ({ contract, resource }: Scene, action: Action): Operation | undefined =>
  operationById(contract, resource.operations[action]);

/** The resource that a request is about, or that its answer says was made. */
export const subjectOf = (scene: Scene, met: MatchedRequest, response?: HttpResponse): Known | undefined => {
  const { scope, id } = placeOf(met);
  if (id !== null || response === undefined) return scene.remembered.get(scene.resource, scope, id);
  return scene.remembered.get(scene.resource, scope, createdId(scene, met, response) ?? null);
};

/** The id of what an answer to a creation says was made. */
export const createdId = (
  { resource }: Scene,
  { operation }: MatchedRequest,
  response: HttpResponse,
): JsonValue | undefined => {
  const pointer = operation.does?.id ?? (resource.one === null ? null : pointerTo(resource.one, resource.id));
  return pointer === null ? undefined : valueAt(bodyOf(response), pointer);
};

/** What a request writes of a resource. */
export const sentBy = ({ shape }: Scene, { operation, body }: MatchedRequest): ReadonlyMap<string, JsonValue> =>
  operation.does === null || body === undefined ? new Map() : sentValues(shape, operation, operation.does, body);

/** Another value that a property may have, or undefined where none comes to mind. */
export const another = (
  { contract, shape, validator }: Scene,
  name: string,
  value: JsonValue | undefined,
): JsonValue | undefined => {
  const schema = mergedSchema(contract.document, shape.properties.get(name));
  return value === undefined ? undefined : anotherValue(validator, schema, value);
};

/** Changes a property of the one resource that an answer shows. */
export const inAnswer = (
  scene: Scene,
  response: HttpResponse,
  name: string,
  change: (value: JsonValue) => JsonValue | undefined,
): HttpResponse => {
  const { one } = scene.resource;
  const body = bodyOf(response);
  if (one === null || body === undefined || !accepted(scene, response)) return response;
  const pointer = pointerTo(one, name);
  const shown = valueAt(body, pointer);
  const changed = shown === undefined ? undefined : change(shown);
  return changed === undefined ? response : withBody(response, withValueAt(body, pointer, changed));
};

/** Changes the items of the list that an answer shows; the total follows their number. */
export const inList = (
  scene: Scene,
  response: HttpResponse,
  change: (items: readonly JsonObject[]) => readonly JsonObject[],
): HttpResponse => {
  const { many, total } = scene.resource;
  const body = bodyOf(response);
  const items = many === null || body === undefined ? undefined : valueAt(body, many);
  if (many === null || body === undefined || !Array.isArray(items) || !accepted(scene, response)) return response;
  const changed = change(items.filter(isObject));
  const listed = withValueAt(body, many, [...changed]);
  const count = total === null ? undefined : valueAt(body, total);
  if (total === null || typeof count !== 'number') return withBody(response, listed);
  return withBody(response, withValueAt(listed, total, count + changed.length - items.length));
};

/** Writes a request of our own, with credentials that were accepted before. */
export const requestTo = (
  { target, remembered }: Scene,
  operation: Operation,
  path: readonly JsonValue[],
  body?: JsonValue,
): HttpRequest => {
  const { 'content-type': _type, ...headers } = remembered.lastAccepted?.headers ?? {};
  const url = target + pathWith(operation, path);
  if (body === undefined) return { method: operation.method, url, headers, body: null };
  return {
    method: operation.method,
    url,
    headers: { ...headers, 'content-type': operation.requestBody?.content[0]?.name ?? 'application/json' },
    body: JSON.stringify(body),
  };
};
