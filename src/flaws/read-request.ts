import type { Contract } from '../clauses/contract.ts';
import type { Operation } from '../contract/api-description.ts';
import { matchOperation } from '../contract/match-operation.ts';
import type { RequestParts } from '../contract/parameter-value.ts';
import type { JsonValue } from '../document/document.ts';
import { jsonDepthMax, jsonValueOf, nestsDeeperThan } from '../document/json-text.ts';
import { readQuery } from '../document/read-query.ts';
import type { HttpRequest } from '../http/messages.ts';

/** A request to an operation, read as its server would read it. */
export interface MatchedRequest {
  readonly operation: Operation;
  readonly request: HttpRequest;
  readonly parts: RequestParts;
  /** The values of the path's parameters, in their order. */
  readonly path: readonly string[];
  /** Undefined where there is none, or none that is JSON, or one that nests too deep. */
  readonly body: JsonValue | undefined;
}

/** Reads a request to an operation of a contract; null for one that goes to none. */
export type ReadRequest = (request: HttpRequest) => MatchedRequest | null;

/** Makes the reader of requests to a target, whose URL stands before every path. */
export const createReader =
  (contract: Contract, target: string): ReadRequest =>
  (request) => {
    const [, path = '', query = ''] = /^([^?]*)\??(.*)$/s.exec(request.url.slice(target.length)) ?? [];
    const matched = matchOperation(contract, request.method, path);
    if (matched === null) return null;
    return {
      operation: matched.operation,
      request,
      parts: { path, query: readQuery(query), headers: request.headers },
      path: [...matched.parameters.values()],
      body:
        request.body === null || nestsDeeperThan(request.body, jsonDepthMax) ? undefined : jsonValueOf(request.body),
    };
  };

/** The scope of what a request is about, and its id where the path holds one. */
export const placeOf = ({
  operation,
  path,
}: MatchedRequest): { readonly scope: readonly string[]; readonly id: string | null } =>
  operation.does?.action === 'create' || operation.does?.action === 'list'
    ? { scope: path, id: null }
    : { scope: path.slice(0, -1), id: path.at(-1) ?? null };
