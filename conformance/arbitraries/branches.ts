import {
  arrayAt,
  isObject,
  type JsonObject,
  type JsonValue,
  type OpenApiDocument,
  objectAt,
} from '../../src/document/document.ts';
import { discriminated } from './discriminator.ts';
import { type SchemaParts, schemaParts } from './schema-parts.ts';

/** Ways to keep a schema that are tried: more than a reader of a contract would go through. */
const branchesMax = 24;

/** Branches inside branches, of which each doubles the ways or more. */
const nestedMax = 6;

const without = (part: JsonObject, ...keywords: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(part).filter(([keyword]) => !keywords.includes(keyword)));

/** The ways to keep one part with a composition, each as the schemas that then hold; null where it has none. */
const waysToKeep = (part: JsonObject): readonly (readonly JsonValue[])[] | null => {
  for (const keyword of ['anyOf', 'oneOf']) {
    if (part[keyword] !== undefined) return arrayAt(part, keyword).map((branch) => [without(part, keyword), branch]);
  }
  const { if: condition, then: consequence = true, else: alternative = true } = part;
  if (condition !== undefined) {
    const rest = without(part, 'if', 'then', 'else');
    return [
      [rest, condition, consequence],
      [rest, { not: condition }, alternative],
    ];
  }
  const [dependency] = Object.entries(objectAt(part, 'dependentSchemas'));
  if (dependency !== undefined) {
    const [name, schema] = dependency;
    const others = without(objectAt(part, 'dependentSchemas'), name);
    const rest: JsonObject = { ...part, dependentSchemas: others };
    return [
      [rest, { required: [name] }, schema],
      [rest, { properties: { [name]: false } }],
    ];
  }
  const { not } = part;
  if (isObject(not) && Object.keys(not).length === 1 && Array.isArray(not.required)) {
    return not.required.map((name) => [without(part, 'not'), { properties: { [String(name)]: false } }]);
  }
  return null;
};

/** The same, one way after the other: there may be more than anybody could go through. */
function* waysThrough(document: OpenApiDocument, parts: SchemaParts, nested: number): Generator<SchemaParts> {
  for (const [index, part] of parts.entries()) {
    const ways = nested > nestedMax ? null : waysToKeep(part);
    if (ways === null) continue;
    for (const schemas of ways) {
      const taken = schemas.flatMap((schema) => schemaParts(document, schema));
      const kept = parts.toSpliced(index, 1, ...taken);
      const named = discriminated(document, part, { branch: schemas.at(-1) ?? true, kept });
      yield* waysThrough(document, named === null ? kept : [...kept, named], nested + 1);
    }
    return;
  }
  yield parts;
}

/**
 * The ways in which a schema can be kept: of every choice that it leaves (`anyOf`, `oneOf`, `if`, `dependentSchemas`) one is taken.
 * Whether a way keeps the whole, say no second branch of `oneOf`, is for a validator to say.
 */
export const branchesOf = (document: OpenApiDocument, parts: SchemaParts): readonly SchemaParts[] => {
  const branches: SchemaParts[] = [];
  for (const branch of waysThrough(document, parts, 0)) {
    if (branches.push(branch) === branchesMax) break;
  }
  return branches;
};
