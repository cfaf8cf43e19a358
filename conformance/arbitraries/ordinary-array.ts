import fc from 'fast-check';
import { arrayAt, type JsonObject, type JsonValue } from '../../src/document/document.ts';
import { CannotGenerate } from './cannot-generate.ts';
import { depthMax, type Inside } from './generation.ts';
import { itemSchema, largestOf, type SchemaParts, smallestOf, valuesOf } from './schema-parts.ts';
import { severalOf } from './several-of.ts';

/** As many as show that there can be several. */
const itemsMax = 3;

/** An array longer than this is no ordinary one, whatever its schema asks for. */
const longestMax = 1_000;

const same = (one: JsonValue, other: JsonValue): boolean => JSON.stringify(one) === JSON.stringify(other);

/** How many items parts let an array have at the most. */
const lengthMax = (parts: SchemaParts, prefix: number): number => {
  const closed = parts.filter((part) => part.items === false).map((part) => arrayAt(part, 'prefixItems').length);
  const isEvaluated = parts.some((part) => part.items !== undefined || part.contains !== undefined);
  const unevaluated = valuesOf(parts, 'unevaluatedItems').includes(false) && !isEvaluated ? [prefix] : [];
  const impossible = [...Array(prefix).keys()].filter((index) => itemSchema(parts, index) === false);
  return Math.min(smallestOf(parts, 'maxItems') ?? longestMax, ...closed, ...unevaluated, ...impossible);
};

/** How many items must be like those that `contains` asks for. */
const containedIn = (part: JsonObject): number => (part.contains === undefined ? 0 : Number(part.minContains ?? 1));

const optional = <T>(make: () => T, isRequired: boolean): T | null => {
  try {
    return make();
  } catch (error) {
    if (error instanceof CannotGenerate && !isRequired) return null;
    throw error;
  }
};

/** Lists of different values; where there aren't enough different ones, and there needn't be, with repetitions. */
const listOf = (
  item: fc.Arbitrary<JsonValue>,
  { min, max }: { readonly min: number; readonly max: number },
): fc.Arbitrary<readonly JsonValue[]> => {
  if (min <= 1) return fc.uniqueArray(item, { minLength: min, maxLength: max, comparator: same });
  // An array of so many different values is searched for without end where there aren't so many.
  return severalOf(item, min).map((drawn) => {
    const different = drawn.filter((value, index) => drawn.findIndex((other) => same(other, value)) === index);
    return different.length >= min ? different.slice(0, max) : [...different, ...drawn].slice(0, min);
  });
};

/** A list of a few different things is the ordinary one; lists with repetitions are permitted all the same, and tried as extremes. */
export const ordinaryArray = (parts: SchemaParts, inside: Inside): fc.Arbitrary<JsonValue> => {
  const stated = Math.max(0, ...parts.map((part) => arrayAt(part, 'prefixItems').length));
  const minItems = largestOf(parts, 'minItems') ?? 0;
  const most = lengthMax(parts, stated);
  if (minItems > most) throw new CannotGenerate('minItems is more than there may be');
  if (minItems > longestMax) throw new CannotGenerate(`minItems: ${minItems} items are more than are made here`);
  const contained = parts.reduce((sum, part) => sum + containedIn(part), 0);
  if (contained > longestMax) throw new CannotGenerate(`minContains: ${contained} items are more than are made here`);
  const needed = parts.flatMap((part) => Array<JsonValue>(containedIn(part)).fill(part.contains ?? true));
  // What `contains` asks for stands first; in a list that is all prefix, it has to be found there.
  const at = (index: number): JsonValue => {
    const own = itemSchema(parts, index);
    const asked = needed[index - (stated < most ? stated : 0)];
    if (asked === undefined || own === false) return own;
    return { allOf: [own, asked] };
  };
  const head: fc.Arbitrary<JsonValue>[] = [];
  const wanted = stated + (stated < most ? needed.length : 0);
  const headLength = Math.min(most, inside.sparse ? Math.max(minItems, needed.length) : wanted);
  for (let index = 0; index < headLength; index++) {
    const made = optional(() => inside.value(at(index)), index < minItems || needed.length > 0);
    if (made === null) return fc.tuple(...head);
    head.push(made);
  }
  if (inside.sparse) return fc.tuple(...head);
  const rest = itemSchema(parts, stated);
  const min = Math.max(minItems - head.length, head.length === 0 && inside.depth < depthMax ? 1 : 0);
  const max = Math.min(most - head.length, Math.max(min, Math.min(itemsMax, most) - head.length));
  const item =
    max <= 0 || rest === false || (inside.depth >= depthMax && min === 0)
      ? null
      : optional(() => inside.value(rest, max), minItems > head.length);
  const first = fc.tuple(...head);
  if (item === null) return first;
  return fc
    .tuple(first, listOf(item, { min: Math.min(min, max), max: Math.max(0, max) }))
    .map(([before, after]) => [...before, ...after]);
};
