import { fileURLToPath } from 'node:url';
import SwaggerParser from '@apidevtools/swagger-parser';
import { ContractError } from './contract-error.ts';
import { isObject, type JsonObject, type OpenApiDocument } from './document.ts';
import { openApiErrors } from './openapi-schema.ts';
import { decodedSegment } from './path-template.ts';
import { readText } from './read-text.ts';
import { schemaMessage } from './schema-message.ts';

/** Something that swagger-parser, or OpenAPI's own schema, holds against a document. */
export interface OpenApiProblem {
  /** JSON Pointer into the document, or null where it isn't said. */
  readonly pointer: string | null;
  readonly message: string;
}

/** Many times what the largest public documents take; schemas that hold each other all ways take the parser without end. */
const resolvingMsMax = 60_000;

/** Gives the file that a reference leads to, as the parser names it: by a path whose unusual characters are percent-encoded, or by a URL. */
const pathOf = (url: string): string => (/^file:/i.test(url) ? fileURLToPath(url) : decodedSegment(url));

/** References are followed to files, which have the bounds of the contract's own, and never to the network: reading a contract must not call anybody. */
const options = {
  resolve: { http: false, file: { read: ({ url }: { readonly url: string }) => readText(pathOf(url)) } },
  timeoutMs: resolvingMsMax,
};

type ParserDocument = Parameters<typeof SwaggerParser.validate>[0] & object;

// The parser changes what it is given, so that each call gets a copy.
const copyOf = (document: JsonObject): ParserDocument => structuredClone(document) as unknown as ParserDocument;

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

/**
 * Validates a document against OpenAPI's own schema, references included; gives what is wrong, or an empty list. The parser would
 * do so too, and compile that schema anew for each document; of OpenAPI 3.1 it judges nothing else.
 */
export const openApiProblems = async (file: string, document: JsonObject): Promise<readonly OpenApiProblem[]> => {
  try {
    const dereferenced = await SwaggerParser.dereference(file, copyOf(document), {
      ...options,
      dereference: { circular: 'ignore' },
    });
    const details = openApiErrors(dereferenced);
    return details.length === 0 ? [] : problemsOf({ details });
  } catch (error) {
    return problemsOf(error);
  }
};

/** Gives a document in which only internal references are left. Throws a ContractError where one can't be resolved. */
export const bundleOpenApi = async (file: string, document: JsonObject): Promise<OpenApiDocument> => {
  try {
    return (await SwaggerParser.bundle(file, copyOf(document), options)) as unknown as OpenApiDocument;
  } catch (cause) {
    const problems = problemsOf(cause).map(({ message }) => ({ line: null, message, next: 'Correct the reference.' }));
    throw new ContractError(file, problems, { cause });
  }
};
