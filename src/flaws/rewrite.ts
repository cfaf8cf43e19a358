import type { Operation } from '../contract/api-description.ts';
import { pathParameters } from '../contract/path-resources.ts';
import { isObject, type JsonObject, type JsonValue } from '../document/document.ts';
import { jsonValueOf } from '../document/json-text.ts';
import type { HttpRequest, HttpResponse } from '../http/messages.ts';
import type { MatchedRequest } from './read-request.ts';

/** The path of an operation with values for its parameters, in their order. */
export const pathWith = (operation: Operation, values: readonly JsonValue[]): string =>
  pathParameters(operation).reduce(
    (path, name, index) => path.replace(`{${name}}`, () => encodeURIComponent(String(values[index] ?? ''))),
    operation.path,
  );

/** The parts of a URL: what stands before its query, and the query with its question mark. */
const parted = (url: string): { readonly target: string; readonly query: string } => {
  const at = url.indexOf('?');
  return at < 0 ? { target: url, query: '' } : { target: url.slice(0, at), query: url.slice(at) };
};

/** A request with other values in its path. */
export const withPath = ({ operation, request, parts }: MatchedRequest, values: readonly JsonValue[]): HttpRequest => {
  const { target, query } = parted(request.url);
  return { ...request, url: target.slice(0, target.length - parts.path.length) + pathWith(operation, values) + query };
};

/** A parameter of a query, as it is written. */
interface QueryPair {
  readonly name: string;
  readonly text: string;
}

/** The parameters of a request's query, in their order. */
export const queryPairsOf = ({ url }: HttpRequest): readonly QueryPair[] =>
  parted(url)
    .query.slice(1)
    .split('&')
    .filter((text) => text !== '')
    .map((text) => ({ name: [...new URLSearchParams(text).keys()][0] ?? '', text }));

/** A request with another query. */
export const withQueryPairs = (request: HttpRequest, pairs: readonly QueryPair[]): HttpRequest => {
  const { target } = parted(request.url);
  return { ...request, url: pairs.length === 0 ? target : `${target}?${pairs.map(({ text }) => text).join('&')}` };
};

/** The value of a response's body; undefined where it has none that is JSON. */
export const bodyOf = ({ body }: HttpResponse): JsonValue | undefined => (body === '' ? undefined : jsonValueOf(body));

/** A response with another body. */
export const withBody = (response: HttpResponse, value: JsonValue | undefined): HttpResponse =>
  value === undefined ? response : { ...response, body: JSON.stringify(value) };

/** A value in which one id stands in the place of another, wherever a property of some names holds it. */
export const withIdReplaced = (
  root: JsonValue,
  names: ReadonlySet<string>,
  { from, to }: { readonly from: JsonValue; readonly to: JsonValue },
): JsonValue => {
  if (Array.isArray(root)) return root.map((item) => withIdReplaced(item, names, { from, to }));
  if (!isObject(root)) return root;
  const entries = Object.entries(root).map(([name, value]) => {
    const isIt = names.has(name) && typeof value !== 'object' && String(value) === String(from);
    return [name, isIt ? to : withIdReplaced(value, names, { from, to })] as const;
  });
  return Object.fromEntries(entries) as JsonObject;
};
