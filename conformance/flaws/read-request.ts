import type { Contract, Operation } from '../../src/contract/contract.ts';
import type { JsonValue } from '../../src/contract/document.ts';
import { jsonValueOf } from '../../src/contract/json-text.ts';
import type { RequestParts } from '../../src/contract/parameter-value.ts';
import { pathParameters } from '../../src/contract/path-resources.ts';
import { readQuery } from '../../src/contract/read-query.ts';
import type { HttpRequest } from '../http/exchange.ts';

/** A request to an operation, read as its server would read it. */
export interface Met {
  readonly operation: Operation;
  readonly request: HttpRequest;
  readonly parts: RequestParts;
  /** The values of the path's parameters, in their order. */
  readonly path: readonly string[];
  /** Undefined where there is none, or none that is JSON. */
  readonly body: JsonValue | undefined;
}

/** Reads requests as those that go to operations of a contract; gives null for one that goes to none. */
type ReadRequest = (request: HttpRequest) => Met | null;

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

const leadsTo = ({ path }: Operation, segments: readonly string[]): boolean => {
  const template = path.split('/');
  return (
    template.length === segments.length &&
    template.every((part, index) => part.includes('{') || part === segments[index])
  );
};

/** Makes the reader of requests to a target, whose URL stands before every path. */
export const createReader =
  ({ operations }: Contract, target: string): ReadRequest =>
  (request) => {
    const [path = '', query = ''] = request.url.slice(target.length).split('?');
    const segments = path.split('/');
    const operation = operations.find((one) => one.method === request.method && leadsTo(one, segments));
    if (operation === undefined) return null;
    const template = operation.path.split('/');
    const values = pathParameters(operation).map((name) => decoded(segments[template.indexOf(`{${name}}`)] ?? ''));
    const body = request.body === null ? undefined : jsonValueOf(request.body);
    return {
      operation,
      request,
      parts: { path, query: readQuery(query), headers: request.headers },
      path: values,
      body,
    };
  };
