import { closest, distance } from 'fastest-levenshtein';

/** The number of letters by which two texts differ (Levenshtein). */
export const editDistance = (one: string, other: string): number => distance(one, other);

/** The one of some names, of which there must be one, that is the most like a name. */
export const nearestName = (name: string, known: readonly string[]): string => closest(name, known);
