import type { Operation, Resource } from '../contract/api-description.ts';
import { isObject, type JsonObject } from '../document/document.ts';
import { valueAt } from '../document/json-pointer.ts';
import type { HttpResponse } from '../http/messages.ts';
import { bodyOf } from './rewrite.ts';

/** The resources that a response shows: one, or those of a list. */
export const shownIn = (resource: Resource, { does }: Operation, response: HttpResponse): readonly JsonObject[] => {
  const body = bodyOf(response);
  const pointer = does?.action === 'list' ? resource.many : resource.one;
  const shown = pointer === null || body === undefined ? undefined : valueAt(body, pointer);
  return (Array.isArray(shown) ? shown : [shown]).filter(isObject);
};
