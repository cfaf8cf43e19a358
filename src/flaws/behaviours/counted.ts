import { valueAt, withValueAt } from '../../document/json-pointer.ts';
import type { BehaviourFlaw } from '../flaw-context.ts';
import { bodyOf, withBody } from '../rewrite.ts';

/** Counts the items of a page in the place of all. */
export const counted: BehaviourFlaw = async (context, met, next) => {
  const response = await next(met.request);
  const { many, total } = context.resource;
  const body = bodyOf(response);
  if (body === undefined || many === null || total === null || !context.isAccepted(response)) return response;
  const items = valueAt(body, many);
  const shown = Array.isArray(items) ? items.length : 0;
  // Where the page is everything, its own count would be right.
  return withBody(response, withValueAt(body, total, valueAt(body, total) === shown ? shown + 1 : shown));
};
