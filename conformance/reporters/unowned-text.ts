import { visibleLine } from '../../src/visible.ts';

/** Operations that are named of those that were left out; the report has a reason at each of their clauses. */
const namesMax = 5;

/** The sentence on operations that were not sent because they could touch what the run didn't make; null where there are none. */
export const unownedText = (unowned: readonly string[] = []): string | null => {
  if (unowned.length === 0) return null;
  const names = unowned.slice(0, namesMax).map(visibleLine).join(', ');
  const rest = unowned.length > namesMax ? ', …' : '';
  const [were, they] = unowned.length === 1 ? ['operation was', 'it'] : ['operations were', 'they'];
  return `${unowned.length} ${were} not sent because ${they} could touch data that the run did not make: ${names}${rest}. --plan says why, --allow-unowned GLOB sends them.`;
};
