import { shownSchema } from '../contract/resource-shape.ts';
import { isObject, type JsonValue, objectAt } from '../document/document.ts';
import { valueAt, withValueAt } from '../document/json-pointer.ts';
import type { HttpResponse } from '../http/messages.ts';
import { createdId, type FlawContext, operationOf, type Respond, requestTo, withIdsOf } from './flaw-context.ts';
import { asShown, isSecret } from './masked.ts';
import { type MatchedRequest, placeOf } from './read-request.ts';
import { bodyOf, withBody, withPath } from './rewrite.ts';
import type { Known } from './server-memory.ts';

/** Creates a temporary resource in a scope, sends it the request, deletes it and returns the response; null if none can be created. */
export const askOfStandIn = async (
  context: FlawContext,
  met: MatchedRequest,
  scope: readonly string[],
): Promise<{ readonly response: HttpResponse; readonly standIn: JsonValue } | null> => {
  const create = operationOf(context, 'create');
  const remove = operationOf(context, 'delete');
  const template = create === undefined ? undefined : context.memory.acceptedTo(create.id);
  if (create === undefined || template === undefined) return null;
  const made = await context.ask(requestTo(context, create, scope, template.body));
  const standIn = createdId(context, template, made);
  if (!context.isAccepted(made) || standIn === undefined) return null;
  const response = await context.ask(withPath(met, [...scope, standIn]));
  if (remove !== undefined && met.operation.does?.action !== 'delete')
    await context.ask(requestTo(context, remove, [...scope, standIn]));
  return { response, standIn };
};

/** A response that shows a stand-in, with what is known of the resource that it stands for. */
const dressedAs = (
  { contract, resource, shape }: FlawContext,
  { operation }: MatchedRequest,
  response: HttpResponse,
  known: Known | undefined,
): HttpResponse => {
  const body = bodyOf(response);
  const shown = resource.one === null ? undefined : valueAt(body, resource.one);
  if (known === undefined || resource.one === null || !isObject(shown)) return response;
  const declared = Object.keys(objectAt(shownSchema(contract, resource, operation) ?? {}, 'properties'));
  // Drop the properties that the real resource lacks, but for required ones, such as its children.
  const kept = Object.entries(shown)
    .filter(([name]) => known.shown[name] !== undefined || shape.required.has(name))
    .map(([name, value]) => [name, asShown(shape, name, value, known.shown[name] ?? value)] as const);
  const more = declared
    .filter((name) => shown[name] === undefined && known.shown[name] !== undefined && !isSecret(shape, name))
    .map((name) => [name, known.shown[name] ?? null] as const);
  return withBody(response, withValueAt(body, resource.one, Object.fromEntries([...kept, ...more])));
};

/** Responds to a request about a resource that isn't there, or is to stay as it is, with what a stand-in gets in its place. */
export const withStandIn = async (context: FlawContext, met: MatchedRequest, next: Respond): Promise<HttpResponse> => {
  const { scope, id } = placeOf(met);
  const known = context.memory.get(context.resource, scope, id);
  const asked = id === null ? null : await askOfStandIn(context, met, scope);
  if (asked === null || id === null) return next(met.request);
  const { response, standIn } = asked;
  const meant = typeof standIn === 'number' ? Number(id) : id;
  return dressedAs(context, met, withIdsOf(context, response, { from: standIn, to: meant }), known);
};
