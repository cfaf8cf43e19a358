import type { Operation } from '../contract/api-description.ts';
import { contractId } from '../contract/contract-id.ts';
import { readOperations } from '../contract/operations.ts';
import { readResources } from '../contract/resources.ts';
import { ContractError } from '../document/contract-error.ts';
import {
  arrayAt,
  isObject,
  type JsonObject,
  type OpenApiDocument,
  objectAt,
  type Schema,
  stringAt,
} from '../document/document.ts';
import type { Trail } from '../document/follow-reference.ts';
import { deepFreeze } from '../document/freeze.ts';
import { readText } from '../document/read-text.ts';
import { schemaValidator } from '../schema/schema-validator.ts';
import { behaviourClauses } from './behaviour-clauses.ts';
import type { Contract } from './contract.ts';
import { knownDocument } from './known-document.ts';
import { writeLedger } from './ledger.ts';

/** An id stands in URLs and in clause ids, so that it is kept to letters, digits, dots, hyphens and underscores. */
const idPattern = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

const checkedId = (file: string): string => {
  const id = contractId(file);
  if (idPattern.test(id)) return id;
  const message = `The file's base name, ${JSON.stringify(id)}, is the contract's id and stands in URLs.`;
  throw new ContractError(file, [
    { line: null, message, next: 'Rename the file to letters, digits, dots, hyphens and underscores.' },
  ]);
};

/** The first server's URL without a trailing slash; a relative one names no server. Variables get their defaults (OpenAPI 3.1.1, 4.8.5). */
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

/** How a contract is read. */
export interface ReadingOptions {
  /** Folders beside the contract's own in which its references may lead to files (default: none). */
  readonly allowRefs?: readonly string[] | undefined;
  /** Whether nothing is taken from an earlier reading (default: false). */
  readonly afresh?: boolean | undefined;
}

/** The document of a contract's text. What it takes to read one is loaded when there is need of it. */
const documentOf = async (
  file: string,
  id: string,
  text: string,
  { afresh = false, allowRefs = [] }: ReadingOptions,
): Promise<OpenApiDocument> => {
  const known = afresh ? null : await knownDocument(id, text);
  if (known !== null) return known;
  const { readDocument } = await import('../contract/read-document.ts');
  return readDocument(file, text, allowRefs);
};

/**
 * Reads a contract file: an OpenAPI 3.1 document in YAML or JSON, with or without the extension vocabulary.
 *
 * One deeply frozen plain value. References to files in its folder, and in those of `allowRefs`, are followed; those to the
 * network, or to files elsewhere, are refused.
 * Throws a ContractError, whose message can be shown as it stands, where the file can't be read as a contract.
 */
export const loadContract = async (file: string, options: ReadingOptions = {}): Promise<Contract> => {
  const id = checkedId(file);
  const document = await documentOf(file, id, await readText(file), options);
  const read = readOperations(document);
  const operations = read.map(({ operation }) => operation);
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
