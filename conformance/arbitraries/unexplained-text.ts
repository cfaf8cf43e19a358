import type { Parameter } from '../../src/contract/api-description.ts';
import type { JsonValue, OpenApiDocument } from '../../src/document/document.ts';
import type { GenerationContext } from './generation.ts';
import { itemSchema, type SchemaParts, schemaParts, valuesOf } from './schema-parts.ts';

/** Keywords by which a schema says what a text is; how long one may be says nothing of the kind. */
const explaining = ['const', 'enum', 'format', 'pattern', 'default', 'example', 'examples', 'anyOf', 'oneOf', 'not'];

const saysMore = (parts: SchemaParts): boolean => explaining.some((keyword) => valuesOf(parts, keyword).length > 0);

const typesOf = (parts: SchemaParts): readonly JsonValue[] => valuesOf(parts, 'type').flat();

/** Whether a schema takes texts, or lists of texts, and says no more of them than that. */
const isUnexplained = (document: OpenApiDocument, schema: JsonValue): boolean => {
  const whole = schemaParts(document, schema);
  const isList = typesOf(whole).includes('array');
  // Lists within lists, which may have no end, are no texts that anybody writes into a query.
  const parts = isList ? schemaParts(document, itemSchema(whole, 0)) : whole;
  const types = typesOf(parts);
  return !saysMore(whole) && !saysMore(parts) && (types.length === 0 || types.includes('string'));
};

/**
 * Whether a parameter takes a text of which nobody says what it may be: neither its schema, nor an example, nor the words for
 * values, nor the target's owner. It may be a cursor, or the name of a field, and a server may have its reasons to refuse what is made up.
 * What stands in a path is the id of something, and has words of its own (`guessed-parameter.ts`).
 */
export const isUnexplainedText = (parameter: Parameter, { document, ownerValues }: GenerationContext): boolean => {
  const { in: place, name, schema, examples, values, page, filter } = parameter;
  const isExplained = values !== null || page !== null || filter !== null || examples.length > 0;
  return place !== 'path' && !isExplained && !ownerValues.has(name) && isUnexplained(document, schema);
};
