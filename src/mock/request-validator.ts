import { type JsonObject, type JsonValue, type OpenApiDocument, objectAt, type Schema } from '../contract/document.ts';
import { mergedSchema } from '../contract/merged-schema.ts';
import { visitObjects } from '../contract/openapi-walk.ts';
import { type SchemaValidator, schemaValidator, type Validate } from '../contract/schema-validator.ts';
import { statedRequired } from '../contract/stated-required.ts';
import { withRequired } from './lenient-document.ts';

/** Gives the names of the properties that any schema of a document calls read-only. */
const readOnlyNames = (document: OpenApiDocument): ReadonlySet<string> =>
  new Set(
    [...visitObjects(document)]
      .filter(({ kind }) => kind === 'schema')
      .flatMap(({ object }) => Object.entries(objectAt(object, 'properties')))
      .filter(([, property]) => mergedSchema(document, property).readOnly === true)
      .map(([name]) => name),
  );

const compiled = (validator: SchemaValidator, schema: Schema): Validate => {
  try {
    return validator.compile(schema);
  } catch {
    // A schema that this validator can't read is Prism's alone to judge.
    return () => [];
  }
};

/**
 * Makes what validates requests by the schemas of a document, as a lenient server does: a property whose `required` is MAY can be left
 * out, and so can a read-only one, which is required in answers alone. Where a schema requires a property that only another declares,
 * say one beside it in an `allOf`, the name tells.
 */
const validatorOf = (document: OpenApiDocument): ((schema: Schema) => Validate) => {
  const named = readOnlyNames(document);
  const isSent = (schema: JsonObject, name: string): boolean => {
    const property = objectAt(mergedSchema(document, schema), 'properties')[name];
    return property === undefined ? !named.has(name) : mergedSchema(document, property).readOnly !== true;
  };
  const lenient = <Value extends JsonValue>(value: Value): Value =>
    withRequired(value, (schema) => statedRequired(document, schema).filter((name) => isSent(schema, name))) as Value;
  const validator = schemaValidator(lenient(document));
  return (schema) => compiled(validator, lenient(schema));
};

/** Gives what is wrong with a value that a request sends, by a schema of a document. Nothing is made before it is needed: many a mock is sent nothing. */
export const requestValidator = (document: OpenApiDocument) => {
  const validators = new Map<Schema, Validate>();
  let compile: ReturnType<typeof validatorOf> | undefined;
  return (schema: Schema): Validate => {
    const known = validators.get(schema);
    if (known !== undefined) return known;
    compile ??= validatorOf(document);
    const validate = compile(schema);
    validators.set(schema, validate);
    return validate;
  };
};

/** Validates what requests send by a schema. */
export type RequestValidator = ReturnType<typeof requestValidator>;
