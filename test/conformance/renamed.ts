import { isRecord } from './proxy.ts';

/** Names that say nothing in the place of names that do: always the same one for the same. */
type Rename = (name: string) => string;

const renamer = (): Rename => {
  const names = new Map<string, string>();
  return (name) => {
    const known = names.get(name) ?? `n${names.size + 1}z`;
    names.set(name, known);
    return known;
  };
};

type Json = unknown;

const mapped = (value: Json, change: (key: string, item: Json) => readonly [string, Json]): Json =>
  isRecord(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => change(key, item))) : value;

/** The names of all properties that schemas of a document name. */
const propertyNames = (value: Json): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(propertyNames);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    ...(key === 'properties' && isRecord(item) ? Object.keys(item) : []),
    ...propertyNames(item),
  ]);
};

/** Renames every path segment, operationId, parameter of a path or query, and property of a contract; what is a header, a schema or a resource keeps its name. */
export const renamedContract = (contract: Json): Json => {
  const rename = renamer();
  const properties = new Set(propertyNames(contract));

  const data = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(data);
    return mapped(value, (key, item) => [properties.has(key) ? rename(key) : key, data(item)]);
  };
  const pointer = (text: Json): Json => String(text).replaceAll(/[^/]+/g, rename);
  const path = (text: string): string =>
    text
      .split('/')
      .map((segment) => (segment === '' ? '' : segment.replaceAll(/[^{}]+/g, rename)))
      .join('/');
  const expression = (text: Json): Json =>
    String(text)
      .replace(/(?<=^\$response\.body#)\/.*$/, (found) => String(pointer(found)))
      .replace(/(?<=^\$request\.path\.).*$/, rename);

  const resource = (value: Json): Json =>
    mapped(value, (key, item) => {
      if (key === 'id' || key === 'embedded') return [key, rename(String(item))];
      if (key === 'parent') return [key, mapped(item, (property, parent) => [rename(property), parent])];
      return [key, pointer(item)];
    });
  const does = (value: Json): Json =>
    mapped(value, (key, item) => {
      if (key === 'omitted') return [key, mapped(item, (property, what) => [rename(property), what])];
      if (key === 'from') return [key, mapped(item, (property, where) => [rename(property), pointer(where)])];
      if (key === 'property') return [key, rename(String(item))];
      return [key, key === 'id' ? pointer(item) : item];
    });
  const link = (value: Json): Json =>
    mapped(value, (key, item) => {
      if (key === 'operationId') return [key, rename(String(item))];
      if (key !== 'parameters') return [key, item];
      return [key, mapped(item, (parameter, where) => [rename(parameter), expression(where)])];
    });

  /** What is done with the value of a key, wherever it stands; other values are walked. */
  const byKey: Readonly<Record<string, (value: Json, parent: Record<string, Json>) => Json>> = {
    properties: (value) => mapped(value, (name, schema) => [rename(name), walk(schema)]),
    required: (value) => (Array.isArray(value) ? value.map((name) => rename(String(name))) : value),
    example: data,
    examples: (value) =>
      mapped(value, (name, example) => [
        name,
        mapped(example, (key, item) => [key, key === 'value' ? data(item) : item]),
      ]),
    operationId: (value) => rename(String(value)),
    paths: (value) => mapped(value, (template, item) => [path(template), walk(item)]),
    name: (value, parent) => (parent.in === 'path' || parent.in === 'query' ? rename(String(value)) : value),
    links: (value) => mapped(value, (name, item) => [name, link(item)]),
    'x-resources': (value) => mapped(value, (name, item) => [name, resource(item)]),
    'x-does': does,
    'x-filter': (value) => mapped(value, (key, item) => [key, key === 'unset' ? item : rename(String(item))]),
    'x-source': (value) => value,
    'x-level': (value) => value,
  };

  const walk = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(walk);
    if (!isRecord(value)) return value;
    return mapped(value, (key, item) => [key, (byKey[key] ?? walk)(item, value)]);
  };
  return walk(contract);
};
