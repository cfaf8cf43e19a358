import type { Operation } from '../../src/contract/contract.ts';
import { isObject, type JsonObject, type JsonValue } from '../../src/contract/document.ts';
import { jsonValueOf } from '../../src/contract/json-text.ts';
import { pathParameters } from '../../src/contract/path-resources.ts';
import type { HttpRequest, HttpResponse } from '../http/exchange.ts';
import type { MatchedRequest } from './read-request.ts';

/** The path of an operation with values for its parameters, in their order. */
export const pathWith = (operation: Operation, values: readonly JsonValue[]): string =>
  pathParameters(operation).reduce(
    (path, name, index) => path.replace(`{${name}}`, encodeURIComponent(String(values[index] ?? ''))),
    operation.path,
  );

/** A request with other values in its path. */
export const withPath = ({ operation, request, parts }: MatchedRequest, values: readonly JsonValue[]): HttpRequest => {
  const at = request.url.indexOf('?');
  const query = at < 0 ? '' : request.url.slice(at);
  const target = (at < 0 ? request.url : request.url.slice(0, at)).slice(0, -parts.path.length);
  return { ...request, url: target + pathWith(operation, values) + query };
};

/** A request without one of its query's parameters. */
export const withoutQuery = ({ request }: MatchedRequest, name: string): HttpRequest => {
  const [path = '', query = ''] = request.url.split('?');
  const left = query.split('&').filter((pair) => decodeURIComponent(pair.split('=')[0] ?? '') !== name);
  return { ...request, url: left.join('&') === '' ? path : `${path}?${left.join('&')}` };
};

/** The value of an answer's body; undefined where it has none that is JSON. */
export const bodyOf = ({ body }: HttpResponse): JsonValue | undefined => (body === '' ? undefined : jsonValueOf(body));

/** An answer with another body. */
export const withBody = (response: HttpResponse, value: JsonValue | undefined): HttpResponse =>
  value === undefined ? response : { ...response, body: JSON.stringify(value) };

/** A value in which one text or number stands in the place of another, wherever it occurs as a whole. */
export const withValueReplaced = (root: JsonValue, from: JsonValue, to: JsonValue): JsonValue => {
  if (root === from || (typeof root !== 'object' && String(root) === String(from))) return to;
  if (Array.isArray(root)) return root.map((item) => withValueReplaced(item, from, to));
  if (!isObject(root)) return root;
  const entries = Object.entries(root).map(([name, item]) => [name, withValueReplaced(item, from, to)] as const);
  return Object.fromEntries(entries) as JsonObject;
};
