import type { Contract } from '../../src/clauses/contract.ts';
import type { Operation, Resource } from '../../src/contract/api-description.ts';
import { itemPath, pathParameters } from '../../src/contract/path-resources.ts';
import { templateParameters } from '../../src/contract/path-template.ts';
import type { JsonValue } from '../../src/document/document.ts';

/** Where something lives: the values of the path parameters by which it was made or listed. */
export interface Scope {
  readonly names: readonly string[];
  readonly values: readonly JsonValue[];
}

/**
 * The values that a path takes of a scope. A path may name less of it than the one by which something was made
 * (`/comments/{id}` and `/posts/{post}/comments`): then a parameter is known by its name, or by how far from the end it stands.
 */
export const valuesOfScope = (
  names: readonly string[],
  { names: known, values }: Scope,
): readonly (JsonValue | undefined)[] =>
  names.map((name, index) => {
    const isPart = names.length < values.length;
    return isPart && known.includes(name)
      ? values[known.indexOf(name)]
      : values[isPart ? index + values.length - names.length : index];
  });

/** The scope in which a call makes or lists something. */
export const scopeOf = ({ operation, values }: { operation: Operation; values: { parameters: PathValues } }): Scope => {
  const names = pathParameters(operation);
  return { names, values: names.map((name) => values.parameters[`path ${name}`] ?? 'example') };
};

type PathValues = Readonly<Record<string, JsonValue>>;

/** The values of an operation's path parameters: of the scope, and of the id, which is the last where it takes one. */
export const pathWithin = (operation: Operation, scope: Scope, id: JsonValue | null): PathValues => {
  const names = pathParameters(operation);
  const found = id === null ? valuesOfScope(names, scope) : [...valuesOfScope(names.slice(0, -1), scope), id];
  return Object.fromEntries(names.map((name, index) => [`path ${name}`, found[index] ?? 'example']));
};

/** The place of one of a resource, as a key: what of its scope its own path names, and its id. What a scope doesn't tell is left open. */
export const placeWithin = (contract: Contract, resource: Resource, scope: Scope, id: JsonValue): string => {
  const path = itemPath(contract, resource);
  const names = path === null ? [] : templateParameters(path).slice(0, -1);
  const values = valuesOfScope(names, scope).map((value) => (value === undefined ? null : String(value)));
  return JSON.stringify([resource.name, ...values, String(id)]);
};

/** A place as a list tells of it that shows what is in all scopes. */
export const withoutScope = (place: string): string => {
  const [resource, ...values] = JSON.parse(place) as readonly string[];
  return JSON.stringify([resource, ...values.slice(0, -1).map(() => null), values.at(-1)]);
};

/** The place of the resource whose id a parameter of a path holds. */
export const placeInPath = (
  operation: Operation,
  resource: Resource,
  parameter: string,
  values: PathValues,
): string => {
  const names = pathParameters(operation);
  const found = names.slice(0, names.indexOf(parameter) + 1).map((name) => String(values[`path ${name}`]));
  return JSON.stringify([resource.name, ...found]);
};
