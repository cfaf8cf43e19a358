import type { Contract } from '../../src/clauses/contract.ts';
import type { Operation, Resource } from '../../src/contract/api-description.ts';
import { resourceByName } from '../../src/contract/contract-index.ts';
import { pathParameters, resourceOfParameter } from '../../src/contract/path-resources.ts';
import { successOf } from '../../src/contract/resource-shape.ts';
import { arrayAt, type JsonObject } from '../../src/document/document.ts';
import { isJsonMediaType } from '../../src/document/media-type.ts';
import { mergedSchema } from '../../src/document/merged-schema.ts';
import { isSafe } from '../requests/is-safe.ts';
import { undeclaredParameter } from './guessed-parameter.ts';
import { isReadAlone, leadsElsewhere, overridesMethod } from './misread.ts';

/** What the ownership of an operation depends on, beside the contract. */
export interface OwnershipSettings {
  readonly ownerValues: ReadonlyMap<string, readonly string[]>;
  /** Whether `--allow-unowned` names an operation. */
  readonly allowsUnowned: (operation: Operation) => boolean;
}

/** What an operation writes to, and why that may be written to; `unowned` where nothing says that it may. */
export type Ownership =
  | { readonly kind: 'reads' }
  /** Adds something new. `resource` is what the contract says is made, or null where it doesn't say. */
  | { readonly kind: 'creates'; readonly resource: Resource | null }
  /** Acts on, or below, a resource that the run made; its id stands in `parameter`. */
  | { readonly kind: 'own'; readonly resource: Resource; readonly parameter: string }
  /** Acts on the one that `--set` names for `parameter`. */
  | { readonly kind: 'named'; readonly parameter: string }
  | { readonly kind: 'allowed' }
  | { readonly kind: 'unowned' };

const withoutEndSlash = (path: string): string => path.replace(/(?<=.)\/$/, '');

const nameless = (path: string): string => withoutEndSlash(path).replaceAll(/\{[^}]+\}/g, '{}');

/** The parameter that is the whole last segment of a path, or null. */
export const lastParameter = ({ path }: Operation): string | null => /\/\{([^{}]+)\}\/?$/.exec(path)?.[1] ?? null;

const isArray = (schema: JsonObject): boolean =>
  schema.type === 'array' || (arrayAt(schema, 'type').includes('array') && schema.items !== undefined);

const isList = ({ document }: Contract, operation: Operation): boolean => {
  if (operation.does !== null) return operation.does.action === 'list';
  const schema = successOf(operation)?.content.find(({ name }) => isJsonMediaType(name))?.schema;
  return isArray(mergedSchema(document, schema));
};

/** Whether a path with one more parameter leads to what stands in the collection that an operation's path names. */
const hasItems = (contract: Contract, { path }: Operation): boolean =>
  contract.operations.some((other) => nameless(other.path) === `${nameless(path)}/{}`);

/**
 * Without a word of the vocabulary, a POST adds something where it documents a 201 (RFC 9110, 15.3.2), where a path with one more
 * parameter leads to what it adds, or where a GET of the same path answers with an array. Any other may be an action on what is there.
 */
const isDocumentedCreation = (contract: Contract, operation: Operation): boolean => {
  if (operation.method !== 'POST') return false;
  if (operation.responses.some(({ statuses }) => statuses.includes('201'))) return true;
  if (hasItems(contract, operation)) return true;
  const path = nameless(operation.path);
  return contract.operations.some(
    (other) => other.method === 'GET' && nameless(other.path) === path && isList(contract, other),
  );
};

/** The deepest parameter of a path that holds the id of a resource of which the run makes its own. */
const ownInPath = (contract: Contract, operation: Operation): Ownership | null => {
  for (const parameter of pathParameters(operation).toReversed()) {
    const resource = resourceOfParameter(contract, operation, parameter);
    if (resource?.operations.create !== undefined && isReadAlone(operation, parameter))
      return { kind: 'own', resource, parameter };
  }
  return null;
};

/**
 * A creation whose path ends in the id of what it makes could overwrite one of that id; and PUT replaces what stands at its path
 * (RFC 9110, 9.3.4), which only below something of the run's own is the run's.
 */
const creates = (contract: Contract, operation: Operation): Ownership | null => {
  const { does, method } = operation;
  if (does === null) return isDocumentedCreation(contract, operation) ? { kind: 'creates', resource: null } : null;
  if (does.action !== 'create') return null;
  const resource = resourceByName(contract, does.resource) ?? null;
  const last = lastParameter(operation);
  const endsInOwnId = last !== null && resourceOfParameter(contract, operation, last) === resource;
  // A PUT replaces what is there, unless all that could be there is the run's own.
  const addsOne = method === 'POST' || (method === 'PUT' && last === null && ownInPath(contract, operation) !== null);
  return addsOne && !endsInOwnId ? { kind: 'creates', resource } : null;
};

/** What the owner of the target named with `--set` is written to, and never deleted; values that only say where something lives aren't named for that. */
const namedInPath = (
  { ownerValues }: OwnershipSettings,
  contract: Contract,
  operation: Operation,
): Ownership | null => {
  const last = lastParameter(operation);
  if (last === null || operation.method === 'DELETE' || operation.does?.action === 'delete') return null;
  const parameter = operation.parameters.find(({ in: place, name }) => place === 'path' && name === last);
  const isMade = resourceOfParameter(contract, operation, last)?.operations.create !== undefined;
  if (parameter === undefined || parameter.values === 'owner' || isMade || !ownerValues.has(last)) return null;
  return { kind: 'named', parameter: last };
};

/** A POST that reads, as a search does whose question stands in its body. No word of a contract makes a DELETE one. */
const isSearch = ({ method, does }: Operation): boolean =>
  method === 'POST' && (does?.action === 'list' || does?.action === 'read');

/** Decides whether a run may send an operation: only where it changes nothing but what the run made, or what its user named. */
export const ownershipOf = (contract: Contract, settings: OwnershipSettings, operation: Operation): Ownership => {
  const isOther = overridesMethod(contract, operation);
  if (!isOther && (isSafe(operation) || isSearch(operation))) return { kind: 'reads' };
  const isCreation = operation.does?.action === 'create';
  const owned =
    isOther || leadsElsewhere(operation)
      ? null
      : (creates(contract, operation) ??
        (isCreation ? null : ownInPath(contract, operation)) ??
        namedInPath(settings, contract, operation));
  if (owned !== null) return owned;
  // What is there has to be named, whatever is allowed: a guess could hit anybody's.
  const isNamed = undeclaredParameter(settings, contract, operation) === null;
  return { kind: settings.allowsUnowned(operation) && isNamed ? 'allowed' : 'unowned' };
};
