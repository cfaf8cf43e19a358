import type { Contract } from '../../clauses/contract.ts';
import type { Header, Operation, Parameter } from '../../contract/api-description.ts';
import { documentedResponse } from '../../contract/documented-response.ts';
import type { JsonValue } from '../../document/document.ts';
import type { ApiAnswer } from '../http/outcome.ts';
import { createJudgeParts } from './judge-parts.ts';
import type { Objection } from './objections.ts';

/** A header of a response as a parameter, which is written by the same style. */
const asParameter = (header: Header): Parameter => ({
  ...header,
  in: 'header',
  style: 'simple',
  allowEmptyValue: false,
  examples: [],
  values: null,
  page: null,
  filter: null,
});

/** Makes what finds what is wrong with an answer of the mock's own, by the contract's own schemas. */
export const createJudgeAnswer = (
  contract: Contract,
): ((operation: Operation, answer: ApiAnswer) => readonly Objection[]) => {
  const judge = createJudgeParts(contract, 'response');
  const responses = contract.operations.flatMap((operation) => operation.responses);
  const parameters = new Map(responses.map((response) => [response, response.headers.map(asParameter)]));
  return (operation, { status, headers, body }) => {
    const response = documentedResponse(operation, status);
    if (response === null) return [];
    const value = body as JsonValue | undefined;
    const parts = { path: '', query: {}, queryText: '', headers };
    const ofHeaders = (parameters.get(response) ?? []).flatMap((one) => judge.parameter(operation, one, parts));
    if (response.content.length === 0) return ofHeaders;
    if (value === undefined) return [{ status: null, message: 'The body is missing' }, ...ofHeaders];
    const content = { kind: 'json', value, bytes: 0 } as const;
    return [...judge.body(response.content, content, headers['content-type'] ?? ''), ...ofHeaders];
  };
};
