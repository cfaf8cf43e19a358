import { editDistance, nearestName } from './likeness.ts';

/** Farther apart than this, two names have nothing to do with each other. */
const likenessMin = 0.5;

/** Returns `Did you mean X?` where one of the known names is near, and the list of them otherwise. */
export const didYouMean = (name: string, known: readonly string[]): string => {
  if (known.length === 0) return 'None is known.';
  const nearest = nearestName(name, known);
  const likeness = 1 - editDistance(name, nearest) / Math.max(name.length, nearest.length);
  if (likeness >= likenessMin) return `Did you mean ${nearest}?`;
  const shown = known.slice(0, namesShownMax);
  return `Known are: ${shown.join(', ')}${known.length > shown.length ? ', …' : ''}.`;
};

const namesShownMax = 12;
