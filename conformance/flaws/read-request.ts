import type { Contract, Operation } from '../../src/contract/contract.ts';
import type { JsonValue } from '../../src/contract/document.ts';
import { jsonValueOf } from '../../src/contract/json-text.ts';
import type { RequestParts } from '../../src/contract/parameter-value.ts';
import { readQuery } from '../../src/contract/read-query.ts';
import type { HttpRequest } from '../http/exchange.ts';
import { matchOperation } from '../recorded/match-operation.ts';

/** A request to an operation, read as its server would read it. */
export interface MatchedRequest {
  readonly operation: Operation;
  readonly request: HttpRequest;
  readonly parts: RequestParts;
  /** The values of the path's parameters, in their order. */
  readonly path: readonly string[];
  /** Undefined where there is none, or none that is JSON. */
  readonly body: JsonValue | undefined;
}

/** Reads requests as those that go to operations of a contract; gives null for one that goes to none. */
type ReadRequest = (request: HttpRequest) => MatchedRequest | null;

/** Makes the reader of requests to a target, whose URL stands before every path. */
export const createReader =
  (contract: Contract, target: string): ReadRequest =>
  (request) => {
    const [path = '', query = ''] = request.url.slice(target.length).split('?');
    const matched = matchOperation(contract, request.method, path);
    if (matched === null) return null;
    return {
      operation: matched.operation,
      request,
      parts: { path, query: readQuery(query), headers: request.headers },
      path: [...matched.parameters.values()],
      body: request.body === null ? undefined : jsonValueOf(request.body),
    };
  };
