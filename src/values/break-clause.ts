import type { Clause, Step } from '../clauses/clause.ts';
import { valuesAt } from '../clauses/evaluate.ts';
import { isObject, type JsonObject, type JsonValue } from '../document/document.ts';
import { pointerTo, withValueAt } from '../document/json-pointer.ts';
import { isUrlSchema } from '../schema/url-schema.ts';
import { brokenValues } from './broken-value.ts';
import { unexpectedName } from './odd-values.ts';

/** A place for a value in a body or parameter: where it goes, what stands there now, and what is put around it. */
interface Place {
  readonly pointer: string;
  readonly value: JsonValue;
  readonly wrap: (value: JsonValue) => JsonValue;
}

const asItIs = (value: JsonValue): JsonValue => value;

/** Names that are tried for a pattern: what it says, without its signs, and the like. */
const namesFor = (pattern: string): readonly string[] => {
  const plain = pattern.replaceAll(/[^\w-]/g, '');
  return [plain, `${plain}x`, `x${plain}`, unexpectedName, 'x', 'X-Text', '0', ''];
};

/** A name under which a step finds a property, or undefined where none comes to mind. */
const nameFor = (step: Step): string | undefined => {
  if ('property' in step) return step.property;
  if (!('pattern' in step || 'additionalTo' in step)) return undefined;
  const candidates = 'pattern' in step ? namesFor(step.pattern) : [unexpectedName, 'x', 'X-Text', '0'];
  return candidates.find((name) => valuesAt({ [name]: true }, [step]).length > 0);
};

/** Puts a value where a step finds it, in an object or an array that holds nothing else; null where it would have to hold more. */
const around = (step: Step, value: JsonValue): JsonValue | null => {
  if ('item' in step) return step.item === 0 ? [value] : null;
  if ('itemsFrom' in step) return step.itemsFrom === 0 ? [value] : null;
  const name = nameFor(step);
  return name === undefined ? null : { [name]: value };
};

/** The place in an object or array where a step would find a value that isn't there. */
const placeIn = (parent: JsonValue, step: Step): string | number | null => {
  if (Array.isArray(parent)) {
    if ('item' in step) return step.item === parent.length ? step.item : null;
    return 'itemsFrom' in step && parent.length >= step.itemsFrom ? parent.length : null;
  }
  return isObject(parent) ? (nameFor(step) ?? null) : null;
};

/** Finds the place of an optional part that is left out: only a broken value is put there, so that no valid one need be known. */
const absentPlace = (root: JsonValue | undefined, at: Clause['at']): Place | null => {
  const missing = at.findIndex((_, index) => valuesAt(root, at.slice(0, index + 1)).length === 0);
  const first = at[missing];
  const parent = valuesAt(root, at.slice(0, missing))[0];
  if (first === undefined || parent === undefined) return null;
  const token = placeIn(parent.value, first);
  const inner = at.slice(missing + 1);
  if (token === null || inner.some((step) => around(step, null) === null)) return null;
  const wrap = inner.reduceRight<Place['wrap']>((within, step) => (value) => around(step, within(value)), asItIs);
  return { pointer: pointerTo(parent.pointer, token), value: null, wrap };
};

/** The place of a clause's values, as text: the same for all clauses that speak of the same values. */
const placeKeyOf = ({ subject, at }: Clause): string => JSON.stringify([subject, at]);

/** Looked up once for each list of clauses, since every clause of a message asks for those beside it. */
const knownPlaces = new WeakMap<readonly Clause[], ReadonlyMap<string, readonly Clause[]>>();

const samePlace = (clause: Clause, siblings: readonly Clause[]): readonly Clause[] => {
  const places = knownPlaces.get(siblings) ?? Map.groupBy(siblings, placeKeyOf);
  knownPlaces.set(siblings, places);
  return places.get(placeKeyOf(clause)) ?? [];
};

/** What the schemas that a clause speaks of say besides it: the format and nature of the strings there. */
const natureOf = (
  clause: Clause,
  siblings: readonly Clause[],
): { readonly url: boolean; readonly format: string | null } => {
  const schema: JsonObject = Object.assign({}, ...samePlace(clause, siblings).map((other) => other.schema ?? {}));
  return { url: isUrlSchema(schema), format: typeof schema.format === 'string' ? schema.format : null };
};

/** A value that may break a clause, and the whole body or parameter with it in its place. */
export interface Broken {
  readonly value: JsonValue;
  /** Outside of this place, a JSON Pointer, the whole is as it was. */
  readonly pointer: string;
  readonly root: JsonValue | undefined;
}

/**
 * The ways in which one value of a body or parameter may be made to break a clause, the most telling first; none where
 * there is no place for one. `place` chooses among several values. Whether a way breaks the clause, and nothing else, is for `evaluator` to say.
 */
export const waysToBreak = (
  clause: Clause,
  root: JsonValue | undefined,
  { siblings, place }: { readonly siblings: readonly Clause[]; readonly place: number },
): readonly Broken[] => {
  const places = valuesAt(root, clause.at);
  const met = places[place % Math.max(1, places.length)];
  const chosen = met === undefined ? absentPlace(root, clause.at) : { ...met, wrap: asItIs };
  if (chosen === null) return [];
  return brokenValues(clause, chosen.value, natureOf(clause, siblings)).map((value) => ({
    value,
    pointer: chosen.pointer,
    root: withValueAt(root, chosen.pointer, chosen.wrap(value)),
  }));
};

/** Returns, of values with the clauses that each breaks, those that break one clause and nothing that it doesn't entail. */
export const breakingAlone = <Candidate extends { readonly broken: readonly Clause[] }>(
  clause: Clause,
  candidates: readonly Candidate[],
): readonly Candidate[] => {
  const breaking = candidates.filter(({ broken }) => broken.some(({ id }) => id === clause.id));
  const alone = breaking.filter(({ broken }) => broken.length === 1);
  // What can't be broken alone is entailed by the others that break with it, at the same place.
  return alone.length > 0
    ? alone
    : breaking.filter(({ broken }) => broken.every(({ at }) => at.length === clause.at.length));
};
