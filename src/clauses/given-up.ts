import type { OpenApiDocument } from '../document/document.ts';
import { type GivenUp, givenUpPatterns } from '../schema/pattern.ts';
import { patternsIn, placeOfPattern } from '../schema/patterns-in.ts';
import type { Clause, Step } from './clause.ts';

/** The patterns of names by which a step finds properties. */
export const patternsOfStep = (step: Step): readonly string[] =>
  'pattern' in step ? [step.pattern] : 'additionalTo' in step ? step.additionalTo.patterns : [];

/** One entry for each clause of a contract that is in use. */
const known = new WeakMap<Clause, ReadonlySet<string>>();

/** The patterns on which a clause depends, by its keyword or by the names on the way to its place. */
const patternsOfClause = (document: OpenApiDocument, clause: Clause): ReadonlySet<string> => {
  const found =
    known.get(clause) ??
    new Set([...clause.at.flatMap(patternsOfStep), ...patternsIn(document, clause.schema ?? true)]);
  known.set(clause, found);
  return found;
};

/** A pattern that was given up and on which a clause depends, of several the one for the shortest texts; null where there is none. */
export const givenUpIn = (document: OpenApiDocument, clause: Clause): GivenUp | null => {
  if (givenUpPatterns.size === 0) return null;
  const all = [...patternsOfClause(document, clause)].flatMap((pattern) => givenUpPatterns.get(pattern) ?? []);
  return all.toSorted((one, other) => one.from - other.from)[0] ?? null;
};

/** How much of a pattern a message shows. */
const shownCharactersMax = 100;

/** Names a pattern that was given up, with its place in a document and what happened. */
export const givenUpSentence = (document: OpenApiDocument, { pattern, reason }: GivenUp): string => {
  const shown = pattern.length > shownCharactersMax ? `${pattern.slice(0, shownCharactersMax)}…` : pattern;
  return `the pattern ${JSON.stringify(shown)} at #${placeOfPattern(document, pattern) ?? ''} ${reason}`;
};
