import { type CallValues, parameterKey } from '../../conformance/requests/call.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import type { Operation, Parameter } from '../../src/contract/api-description.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { mergedSchema } from '../../src/document/merged-schema.ts';
import type { HttpRequest } from '../../src/http/messages.ts';
import { fromJson } from './proxy.ts';

/** Reads a text as the type of a parameter's schema, as far as it can be. */
const read = (contract: Contract, { schema }: Parameter, texts: readonly string[]): JsonValue => {
  const { type } = mergedSchema(contract.document, schema);
  const [first = ''] = texts;
  if (type === 'array') return texts;
  if ((type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(first)) return Number(first);
  return first;
};

/** Reads a request in the contract's terms again, independently of who wrote it. */
export const decode = (contract: Contract, operation: Operation, target: string, request: HttpRequest): CallValues => {
  const [path = '', query = ''] = request.url.slice(target.length).split('?');
  const template = operation.path.split('/');
  const segments = path.split('/');
  if (segments.length !== template.length) throw new Error(`${path} is no ${operation.path}.`);
  const found = operation.parameters.flatMap((parameter): [string, JsonValue][] => {
    const texts =
      parameter.in === 'path'
        ? [decodeURIComponent(segments[template.indexOf(`{${parameter.name}}`)] ?? '')]
        : new URLSearchParams(query).getAll(parameter.name);
    return texts.length === 0 ? [] : [[parameterKey(parameter), read(contract, parameter, texts)]];
  });
  return {
    parameters: Object.fromEntries(found),
    body: request.body === null ? undefined : (fromJson(request.body) as JsonValue | undefined),
  };
};
