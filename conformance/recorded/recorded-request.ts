import type { Contract } from '../../src/clauses/contract.ts';
import type { Evaluate } from '../../src/clauses/evaluate.ts';
import type { Operation, Parameter } from '../../src/contract/api-description.ts';
import type { Matched } from '../../src/contract/match-operation.ts';
import { withoutPrefix } from '../../src/contract/parameter-style.ts';
import { typedTexts } from '../../src/contract/typed-texts.ts';
import { isObject, type JsonValue } from '../../src/document/document.ts';
import { mergedSchema } from '../../src/document/merged-schema.ts';
import type { HttpRequest } from '../../src/http/messages.ts';
import type { Exchange } from '../http/exchange.ts';
import { parseJson } from '../http/parse-json.ts';
import { brokenRequestClauses, isJsonTypeOf } from '../judge/request-violations.ts';
import { parameterKey } from '../requests/call.ts';

/** Reads a text as what the schema of a parameter asks for; undefined where that takes more than a look at one text, or it may be several things. */
const readText = ({ document }: Contract, parameter: Parameter, written: string): JsonValue | undefined => {
  const text = withoutPrefix(parameter, written);
  if (parameter.mediaType !== null || text === null) return undefined;
  const { type = null } = mergedSchema(document, parameter.schema);
  if ([type].flat().some((name) => name === 'array' || name === 'object')) return undefined;
  const [value, ...others] = typedTexts(text, type);
  return type === null || others.length > 0 ? undefined : value;
};

const textsOf = (
  parameter: Parameter,
  { url, headers }: HttpRequest,
  path: Matched['parameters'],
): readonly string[] => {
  if (parameter.in === 'path') return [path.get(parameter.name) ?? ''];
  if (parameter.in === 'query') return new URL(url).searchParams.getAll(parameter.name);
  return parameter.in === 'header' ? [headers[parameter.name.toLowerCase()] ?? []].flat() : [];
};

/** Reads the parameters of a request; null where one of them isn't a single text that can be read as it stands. */
const parametersOf = (
  contract: Contract,
  { operation, parameters: path }: Matched,
  request: HttpRequest,
): Record<string, JsonValue> | null => {
  const values: Record<string, JsonValue> = {};
  for (const parameter of operation.parameters) {
    const [text, ...others] = textsOf(parameter, request, path);
    if (text === undefined) continue;
    const value = others.length > 0 ? undefined : readText(contract, parameter, text);
    if (value === undefined) return null;
    values[parameterKey(parameter)] = value;
  }
  return values;
};

/** Whether what stands in the path may stand there: another path, which nobody documented, may look alike. */
export const hasOwnPath = (contract: Contract, evaluate: Evaluate, matched: Matched, request: HttpRequest): boolean => {
  const values = parametersOf(contract, matched, request);
  if (values === null) return true;
  return brokenRequestClauses(contract, evaluate, matched.operation, { parameters: values, body: undefined }).every(
    ({ subject }) => subject.of !== 'request' || subject.part !== 'path',
  );
};

/** Whether an operation takes JSON in a media type. */
const takesJson = ({ requestBody }: Operation, mediaType: string): boolean =>
  isJsonTypeOf(requestBody?.content.map(({ name }) => name) ?? [], mediaType);

/** Whether it is known that the contract permits a request: each part of it could be read, and breaks nothing. */
export const isPermitted = (
  contract: Contract,
  evaluate: Evaluate,
  matched: Matched,
  { request }: Exchange,
): boolean => {
  const parameters = parametersOf(contract, matched, request);
  if (parameters === null) return false;
  const json = request.body === null || request.body === '' ? null : parseJson(request.body);
  const mediaType = request.headers['content-type'] ?? '';
  if (json !== null && !(json.ok && takesJson(matched.operation, mediaType))) return false;
  const body = json?.ok ? json.value : undefined;
  // What null means in a request, no document says.
  if (isObject(body) && Object.values(body).includes(null)) return false;
  return brokenRequestClauses(contract, evaluate, matched.operation, { parameters, body }, mediaType).length === 0;
};
