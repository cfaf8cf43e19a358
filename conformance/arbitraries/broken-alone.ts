import type { Clause } from '../../src/clauses/clause.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { type Broken, breakingAlone, waysToBreak } from '../../src/values/break-clause.ts';
import { addsForeignUrl, holdsForeignUrl } from './foreign-url.ts';

/** What a way to break a clause is looked for with. */
export interface BreakingContext {
  /** The clauses of the same message. */
  readonly siblings: readonly Clause[];
  /** Which of several values is broken. */
  readonly place: number;
  /** Whether a broken value can be sent as one, and stays broken. */
  readonly isTelling: (way: Broken) => boolean;
  /** The clauses that a body or parameter breaks. */
  readonly brokenBy: (root: JsonValue | undefined, pointer: string) => readonly Clause[];
}

/** A body or parameter that breaks a clause, and all that it breaks. */
export interface BrokenAlone extends Broken {
  readonly broken: readonly Clause[];
}

/** The ways to break a clause of a body or parameter, the most telling first, that break nothing else which isn't entailed. */
export const waysToBreakAlone = (
  clause: Clause,
  root: JsonValue | undefined,
  { siblings, place, isTelling, brokenBy }: BreakingContext,
): readonly BrokenAlone[] => {
  const ways = waysToBreak(clause, root, { siblings, place }).filter(
    (way) => isTelling(way) && !(holdsForeignUrl(way.value) && addsForeignUrl(way.root, root)),
  );
  return breakingAlone(
    clause,
    ways.map((way) => ({ ...way, broken: brokenBy(way.root, way.pointer) })),
  );
};
