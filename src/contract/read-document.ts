import { ContractError } from '../document/contract-error.ts';
import type { OpenApiDocument } from '../document/document.ts';
import { gatherFiles } from '../document/gather-files.ts';
import { referenceFolders } from '../document/reference-folders.ts';
import { circularReferences, exhaustingReferences, type ReferenceProblem } from '../document/reference-problems.ts';
import { bundleOpenApi, openApiProblems } from '../document/validate-and-bundle.ts';
import { removeForeignWords } from '../document/without-foreign-words.ts';
import { parseYaml, type YamlSource } from '../document/yaml-source.ts';
import { dialectProblems } from '../schema/dialects.ts';
import { type SchemaProblem, schemaProblems } from '../schema/schema-problems.ts';
import type { Operation } from './api-description.ts';
import { readOperations } from './operations.ts';
import { templateParameters } from './path-template.ts';
import { vocabularyProblems } from './vocabulary.ts';

const checkVersion = (file: string, source: YamlSource): void => {
  const version = source.value.openapi;
  if (typeof version === 'string' && /^3\.1\./.test(version)) return;
  const found =
    source.value.swagger !== undefined
      ? `Swagger ${String(source.value.swagger)}`
      : `openapi: ${JSON.stringify(version ?? null)}`;
  const next = 'Give an OpenAPI 3.1 document; a converter can bring older ones to 3.1.';
  throw new ContractError(file, [
    { line: source.lineOf('/openapi'), message: `This is not OpenAPI 3.1 (${found}).`, next },
  ]);
};

const checkReferences = (file: string, source: YamlSource, problems: readonly ReferenceProblem[]): void => {
  if (problems.length === 0) return;
  throw new ContractError(
    file,
    problems.map(({ pointer, message, next }) => ({ line: source.lineOf(pointer), message, next })),
  );
};

/** Throws a ContractError for what is wrong at places of the bundled document, which may stand in another file. */
const checkPlaces = (file: string, source: YamlSource, problems: readonly SchemaProblem[]): void => {
  if (problems.length === 0) return;
  throw new ContractError(
    file,
    problems.map(({ pointer, message, next }) => ({
      line: source.lineOf(pointer),
      message: `${message} (${pointer})`,
      next,
    })),
  );
};

const checkDocument = async (
  file: string,
  source: YamlSource,
  allowRefs: readonly string[],
): Promise<OpenApiDocument> => {
  const files = await gatherFiles(file, source, await referenceFolders(file, allowRefs));
  checkReferences(file, source, circularReferences(source.value));
  checkReferences(file, source, exhaustingReferences(source.value));
  const document = await bundleOpenApi(file, files);
  // Again, because references may lead through other files.
  checkReferences(file, source, circularReferences(document));
  checkReferences(file, source, exhaustingReferences(document));
  const invalid = openApiProblems(document);
  if (invalid.length > 0) {
    throw new ContractError(
      file,
      invalid.map(({ pointer, message }) => ({
        line: pointer === null ? null : source.lineOf(pointer),
        message,
        next: 'See the OpenAPI 3.1 specification.',
      })),
    );
  }
  checkPlaces(file, source, dialectProblems(document));
  removeForeignWords(document);
  checkPlaces(file, source, [...schemaProblems(document), ...vocabularyProblems(document)]);
  return document;
};

const withoutOperations = (file: string, source: YamlSource): ContractError => {
  const message = 'This contract has no operations.';
  return new ContractError(file, [
    { line: source.lineOf('/paths'), message, next: 'Describe at least one under paths.' },
  ]);
};

const checkOperations = (file: string, source: YamlSource, operations: readonly Operation[]): void => {
  const [first, second] = [...Map.groupBy(operations, ({ id }) => id).values()].find((same) => same.length > 1) ?? [];
  if (first !== undefined && second !== undefined) {
    const message = `Two operations are called ${first.id}.`;
    throw new ContractError(file, [
      { line: source.lineOf(second.pointer), message, next: 'Give each an operationId of its own.' },
    ]);
  }
  for (const { pointer, path, parameters } of operations) {
    const known = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
    const unknown = templateParameters(path).find((name) => !known.includes(name));
    if (unknown === undefined) continue;
    const message = `The path ${path} has {${unknown}}, but no parameter in: path is called ${unknown}.`;
    throw new ContractError(file, [{ line: source.lineOf(pointer), message, next: 'Describe it under parameters.' }]);
  }
  if (operations.length === 0) throw withoutOperations(file, source);
};

/**
 * Reads the text of a contract file into a document in which only internal references are left.
 * Throws a ContractError for one that isn't OpenAPI 3.1, breaks the vocabulary, or contradicts itself.
 */
export const readDocument = async (
  file: string,
  text: string,
  allowRefs: readonly string[] = [],
): Promise<OpenApiDocument> => {
  const source = parseYaml(file, text);
  checkVersion(file, source);
  if (source.value.paths === undefined) throw withoutOperations(file, source);
  const document = await checkDocument(file, source, allowRefs);
  const operations = readOperations(document).map(({ operation }) => operation);
  checkOperations(file, source, operations);
  return document;
};
