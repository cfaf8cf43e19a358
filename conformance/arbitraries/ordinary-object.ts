import fc from 'fast-check';
import { arrayAt, isObject, type JsonObject, type JsonValue, objectAt } from '../../src/document/document.ts';
import { mergedSchema } from '../../src/document/merged-schema.ts';
import { CannotGenerate } from './cannot-generate.ts';
import { depthMax, type GenerationContext, type Inside } from './generation.ts';
import { largestOf, propertySchema, type SchemaParts, smallestOf, valuesOf } from './schema-parts.ts';
import { severalOf } from './several-of.ts';

// Made once, because making one from a regular expression takes longer than drawing a thousand values from it.
/** Names that are as good for a header as for a property. */
const additionalName = fc.stringMatching(/^X-[A-Z][a-z]{2,8}$/);

/** As many entries of a map as show that there can be several. */
const entriesMax = 2;

/** An object of more properties than this is no ordinary one, whatever its schema asks for. */
const propertiesMax = 1_000;

/** Whether an ordinary request bears no such property: the server sets it, no document tells its values, or only an owner knows them who didn't. */
const isLeftOut = (name: string, schema: JsonValue, context: GenerationContext): boolean => {
  const merged = mergedSchema(context.document, schema);
  const values = merged['x-values'] ?? mergedSchema(context.document, merged.items)['x-values'];
  return merged.readOnly === true || values === 'unspecified' || (values === 'owner' && !context.ownerValues.has(name));
};

/** The names that must be there: those that are required, and those that others ask for. */
const requiredNames = (parts: SchemaParts): readonly string[] => [
  ...new Set(parts.flatMap((part) => arrayAt(part, 'required').map(String))),
];

/** Adds to names what `dependentRequired` asks for beside them. */
const withDependents = (parts: SchemaParts, names: readonly string[]): readonly string[] => {
  const all = new Set(names);
  // A set grows while it is walked, so that what is added is looked at too.
  for (const name of all) {
    for (const part of parts) {
      for (const other of arrayAt(objectAt(part, 'dependentRequired'), name)) all.add(String(other));
    }
  }
  return [...all];
};

const isForbidden = (parts: SchemaParts, name: string, inside: Inside): boolean =>
  propertySchema(parts, name) === false ||
  valuesOf(parts, 'propertyNames').some((schema) => !inside.keeps(schema, name));

type Entry = readonly [string, JsonValue];

/** Properties that no schema names, as `patternProperties`, `additionalProperties` and `propertyNames` let them be; null where there can be none. */
const otherEntries = (parts: SchemaParts, inside: Inside): fc.Arbitrary<Entry> | null => {
  const names: fc.Arbitrary<JsonValue>[] = [];
  const named = valuesOf(parts, 'propertyNames');
  if (named.length > 0) names.push(inside.value({ allOf: [{ type: 'string' }, ...named] }));
  for (const pattern of parts.flatMap((part) => Object.keys(objectAt(part, 'patternProperties')))) {
    names.push(inside.value({ type: 'string', pattern }));
  }
  if (named.length === 0) names.push(additionalName);
  const entries = names.flatMap((name) => {
    // Names of one origin are under the same schemas, as far as ordinary names go.
    const [sample] = fc.sample(name, { numRuns: 1, seed: 1 });
    const schema = propertySchema(parts, String(sample));
    if (schema === false) return [];
    try {
      return [fc.tuple(name.map(String), inside.value(schema))];
    } catch (error) {
      if (error instanceof CannotGenerate) return [];
      throw error;
    }
  });
  return entries.length === 0 ? null : fc.oneof(...entries);
};

/** Whether parts speak of properties that they don't name. */
const speaksOfOthers = (parts: SchemaParts): boolean =>
  parts.some(
    (part) =>
      isObject(part.additionalProperties) ||
      isObject(part.unevaluatedProperties) ||
      Object.keys(objectAt(part, 'patternProperties')).length > 0,
  );

const withOthers = (
  known: fc.Arbitrary<JsonObject>,
  others: fc.Arbitrary<Entry> | null,
  { min, max }: { readonly min: number; readonly max: number },
): fc.Arbitrary<JsonValue> => {
  if (others === null || max <= 0) return known;
  // Names that were drawn twice are one; whether there are enough is looked at afterwards.
  const more = severalOf(others, Math.max(1, min)).map((entries) =>
    Object.entries(Object.fromEntries(entries)).slice(0, max),
  );
  return fc.tuple(known, more).map(([object, entries]) => ({ ...Object.fromEntries(entries), ...object }));
};

/** An object with all the properties that its schema names and an ordinary request can have; a map with an entry or two. */
export const ordinaryObject = (parts: SchemaParts, inside: Inside): fc.Arbitrary<JsonValue> => {
  const { context, depth } = inside;
  const stated = requiredNames(parts);
  const declared = parts.flatMap((part) => Object.keys(objectAt(part, 'properties')));
  const required = withDependents(parts, stated);
  const isWanted = (name: string): boolean =>
    required.includes(name) ||
    (!inside.sparse && depth < depthMax && !isLeftOut(name, propertySchema(parts, name), context));
  const wanted = withDependents(parts, [...new Set([...declared, ...stated])].filter(isWanted));
  const made: [string, fc.Arbitrary<JsonValue>][] = [];
  for (const name of wanted) {
    try {
      if (isForbidden(parts, name, inside)) throw new CannotGenerate(`the property ${name} is required and forbidden`);
      made.push([name, inside.property(name, propertySchema(parts, name))]);
    } catch (error) {
      // What can't be made is left out where it may be.
      if (!(error instanceof CannotGenerate) || required.includes(name)) throw error;
    }
  }
  const least = largestOf(parts, 'minProperties') ?? 0;
  const most = smallestOf(parts, 'maxProperties') ?? propertiesMax;
  if (least > propertiesMax) throw new CannotGenerate(`minProperties: ${least} properties are more than are made here`);
  const all = Object.fromEntries(made);
  if (made.length > most) {
    const optional = made.map(([name]) => name).filter((name) => !required.includes(name));
    const count = Math.max(0, most - required.length);
    const chosen = fc.subarray(optional, { minLength: Math.min(count, optional.length), maxLength: count });
    return chosen.chain((names) =>
      fc.record(Object.fromEntries(made.filter(([name]) => required.includes(name) || names.includes(name)))),
    );
  }
  const known: fc.Arbitrary<JsonObject> = fc.record(all);
  const isMap =
    made.length === 0 && declared.length === 0 && !inside.sparse && depth < depthMax && speaksOfOthers(parts);
  const min = Math.max(least - made.length, isMap ? 1 : 0);
  if (min === 0) return known;
  const others = otherEntries(parts, inside);
  return withOthers(known, others, { min, max: Math.min(most - made.length, Math.max(min, isMap ? entriesMax : 0)) });
};
