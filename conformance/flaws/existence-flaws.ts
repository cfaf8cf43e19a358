import type { JsonValue } from '../../src/contract/document.ts';
import { withValueAt } from '../../src/contract/json-pointer.ts';
import { parameterValue } from '../../src/contract/parameter-value.ts';
import { parentInPath, pathParameters } from '../../src/contract/path-resources.ts';
import type { HttpResponse } from '../http/exchange.ts';
import { unknownId } from './altered-store.ts';
import type { MatchedRequest } from './read-request.ts';
import { placeOf } from './remembered.ts';
import { bodyOf, withBody, withPath, withValueReplaced } from './rewrite.ts';
import {
  accepted,
  type BehaviourFlaw,
  createdId,
  inAnswer,
  inList,
  operationOf,
  requestTo,
  type Scene,
  sentBy,
  subjectOf,
} from './scene.ts';

/** Answers a request about a resource that isn't there as if it were: with a stand-in that is made for it, and deleted again. */
const withStandIn = async (
  scene: Scene,
  met: MatchedRequest,
  next: (request: MatchedRequest['request']) => Promise<HttpResponse>,
) => {
  const create = operationOf(scene, 'create');
  const remove = operationOf(scene, 'delete');
  const template = create === undefined ? undefined : scene.remembered.lastTo(create.id);
  const { scope, id } = placeOf(met);
  if (create === undefined || template === undefined || id === null) return next(met.request);
  const made = await scene.ask(requestTo(scene, create, scope, template.body));
  const standIn = createdId(scene, template, made);
  if (!accepted(scene, made) || standIn === undefined) return next(met.request);
  const response = await scene.ask(withPath(met, [...scope, standIn]));
  if (remove !== undefined && met.operation.does?.action !== 'delete')
    await scene.ask(requestTo(scene, remove, [...scope, standIn]));
  const body = bodyOf(response);
  const asked = typeof standIn === 'number' ? Number(id) : id;
  return body === undefined ? response : withBody(response, withValueReplaced(body, standIn, asked));
};

/** Has an answer show another id than that of the resource which it is about. */
const withShownId = (
  scene: Scene,
  { operation }: MatchedRequest,
  response: HttpResponse,
  id: JsonValue,
): HttpResponse => {
  const pointer = operation.does?.id ?? null;
  const body = bodyOf(response);
  if (pointer === null || body === undefined) return inAnswer(scene, response, scene.resource.id, () => id);
  return accepted(scene, response) ? withBody(response, withValueAt(body, pointer, id)) : response;
};

/** Whether a resource is there, under which id, and whether others are left alone. */
export const existenceFlaws = {
  untouchedId: async (scene, met, next) => {
    const response = await next(met.request);
    const known = subjectOf(scene, met);
    if (!accepted(scene, response) || known === undefined) return response;
    const id = unknownId(known.id);
    scene.dress.rename(known, id);
    return withShownId(scene, met, response, id);
  },
  alone: async (scene, met, next) => {
    const response = await next(met.request);
    if (!accepted(scene, response)) return response;
    const { scope } = placeOf(met);
    const subject = subjectOf(scene, met, response);
    const other = scene.remembered.thereIn(scene.resource, scope).findLast((known) => known !== subject);
    const { does } = met.operation;
    if (other === undefined) return response;
    if (does?.action === 'delete') {
      await scene.ask(requestTo(scene, met.operation, [...scope, other.id]));
      return response;
    }
    const rotated = does?.property == null ? undefined : subject?.shown[does.property];
    const written = rotated === undefined ? sentBy(scene, met) : new Map([[does?.property ?? '', rotated]]);
    for (const [name, value] of written) scene.dress.store(other, name, value);
    return response;
  },
  listed: async (scene, met, next) => {
    const newest = scene.remembered.thereIn(scene.resource, met.path).at(-1);
    return inList(scene, await next(met.request), (items) =>
      items.filter((item) => String(item[scene.resource.id]) !== String(newest?.id)),
    );
  },
  gone: async (scene, met, next) => {
    const { scope, id } = placeOf(met);
    if (id !== null) {
      const known = subjectOf(scene, met);
      return known === undefined || known.isThere ? next(met.request) : withStandIn(scene, met, next);
    }
    const dead = scene.remembered
      .all(scene.resource)
      .filter((known) => !known.isThere && String(known.scope) === String(scope));
    return inList(scene, await next(met.request), (items) => [
      ...items,
      ...dead.slice(-1).map((known) => scene.remembered.asListed(known)),
    ]);
  },
  shown: async (scene, met, next) => {
    const known = subjectOf(scene, met);
    const response = await next(met.request);
    return known === undefined ? response : withShownId(scene, met, response, unknownId(known.id));
  },
  unknown: async (scene, met, next) => {
    if (met.operation.does?.action === 'create') return withOtherParent(scene, met, next);
    const id = placeOf(met).id ?? '';
    const isKnown = scene.remembered.all(scene.resource).some((known) => String(known.id) === id);
    return isKnown || !isAnId(scene, met, id) ? next(met.request) : withStandIn(scene, met, next);
  },
  unique: async (scene, met, next) => {
    const [earlier] = scene.remembered.thereIn(scene.resource, met.path);
    const response = await next(met.request);
    return earlier === undefined ? response : withShownId(scene, met, response, earlier.id);
  },
} satisfies Record<string, BehaviourFlaw>;

/** Whether a text may be an id, as far as the contract says: what may not breaks another promise. */
const isAnId = ({ contract, validator }: Scene, { operation, parts }: MatchedRequest, id: string): boolean => {
  const name = pathParameters(operation).at(-1);
  const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === name);
  const value = parameter === undefined ? id : parameterValue(contract, operation, parameter, parts);
  return value !== undefined && validator.compile(parameter?.schema ?? true)(value).length === 0;
};

/** Creates what is to belong to a parent that isn't there under one that is, and says that it belongs to the other. */
const withOtherParent: BehaviourFlaw = async (scene, met, next) => {
  const { contract, remembered } = scene;
  const parent = parentInPath(contract, met.operation);
  const scope = met.path.slice(0, -1);
  const asked = met.path.at(-1) ?? '';
  const there = parent === null ? [] : remembered.thereIn(parent, scope);
  const isKnown = parent !== null && remembered.all(parent).some(({ id }) => String(id) === asked);
  const other = there.at(-1)?.id;
  if (isKnown || other === undefined) return next(met.request);
  const response = await scene.ask(withPath(met, [...scope, other]));
  const body = bodyOf(response);
  return body === undefined ? response : withBody(response, withValueReplaced(body, other, asked));
};
