import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

type Value = null | boolean | number | string | Value[] | { [key: string]: Value };
type Obj = { [key: string]: Value };

const isObj = (value: Value | undefined): value is Obj =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Another name for everything that an API may choose. */
const renamed = (name: string): string => `q${name}x`;

const renamedPointer = (pointer: string): string => pointer.replaceAll(/[^/]+/g, renamed);

const renamedPath = (path: string): string =>
  path
    .split('/')
    .map((segment) => (segment === '' ? '' : segment.replace(/[^{}]+/, renamed)))
    .join('/');

/** Renames the keys of a value that is an example. */
const exampleValue = (value: Value): Value => {
  if (Array.isArray(value)) return value.map(exampleValue);
  if (!isObj(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [renamed(key), exampleValue(item)]));
};

const mapKeys = (value: Value, key: (name: string) => string, item: (value: Value) => Value = (same) => same): Value =>
  isObj(value) ? Object.fromEntries(Object.entries(value).map(([name, child]) => [key(name), item(child)])) : value;

const text = (value: Value, change: (text: string) => string): Value =>
  typeof value === 'string' ? change(value) : value;

const resourceWords: Record<string, (value: Value) => Value> = {
  id: (value) => text(value, renamed),
  embedded: (value) => text(value, renamed),
  one: (value) => text(value, renamedPointer),
  many: (value) => text(value, renamedPointer),
  sent: (value) => text(value, renamedPointer),
  total: (value) => text(value, renamedPointer),
  parent: (value) => mapKeys(value, renamed),
};

const doesWords: Record<string, (value: Value) => Value> = {
  property: (value) => text(value, renamed),
  omitted: (value) => mapKeys(value, renamed),
  id: (value) => text(value, renamedPointer),
  from: (value) => mapKeys(value, renamed, (pointer) => text(pointer, renamedPointer)),
};

const byWord = (value: Value, words: Record<string, (value: Value) => Value>): Value =>
  isObj(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, words[key]?.(item) ?? item]))
    : value;

const expression = (value: Value): Value =>
  text(value, (whole) =>
    whole.replace(/(?<=^\$request\.(path|query)\.).+$/, renamed).replace(/(?<=#).+$/, renamedPointer),
  );

const examples = (value: Value): Value => {
  if (Array.isArray(value)) return value.map(exampleValue);
  return mapKeys(
    value,
    (name) => name,
    (one) => (isObj(one) && one.value !== undefined ? { ...one, value: exampleValue(one.value) } : one),
  );
};

/** What becomes of the value of a key, wherever it stands in a document. Others are walked into. */
const words: Record<string, (value: Value, holder: Obj) => Value> = {
  paths: (value) => mapKeys(value, renamedPath, walk),
  properties: (value) => mapKeys(value, renamed, walk),
  required: (value) => (Array.isArray(value) ? value.map((name) => text(name, renamed)) : value),
  operationId: (value) => text(value, renamed),
  example: exampleValue,
  examples,
  default: exampleValue,
  name: (value, { in: place }) => (place === 'path' || place === 'query' ? text(value, renamed) : value),
  parameters: (value) =>
    isObj(value) && !Object.values(value).some(isObj) ? mapKeys(value, renamed, expression) : walk(value),
  'x-resources': (value) =>
    mapKeys(
      value,
      (name) => name,
      (resource) => byWord(resource, resourceWords),
    ),
  'x-does': (value) => byWord(value, doesWords),
  'x-filter': (value) => filter(value),
};

const filter = (value: Value): Value =>
  isObj(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, key === 'unset' ? item : text(item, renamed)]),
      )
    : value;

function walk(value: Value): Value {
  if (Array.isArray(value)) return value.map(walk);
  if (!isObj(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      Object.hasOwn(words, key) ? (words[key]?.(item, value) ?? item) : walk(item),
    ]),
  );
}

/** Writes a copy of a contract file in which every path, operationId, parameter and property bears another name; gives its path. */
export const renamedContract = async (file: string): Promise<string> => {
  const document = parse(await readFile(file, 'utf8')) as Value;
  const folder = await mkdtemp(join(tmpdir(), 'renamed-'));
  const copy = join(folder, 'renamed.yaml');
  await writeFile(copy, stringify(walk(document), { aliasDuplicateObjects: false }));
  return copy;
};
