import type fc from 'fast-check';
import type { JsonValue, OpenApiDocument } from '../../src/document/document.ts';
import { CannotGenerate } from './cannot-generate.ts';
import type { GenerationContext } from './generation.ts';

/** Values for a schema, or why there are none. */
type Made = fc.Arbitrary<JsonValue> | CannotGenerate;

/** One entry for each schema of a document that is in use. */
const memory = new WeakMap<OpenApiDocument, WeakMap<GenerationContext['ownerValues'], Map<string, Made>>>();

const memoryOf = ({ document, ownerValues }: GenerationContext): Map<string, Made> => {
  const ofDocument = memory.get(document) ?? new WeakMap<GenerationContext['ownerValues'], Map<string, Made>>();
  const made = ofDocument.get(ownerValues) ?? new Map<string, Made>();
  memory.set(document, ofDocument.set(ownerValues, made));
  return made;
};

/** Makes the values of a schema at a depth once: one that contains itself in several places asks for them as often as there are ways through it. */
export const memoizeArbitrary = (
  schema: JsonValue,
  context: GenerationContext,
  depth: number,
  make: () => fc.Arbitrary<JsonValue>,
): fc.Arbitrary<JsonValue> => {
  const known = memoryOf(context);
  const key = `${depth} ${JSON.stringify(schema)}`;
  const found = known.get(key);
  if (found instanceof CannotGenerate) throw found;
  if (found !== undefined) return found;
  try {
    const values = make();
    known.set(key, values);
    return values;
  } catch (error) {
    if (error instanceof CannotGenerate) known.set(key, error);
    throw error;
  }
};
