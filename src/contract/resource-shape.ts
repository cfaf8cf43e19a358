import { arrayAt, isObject, type JsonObject, type JsonValue, objectAt } from '../document/document.ts';
import { pointerTokens } from '../document/json-pointer.ts';
import { isJsonMediaType } from '../document/media-type.ts';
import { mergedSchema } from '../document/merged-schema.ts';
import type { ApiDescription, Operation, Resource, Response } from './api-description.ts';

/** What the shapes of resources are read from: a contract, or what there is of one before its clauses are written. */
export type ResourceSource = Pick<ApiDescription, 'document' | 'operations' | 'resources'>;

/** What a resource is made of, as the schemas of its operations say. */
export interface ResourceShape {
  readonly resource: Resource;
  /** The properties that answers show, with their schemas, `$ref`s followed. What is `writeOnly` is none of them. */
  readonly properties: ReadonlyMap<string, JsonObject>;
  /** Those that answers always have. */
  readonly required: ReadonlySet<string>;
  /** What a property is where no request sets it, as answers or requests declare it. */
  readonly defaults: ReadonlyMap<string, JsonValue>;
  /** What requests say of the properties that they may set, by the operation. What is `readOnly` there is the server's alone. */
  readonly writable: ReadonlyMap<string, ReadonlyMap<string, JsonObject>>;
}

/** The schema of what a JSON Pointer names in values of a schema; an empty one where nothing is said. */
const schemaAt = (contract: ResourceSource, schema: JsonValue | undefined, pointer: string): JsonObject =>
  pointerTokens(pointer).reduce(
    (merged, token) => mergedSchema(contract.document, objectAt(merged, 'properties')[token]),
    mergedSchema(contract.document, schema),
  );

const jsonSchemaOf = (content: Response['content']): JsonValue | undefined =>
  content.find(({ name }) => isJsonMediaType(name))?.schema;

/** The success that an operation documents first. */
export const successOf = (operation: Operation): Response | undefined =>
  operation.responses.find(({ statuses }) => statuses.some((status) => /^2/.test(status)));

/** The schema by which an operation shows one of a resource, or null where it shows none. */
export const shownSchema = (contract: ResourceSource, resource: Resource, operation: Operation): JsonObject | null => {
  const success = successOf(operation);
  const schema = success === undefined ? undefined : jsonSchemaOf(success.content);
  if (schema === undefined) return null;
  const isList = operation.does?.action === 'list';
  const pointer = isList ? resource.many : resource.one;
  if (pointer === null) return null;
  const found = schemaAt(contract, schema, pointer);
  const shown = isList ? mergedSchema(contract.document, found.items) : found;
  return shown.properties === undefined ? null : shown;
};

/** The properties of a schema, `$ref`s followed. */
export const propertiesOf = (contract: ResourceSource, schema: JsonObject): Map<string, JsonObject> =>
  new Map(
    Object.entries(objectAt(schema, 'properties')).map(([name, property]) => {
      const merged = mergedSchema(contract.document, property);
      const { items } = merged;
      return [name, isObject(items) ? { ...merged, items: mergedSchema(contract.document, items) } : merged];
    }),
  );

/** What an operation's request may set of a resource. */
const writableBy = (
  contract: ResourceSource,
  resource: Resource,
  operation: Operation,
): ReadonlyMap<string, JsonObject> => {
  const schema = jsonSchemaOf(operation.requestBody?.content ?? []);
  if (schema === undefined || operation.does === null) return new Map();
  const { from } = operation.does;
  const made = Object.entries(from).map(([name, pointer]) => [name, schemaAt(contract, schema, pointer)] as const);
  if (made.length > 0) return new Map(made);
  const sent = propertiesOf(contract, schemaAt(contract, schema, resource.sent));
  return new Map([...sent].filter(([, property]) => property.readOnly !== true));
};

/** Reads the shape of a resource from all the operations that act on it; those that show it in full speak first. */
export const resourceShape = (contract: ResourceSource, resource: Resource): ResourceShape => {
  const own = contract.operations.filter(({ does }) => does?.resource === resource.name);
  const order = ['create', 'rotate', 'read', 'list', 'replace', 'edit', 'delete'];
  const rank = (operation: Operation): number => order.indexOf(operation.does?.action ?? '');
  const shown = own
    .toSorted((one, other) => rank(one) - rank(other))
    .map((operation) => shownSchema(contract, resource, operation))
    .filter((schema) => schema !== null);
  const declared = shown.toReversed().flatMap((schema) => [...propertiesOf(contract, schema)]);
  const properties = new Map(declared.filter(([, property]) => property.writeOnly !== true));
  const hidden = new Set(declared.flatMap(([name]) => (properties.has(name) ? [] : [name])));
  const required = new Set(
    shown.flatMap((schema) =>
      arrayAt(schema, 'required')
        .map(String)
        .filter((name) => !hidden.has(name)),
    ),
  );
  const writable = new Map(own.map((operation) => [operation.id, writableBy(contract, resource, operation)]));
  const known = [...[...writable.values()].flatMap((schemas) => [...schemas]), ...properties];
  const defaults = new Map(
    known.flatMap(([name, schema]) => (schema.default === undefined ? [] : [[name, schema.default] as const])),
  );
  return { resource, properties, required, defaults, writable };
};
