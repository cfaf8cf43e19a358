import type { Contract } from '../clauses/contract.ts';
import type { Action, Operation, Resource } from '../contract/api-description.ts';
import { operationById } from '../contract/contract-index.ts';
import type { ResourceShape } from '../contract/resource-shape.ts';
import { isObject, type JsonObject, type JsonValue } from '../document/document.ts';
import { pointerTo, valueAt, withValueAt } from '../document/json-pointer.ts';
import { mergedSchema } from '../document/merged-schema.ts';
import type { HttpRequest, HttpResponse } from '../http/messages.ts';
import type { SchemaValidator } from '../schema/schema-validator.ts';
import { anotherValue } from '../values/another-value.ts';
import { sentValues } from '../values/sent-values.ts';
import { withCredentialsOf } from './credentials.ts';
import { idNames } from './id-names.ts';
import { type MatchedRequest, placeOf } from './read-request.ts';
import { bodyOf, pathWith, withBody, withIdReplaced } from './rewrite.ts';
import type { Known, ServerMemory } from './server-memory.ts';

/** A server, as its client sees it: the response to each request. */
export type Respond = (request: HttpRequest) => Promise<HttpResponse>;

/** Which of several requests of a kind that came at the same time one is; null where no other came. */
export type RacePlace = 'first' | 'later' | null;

/** What the flaw of a behaviour knows of the request that it meets. */
export interface FlawContext {
  readonly contract: Contract;
  /** Stands before the path of every URL. */
  readonly target: string;
  readonly resource: Resource;
  readonly shape: ResourceShape;
  readonly memory: ServerMemory;
  readonly validator: SchemaValidator;
  /** The property or parameter that the clause is about; empty where it is about none. */
  readonly name: string;
  readonly racePlace: RacePlace;
  /** Asks the right server for something of the flaw's own. */
  readonly ask: Respond;
  /** Whether a response is a success that is no refusal (`x-refusal`). */
  readonly isAccepted: (response: HttpResponse) => boolean;
}

/** Breaks one kind of behaviour: responds to a request as the right server would, but for that. */
export type BehaviourFlaw = (context: FlawContext, met: MatchedRequest, next: Respond) => Promise<HttpResponse>;

export const operationOf = ({ contract, resource }: FlawContext, action: Action): Operation | undefined =>
  operationById(contract, resource.operations[action]);

/** The resource that a request is about, or that its response says was created. */
export const subjectOf = (context: FlawContext, met: MatchedRequest, response?: HttpResponse): Known | undefined => {
  const { scope, id } = placeOf(met);
  if (id !== null || response === undefined) return context.memory.get(context.resource, scope, id);
  return context.memory.get(context.resource, scope, createdId(context, met, response) ?? null);
};

/** The id of what the response to a creation says was created. */
export const createdId = (
  { resource }: FlawContext,
  { operation }: MatchedRequest,
  response: HttpResponse,
): JsonValue | undefined => {
  const pointer = operation.does?.id ?? (resource.one === null ? null : pointerTo(resource.one, resource.id));
  return pointer === null ? undefined : valueAt(bodyOf(response), pointer);
};

/** What a request writes of a resource. */
export const sentBy = (
  { shape }: Pick<FlawContext, 'shape'>,
  { operation, body }: MatchedRequest,
): ReadonlyMap<string, JsonValue> =>
  operation.does === null || body === undefined ? new Map() : sentValues(shape, operation, operation.does, body);

/** Another value that a property may have, or undefined where none comes to mind. */
export const another = (
  { contract, shape, validator }: FlawContext,
  name: string,
  value: JsonValue | undefined,
): JsonValue | undefined => {
  const schema = mergedSchema(contract.document, shape.properties.get(name));
  return value === undefined ? undefined : anotherValue(validator, schema, value);
};

/** Changes a property of the one resource that a response shows. */
export const inResponse = (
  { resource, isAccepted }: FlawContext,
  response: HttpResponse,
  name: string,
  change: (value: JsonValue) => JsonValue | undefined,
): HttpResponse => {
  const { one } = resource;
  const body = bodyOf(response);
  if (one === null || body === undefined || !isAccepted(response)) return response;
  const pointer = pointerTo(one, name);
  const shown = valueAt(body, pointer);
  const changed = shown === undefined ? undefined : change(shown);
  return changed === undefined ? response : withBody(response, withValueAt(body, pointer, changed));
};

/** Changes the items of the list that a response shows; the total follows their number. */
export const inList = (
  { resource, isAccepted }: FlawContext,
  response: HttpResponse,
  change: (items: readonly JsonObject[]) => readonly JsonObject[],
): HttpResponse => {
  const { many, total } = resource;
  const body = bodyOf(response);
  const items = many === null || body === undefined ? undefined : valueAt(body, many);
  if (many === null || body === undefined || !Array.isArray(items) || !isAccepted(response)) return response;
  const changed = change(items.filter(isObject));
  const listed = withValueAt(body, many, [...changed]);
  const count = total === null ? undefined : valueAt(body, total);
  if (total === null || typeof count !== 'number') return withBody(response, listed);
  return withBody(response, withValueAt(listed, total, count + changed.length - items.length));
};

/** Has a response show another id than that of the resource which it is about. */
export const withShownId = (
  context: FlawContext,
  { operation }: MatchedRequest,
  response: HttpResponse,
  id: JsonValue,
): HttpResponse => {
  const pointer = operation.does?.id ?? null;
  const body = bodyOf(response);
  if (pointer === null || body === undefined) return inResponse(context, response, context.resource.id, () => id);
  return context.isAccepted(response) ? withBody(response, withValueAt(body, pointer, id)) : response;
};

/** A response that names one resource in the place of another. */
export const withIdsOf = (
  { contract }: FlawContext,
  response: HttpResponse,
  ids: { readonly from: JsonValue; readonly to: JsonValue },
): HttpResponse => {
  const body = bodyOf(response);
  return body === undefined ? response : withBody(response, withIdReplaced(body, idNames(contract), ids));
};

/** Writes a request of the flaw's own, with credentials that the server accepts. */
export const requestTo = (
  { contract, target, memory }: Pick<FlawContext, 'contract' | 'target' | 'memory'>,
  operation: Operation,
  path: readonly JsonValue[],
  body?: JsonValue,
): HttpRequest => {
  const model = memory.modelFor(operation.id);
  const { 'content-type': _type, ...headers } = model?.headers ?? {};
  const request = { method: operation.method, url: target + pathWith(operation, path), headers, body: null };
  const own = model === null ? request : withCredentialsOf(contract, request, model);
  if (body === undefined) return own;
  return {
    ...own,
    headers: { ...headers, 'content-type': operation.requestBody?.content[0]?.name ?? 'application/json' },
    body: JSON.stringify(body),
  };
};
