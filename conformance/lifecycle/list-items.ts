import { isObject, type JsonObject, type JsonValue } from '../../src/document/document.ts';
import { pointerTo, valueAt } from '../../src/document/json-pointer.ts';
import type { Exchange } from '../http/exchange.ts';
import { parseBody } from '../http/response-body.ts';
import type { ResourceModel } from './resource-model.ts';

/** The items of a list that an answer shows; null where it shows none. */
export const itemsIn = ({ resource }: ResourceModel, { response }: Exchange): readonly JsonObject[] | null => {
  const body = response === null ? null : parseBody(response);
  const items = resource.many === null || !body?.ok ? undefined : valueAt(body.value, resource.many);
  return Array.isArray(items) ? items.filter(isObject) : null;
};

/** The place of what has an id in the list that an answer shows, as a JSON Pointer; null where it isn't there. */
export const placeInList = (model: ResourceModel, exchange: Exchange, id: JsonValue): string | null => {
  const { resource } = model;
  const index = (itemsIn(model, exchange) ?? []).findIndex((item) => item[resource.id] === id);
  return index < 0 || resource.many === null ? null : pointerTo(resource.many, index);
};
