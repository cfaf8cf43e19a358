import type { Contract } from '../../clauses/contract.ts';
import type { Resource } from '../../contract/api-description.ts';
import { itemPath } from '../../contract/path-resources.ts';
import { templateParameters } from '../../contract/path-template.ts';
import { scopeParameters } from './documented-holdings.ts';
import { bucketAt, bucketsOf, type Collection, type Scope } from './stored.ts';

/** Where the resources of a kind live, and how paths lead there. */
export interface ScopeLayout {
  /** Which of the scope's values a path names that has these parameters before the id, in their order. */
  readonly placesOf: (parameters: readonly string[]) => readonly number[];
  /** The part of a scope that the path of one of them names. */
  readonly placesInItemPath: readonly number[];
  /** Whether an id alone says which is meant, since the path of one names less than where it lives: `/comments/{id}`, made at `/posts/{postId}/comments`. */
  readonly idIsGlobal: boolean;
}

/** Where the resources of a kind live. */
export const scopeLayoutOf = (contract: Contract, resource: Resource): ScopeLayout => {
  const names = scopeParameters(contract, resource);
  // A parameter may have another name in another path: then it is known by its position.
  const placesOf = (parameters: readonly string[]): readonly number[] =>
    parameters.length < names.length
      ? parameters.map((name, index) => (names.includes(name) ? names.indexOf(name) : index))
      : parameters.map((_, index) => index);
  const path = itemPath(contract, resource);
  const placesInItemPath = placesOf(path === null ? names : templateParameters(path).slice(0, -1));
  const paths = contract.operations.filter(
    ({ does }) => does?.resource === resource.name && does.action !== 'create' && does.action !== 'list',
  );
  const idIsGlobal = paths.some((operation) => templateParameters(operation.path).length <= names.length);
  return { placesOf, placesInItemPath, idIsGlobal };
};

/** The scope in which the children of a resource live. */
export const scopeWithin = ({ placesInItemPath }: ScopeLayout, scope: Scope, id: string): Scope => [
  ...placesInItemPath.map((place) => scope[place] ?? ''),
  id,
];

/** The scopes in which a path that names some of their values finds something. */
export const scopesWith = (
  collection: Collection,
  places: readonly number[],
  values: readonly string[],
): readonly Scope[] =>
  bucketsOf(collection)
    .map(({ scope }) => scope)
    .filter((scope) => places.every((place, index) => scope[place] === values[index]));

/** The scope in which a resource lives, or lived, of which a path names the id and some of the scope's values; just those where there is none. */
export const scopeOf = (
  collection: Collection,
  places: readonly number[],
  values: readonly string[],
  id: string,
): Scope => {
  const scopes = scopesWith(collection, places, values);
  const dead = collection.deleted.findLast(
    (one) => one.id === id && places.every((place, index) => one.scope[place] === values[index]),
  );
  return scopes.find((scope) => bucketAt(collection, scope).has(id)) ?? dead?.scope ?? values;
};
