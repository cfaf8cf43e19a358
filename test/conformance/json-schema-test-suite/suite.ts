import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Clause } from '../../../src/clauses/clause.ts';
import { schemaPromises } from '../../../src/clauses/schema-clauses.ts';
import { isObject, type JsonObject, type JsonValue, type OpenApiDocument } from '../../../src/document/document.ts';
import { follow } from '../../../src/document/follow-reference.ts';
import { pointerTo, withValueAt } from '../../../src/document/json-pointer.ts';
import { visitObjects } from '../../../src/document/openapi-walk.ts';
import { schemaValidator } from '../../../src/schema/schema-validator.ts';

/** An instance of the suite, and whether it keeps its schema. */
export interface Instance {
  readonly description: string;
  readonly data: JsonValue;
  readonly valid: boolean;
}

/** A schema of the suite. */
export interface SuiteCase {
  /** The file without its ending, say `minLength`. */
  readonly file: string;
  /** The file, and what the suite says of it. */
  readonly name: string;
  /** As the suite has it. */
  readonly original: JsonObject | boolean;
  readonly tests: readonly Instance[];
  /** An OpenAPI document in which the schema stands at `schema`, with its references made to fit. */
  readonly document: OpenApiDocument;
  readonly schema: JsonObject;
  /** The keyword because of which it can't stand in a single document without identifiers; null for nearly all. */
  readonly foreign: string | null;
}

const home = '/components/schemas/Case';

/** Keywords that name schemas or choose how they are read; in an OpenAPI contract, a `$ref` is a place in the document. */
const identifiers = ['$id', '$anchor', '$dynamicAnchor', '$dynamicRef', '$vocabulary'];

const foreignKeyword = (schema: JsonValue): string | null => {
  for (const { object } of visitObjects(schema, 'schema')) {
    const identifier = identifiers.find((keyword) => object[keyword] !== undefined);
    if (identifier !== undefined) return identifier;
    if (typeof object.$ref === 'string' && !/^#(\/|$)/.test(object.$ref)) return '$ref to another document';
    if (typeof object.$schema === 'string' && !object.$schema.endsWith('draft/2020-12/schema'))
      return '$schema of another dialect';
  }
  return null;
};

/** Moves the references of a schema to where the schema stands in the document. */
const moved = (schema: JsonValue): JsonValue => {
  const places = [...visitObjects(schema, 'schema')].filter(({ object }) => typeof object.$ref === 'string');
  return places.reduce<JsonValue>((whole, { object, pointer }) => {
    const ref = `#${home}${String(object.$ref).slice(1)}`;
    return withValueAt(whole, pointerTo(pointer, '$ref'), ref) ?? whole;
  }, schema);
};

const caseOf = (file: string, group: JsonObject): SuiteCase => {
  const { schema = {}, description, tests } = group;
  const { $schema: _dialect, ...rest } = isObject(schema) ? schema : {};
  const inside = isObject(schema) ? moved(rest) : schema;
  return {
    file,
    name: `${file}: ${String(description)}`,
    original: schema as JsonObject | boolean,
    tests: tests as unknown as readonly Instance[],
    document: { openapi: '3.1.0', paths: {}, components: { schemas: { Case: inside } } },
    schema: { $ref: `#${home}` },
    foreign: foreignKeyword(schema),
  };
};

/** Reads the required schemas of the JSON Schema Test Suite, draft 2020-12. */
export const readSuite = async (): Promise<readonly SuiteCase[]> => {
  const folder = join(import.meta.dirname, 'draft2020-12');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted();
  const read = names.map(async (name) => {
    const groups = JSON.parse(await readFile(join(folder, name), 'utf8')) as readonly JsonObject[];
    return groups.map((group) => caseOf(basename(name, '.json'), group));
  });
  return (await Promise.all(read)).flat();
};

/** The clauses of a schema, as those of an answer. */
export const clausesOf = ({ document, schema }: Pick<SuiteCase, 'document' | 'schema'>): readonly Clause[] => {
  const ids = new Map<string, number>();
  const validator = schemaValidator(document);
  return schemaPromises(document, follow(document, schema, home, []), 'response').map((promise) => {
    const id = `${promise.place}:${promise.keyword}`;
    const count = (ids.get(id) ?? 0) + 1;
    ids.set(id, count);
    const format = promise.keyword === 'format' ? String(promise.schema.format) : null;
    return {
      ...promise,
      id: count === 1 ? id : `${id}~${count}`,
      api: 'suite',
      operation: 'case',
      kind: promise.keyword as Clause['kind'],
      level: 'MUST',
      source: null,
      subject: { of: 'response', statuses: ['200'], part: 'body', mediaTypes: ['application/json'] },
      notApplicable: format !== null && !validator.knowsFormat(format) ? `unknown format ${format}` : null,
    };
  });
};
