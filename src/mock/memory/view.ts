import type { Contract } from '../../clauses/contract.ts';
import type { Resource } from '../../contract/api-description.ts';
import { maskedCharacters } from '../../contract/masked-characters.ts';
import { type JsonObject, type JsonValue, objectAt } from '../../document/document.ts';
import { mergedSchema } from '../../document/merged-schema.ts';
import { withoutWriteOnly } from '../../document/without-write-only.ts';
import { scopeLayoutOf, scopeWithin } from './scope-layout.ts';
import { bucketAt, type Scope, type State } from './stored.ts';

/** A resource, and where it lives. */
export interface Placed {
  readonly scope: Scope;
  readonly id: string;
  readonly value: JsonObject;
}

/** Shows a resource as an answer does: secrets masked, children embedded, what is `writeOnly` left out. */
export type View = (holdings: State, placed: Placed) => JsonObject;

/** How many characters of a masked secret are shown, by the word of the contract. */
const shownCharacters: Readonly<Record<string, number>> = { last4: maskedCharacters };

/** How deep children may hold children before a contract must be going in circles. */
const embeddingsMax = 4;

/** Makes the view of a resource by the schema of an answer. Properties that the schema doesn't know are left out, if it knows any. */
export const createView = (contract: Contract, resource: Resource, schema: JsonObject, depth = 0): View => {
  const declared = objectAt(schema, 'properties');
  const isOpen = schema.properties === undefined;
  const merged = Object.entries(declared).map(
    ([name, property]) => [name, mergedSchema(contract.document, property)] as const,
  );
  const masks = new Map(
    merged.flatMap(([name, property]) => {
      const count = shownCharacters[String(property['x-secret'])];
      return count === undefined ? [] : [[name, count] as const];
    }),
  );
  const children = contract.resources.flatMap((child) => {
    const property = child.parent?.resource === resource.name ? child.embedded : null;
    const array = merged.find(([name]) => name === property)?.[1];
    if (property === null || array === undefined || depth === embeddingsMax) return [];
    const view = createView(contract, child, mergedSchema(contract.document, array.items), depth + 1);
    return [{ property, name: child.name, view }];
  });

  const layout = scopeLayoutOf(contract, resource);
  const mask = (name: string, value: JsonValue): JsonValue => {
    const count = masks.get(name);
    return count === undefined || typeof value !== 'string' ? value : value.slice(-count);
  };

  // Kept for as long as the value is: what is stored never changes, another takes its place.
  const shown = new WeakMap<JsonObject, JsonObject>();
  const ownOf = (value: JsonObject): JsonObject => {
    const known = shown.get(value);
    if (known !== undefined) return known;
    const entries = Object.entries(value)
      .filter(([name]) => isOpen || Object.hasOwn(declared, name))
      .map(([name, property]) => [name, mask(name, property)] as const);
    const own = withoutWriteOnly(contract.document, schema, Object.fromEntries(entries)) as JsonObject;
    shown.set(value, own);
    return own;
  };

  return (holdings, { scope, id, value }) => {
    const own = ownOf(value);
    if (children.length === 0) return own;
    const under = scopeWithin(layout, scope, id);
    const embedded = children.flatMap(({ property, name, view }): [string, JsonValue][] => {
      const collection = holdings.get(name);
      if (collection === undefined) return [];
      const items = [...bucketAt(collection, under)]
        .filter(([childId]) => !collection.unembedded.has(childId))
        .map(([childId, child]) => view(holdings, { scope: under, id: childId, value: child }));
      return [[property, items]];
    });
    return { ...own, ...Object.fromEntries(embedded) };
  };
};
