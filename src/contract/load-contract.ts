import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import { behaviourClauses } from './behaviour-clauses.ts';
import type { Contract, Operation } from './contract.ts';
import { ContractError } from './contract-error.ts';
import {
  arrayAt,
  isObject,
  type JsonObject,
  type OpenApiDocument,
  objectAt,
  type Schema,
  stringAt,
} from './document.ts';
import { deepFreeze } from './freeze.ts';
import { writeLedger } from './ledger.ts';
import { readOperations } from './operations.ts';
import type { Trail } from './provenance.ts';
import { brokenReferences, circularReferences, findReferences, type ReferenceProblem } from './references.ts';
import { readResources, templateParameters } from './resources.ts';
import { schemaProblems } from './schema-problems.ts';
import { schemaValidator } from './schema-validator.ts';
import { bundleOpenApi, openApiProblems } from './swagger-parser.ts';
import { vocabularyProblems } from './vocabulary.ts';
import { parseYaml, type YamlSource } from './yaml-source.ts';

/** Larger than the largest public OpenAPI documents (some 10 MiB), small enough to be read at once. */
const contractBytesMax = 32 * 1024 * 1024;

/** An id stands in URLs and in clause ids, so that it is kept to letters, digits, dots, hyphens and underscores. */
const idPattern = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

const utf8 = new TextDecoder('utf-8', { fatal: true });

const readText = async (file: string): Promise<string> => {
  const next = 'Give the path of an OpenAPI 3.1 file in YAML or JSON.';
  try {
    const stats = await stat(file);
    // A device or a pipe may never end.
    if (!stats.isFile()) {
      const message = stats.isDirectory() ? 'This is a folder.' : 'This is not a regular file.';
      throw new ContractError(file, [{ line: null, message, next }]);
    }
    const { size } = stats;
    if (size > contractBytesMax) {
      const message = `This file has ${size} bytes; ${contractBytesMax} are read at most.`;
      throw new ContractError(file, [{ line: null, message, next }]);
    }
    return utf8.decode(await readFile(file));
  } catch (cause) {
    if (cause instanceof ContractError) throw cause;
    if (cause instanceof TypeError) {
      throw new ContractError(file, [{ line: null, message: 'This file is not text in UTF-8.', next }], { cause });
    }
    const { code } = cause as NodeJS.ErrnoException;
    const reason =
      code === 'ENOENT' ? 'There is no such file.' : `This file cannot be read (${code ?? 'unknown error'}).`;
    throw new ContractError(file, [{ line: null, message: reason, next }], { cause });
  }
};

const idOf = (file: string): string => {
  const id = basename(file, extname(file));
  if (idPattern.test(id)) return id;
  const message = `The file's base name, ${JSON.stringify(id)}, is the contract's id and stands in URLs.`;
  throw new ContractError(file, [
    { line: null, message, next: 'Rename the file to letters, digits, dots, hyphens and underscores.' },
  ]);
};

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

/** Finds the line of the reference to another file that an error speaks of. */
const lineOfReferenceTo = (file: string, source: YamlSource, message: string): number | null => {
  const named = [...findReferences(source.value)].find(({ ref }) => {
    const [path = ''] = ref.split('#');
    return path !== '' && message.includes(resolve(dirname(file), path));
  });
  return named === undefined ? null : source.lineOf(named.pointer);
};

const checkReferences = (file: string, source: YamlSource, problems: readonly ReferenceProblem[]): void => {
  if (problems.length === 0) return;
  throw new ContractError(
    file,
    problems.map(({ pointer, message, next }) => ({ line: source.lineOf(pointer), message, next })),
  );
};

const checkDocument = async (file: string, source: YamlSource): Promise<OpenApiDocument> => {
  checkReferences(file, source, [...brokenReferences(source.value), ...circularReferences(source.value)]);
  const invalid = await openApiProblems(file, source.value);
  if (invalid.length > 0) {
    throw new ContractError(
      file,
      invalid.map(({ pointer, message }) => ({
        line: pointer === null ? lineOfReferenceTo(file, source, message) : source.lineOf(pointer),
        message,
        next: 'See the OpenAPI 3.1 specification.',
      })),
    );
  }
  const document = await bundleOpenApi(file, source.value);
  // Again, because a circle may lead through other files.
  checkReferences(file, source, circularReferences(document));
  const problems = [...schemaProblems(document), ...vocabularyProblems(document)];
  if (problems.length > 0) {
    throw new ContractError(
      file,
      problems.map(({ pointer, message, next }) => ({
        line: source.lineOf(pointer),
        message: `${message} (${pointer})`,
        next,
      })),
    );
  }
  return document;
};

/** Gives the first server's URL without a trailing slash; a relative one names no server. Variables get their defaults (OpenAPI 3.1.1, 4.8.5). */
const serverOf = (document: OpenApiDocument): string | null => {
  const server = arrayAt(document, 'servers')[0];
  const template = stringAt(server, 'url');
  if (template === undefined) return null;
  const variables = objectAt(server, 'variables');
  const url = template.replaceAll(
    /\{([^}]+)\}/g,
    (whole, name: string) => stringAt(variables[name], 'default') ?? whole,
  );
  return /^https?:\/\//.test(url) ? url.replace(/\/+$/, '') : null;
};

const refusalOf = (document: JsonObject): Schema | null => {
  const refusal = document['x-refusal'];
  return isObject(refusal) || typeof refusal === 'boolean' ? refusal : null;
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
 * Reads a contract file: an OpenAPI 3.1 document in YAML or JSON, with or without the extension vocabulary.
 *
 * Gives one deeply frozen plain value. References to other local files are followed, those to the network aren't.
 * Throws a ContractError, whose message can be shown as it stands, where the file can't be read as a contract.
 */
export const loadContract = async (file: string): Promise<Contract> => {
  const id = idOf(file);
  const source = parseYaml(file, await readText(file));
  checkVersion(file, source);
  if (source.value.paths === undefined) throw withoutOperations(file, source);
  const document = await checkDocument(file, source);
  const read = readOperations(document);
  const operations = read.map(({ operation }) => operation);
  checkOperations(file, source, operations);
  const resources = readResources(document, operations);
  const trails = new Map(read.map(({ operation, origin }) => [operation, origin.operation.trail]));
  const trailOf = (operation: Operation): Trail => trails.get(operation) ?? [];
  const contract = deepFreeze({
    id,
    title: stringAt(objectAt(document, 'info'), 'title') ?? id,
    version: stringAt(objectAt(document, 'info'), 'version') ?? '',
    server: serverOf(document),
    operations,
    resources,
    refusal: refusalOf(document),
    document,
  });
  let clauses: Contract['clauses'] | undefined;
  return Object.freeze({
    ...contract,
    // Written when it is first read: who serves a contract, or is its client, has no need of it.
    get clauses() {
      clauses ??= deepFreeze([
        ...writeLedger(id, document, read, schemaValidator(document)),
        ...behaviourClauses(id, { document, operations, resources }, trailOf),
      ]);
      return clauses;
    },
  });
};
