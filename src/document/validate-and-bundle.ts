import { basename } from 'node:path';
import SwaggerParser from '@apidevtools/swagger-parser';
import { ContractError } from './contract-error.ts';
import { isObject, type JsonObject, type JsonValue, type OpenApiDocument } from './document.ts';
import type { GatheredFiles } from './gather-files.ts';
import { valueAt } from './json-pointer.ts';
import { openApiErrors } from './openapi-schema.ts';
import { type ObjectKind, visitObjects } from './openapi-walk.ts';
import { reachedObjects } from './reached-objects.ts';
import { splitReference } from './reference-places.ts';
import { schemaMessage } from './schema-message.ts';

/** Something that the parser, or OpenAPI's own schema, holds against a document. */
export interface OpenApiProblem {
  /** JSON Pointer into the document, or null where it isn't said. */
  readonly pointer: string | null;
  readonly message: string;
}

/** Many times what the largest public documents take; schemas that hold each other all ways take the parser without end. */
const resolvingMsMax = 60_000;

/** No folder of anybody's: the parser gets whatever stands in it from us. */
const gatheredFolder = '/gathered/';

/**
 * The parser follows whatever looks like a reference, wherever it stands and leads. It is given the files that were gathered, and
 * nothing for any other name.
 */
const optionsFor = (files: GatheredFiles) => {
  const texts = new Map(files.map(({ name, document }) => [name, JSON.stringify(document)]));
  const read = ({ url }: { readonly url: string }): string => texts.get(basename(url)) ?? '{}';
  return {
    resolve: { file: false, http: false, gathered: { order: 1, canRead: true, read } },
    parse: { yaml: false, text: false, binary: false, json: { canParse: true } },
    timeoutMs: resolvingMsMax,
  } as const;
};

type ParserDocument = Parameters<typeof SwaggerParser.bundle>[0] & object;

/** The contract itself, as the parser takes it: a copy, which it changes. */
const mainOf = ([main]: GatheredFiles): readonly [path: string, document: ParserDocument] => [
  `${gatheredFolder}${main?.name}`,
  structuredClone(main?.document) as unknown as ParserDocument,
];

const sentence = (text: string): string => {
  const first = text.trim().split('\n')[0] ?? '';
  return /[.!?]$/.test(first) ? first : `${first}.`;
};

const problemsOf = (error: unknown): OpenApiProblem[] => {
  const { message, details } = error as { message?: string; details?: unknown };
  if (Array.isArray(details) && details.length > 0) {
    return details.filter(isObject).map((detail) => ({
      pointer: typeof detail.instancePath === 'string' ? detail.instancePath : null,
      message: `This is not valid OpenAPI: ${String(detail.instancePath || 'the document')} ${sentence(schemaMessage(detail))}`,
    }));
  }
  return [{ pointer: null, message: `This is not valid OpenAPI: ${sentence(message ?? String(error))}` }];
};

/** The places that references lead to, each with what it is taken for. */
function* referredPlaces(
  document: OpenApiDocument,
): Generator<{ readonly pointer: string; readonly kind: ObjectKind }> {
  const told = new Set<string>();
  // What stands where its kind stands is judged with the whole document.
  for (const { kind, pointer } of visitObjects(document)) told.add(`${kind} ${pointer}`);
  for (const { kind, object } of reachedObjects(document)) {
    if (typeof object.$ref !== 'string') continue;
    const { path, pointer } = splitReference(object.$ref);
    if (path !== '' || pointer === null || told.has(`${kind} ${pointer}`)) continue;
    told.add(`${kind} ${pointer}`);
    yield { pointer, kind };
  }
}

/**
 * Validates a bundled document against OpenAPI's own schema; gives what is wrong, or an empty list. What a reference leads to is judged
 * once, where it stands: with references replaced by what they lead to, as the parser has it, a small document may be larger than memory.
 */
export const openApiProblems = (document: OpenApiDocument): readonly OpenApiProblem[] => {
  const details = [...openApiErrors(document)];
  for (const { pointer, kind } of referredPlaces(document)) {
    for (const error of openApiErrors(valueAt(document, pointer), kind))
      details.push({ ...error, instancePath: pointer + error.instancePath });
  }
  return details.length === 0 ? [] : problemsOf({ details });
};

/** The parser leaves a reference that leads back to the contract from another file as it is. */
const withinItself = (value: JsonValue, prefix: string): JsonValue => {
  if (Array.isArray(value)) return value.map((item) => withinItself(item, prefix));
  if (!isObject(value)) return value;
  const { $ref } = value;
  const copy = Object.entries(value).map(([key, child]) => [key, withinItself(child, prefix)]);
  const isBack = typeof $ref === 'string' && $ref.startsWith(prefix);
  return Object.fromEntries(isBack ? [...copy, ['$ref', $ref.slice(prefix.length - 1)]] : copy);
};

/** A document in which only internal references are left. Throws a ContractError where one can't be resolved. */
export const bundleOpenApi = async (file: string, files: GatheredFiles): Promise<OpenApiDocument> => {
  try {
    const bundled = await SwaggerParser.bundle(...mainOf(files), optionsFor(files));
    return withinItself(bundled as unknown as JsonObject, `${files[0]?.name}#`) as OpenApiDocument;
  } catch (cause) {
    const problems = problemsOf(cause).map(({ message }) => ({ line: null, message, next: 'Correct the reference.' }));
    throw new ContractError(file, problems, { cause });
  }
};
