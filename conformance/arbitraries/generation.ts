import type fc from 'fast-check';
import type { JsonValue, OpenApiDocument } from '../../src/document/document.ts';

/** What a generator needs to know besides the schema. */
export interface GenerationContext {
  readonly document: OpenApiDocument;
  /** Values for names that only the target's owner knows (`--set`). */
  readonly ownerValues: ReadonlyMap<string, readonly string[]>;
  /** The one value of each parameter, by its key, that may say where something is beside its path; undefined for one that is left out. See `generationOf`. */
  readonly placeValues?: ReadonlyMap<string, JsonValue | undefined>;
}

/** What the generator of one type needs of all others: values for what is inside. */
export interface Inside {
  readonly context: GenerationContext;
  /** How deep in the value this is. */
  readonly depth: number;
  /** Whether of an object or array only what it requires is wanted: other schemas may forbid the rest. */
  readonly sparse: boolean;
  /** Values for an item or an unnamed property, of which there are so many. */
  value(schema: JsonValue, times?: number): fc.Arbitrary<JsonValue>;
  /** Values for a named property, from its owner's where there are any. */
  property(name: string, schema: JsonValue): fc.Arbitrary<JsonValue>;
  /** Whether a value keeps a schema. */
  keeps(schema: JsonValue, value: JsonValue): boolean;
}

/** Deeper than any hand-written request; below it, optional parts of schemas that contain themselves are left out. */
export const depthMax = 5;

/** A schema that is still not at its end here contains itself in a part that it requires. */
export const depthHardMax = 12;

/** More values inside each other than any body has that somebody sends: schemas that contain themselves in many places would make millions. */
export const sizeMax = 5_000;
