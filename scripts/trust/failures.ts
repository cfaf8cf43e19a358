import { checkMakers } from '../../conformance/checks/checks.ts';
import type { Corpus } from './false-alarms.ts';
import { guards } from './guards.ts';
import type { Planted } from './plant.ts';

/** The share of the flaws found that have to be told under the name of the clause that was broken. */
const namedShareMin = 0.95;

/** What a measurement failed by; nothing where the suite can be trusted as far as was measured. */
export const failures = (
  all: readonly Planted[],
  { falseAlarms, unjudged }: Corpus,
  {
    isWhole,
    kinds = Object.keys(checkMakers),
  }: {
    readonly isWhole: boolean;
    /** The kinds of check that there are. */
    readonly kinds?: readonly string[];
  },
): readonly string[] => {
  const planted = all.filter(({ unobservable }) => unobservable === null);
  const survivors = planted.filter(({ isFound }) => !isFound);
  const named = planted.filter(({ isNamed }) => isNamed).length;
  const found = planted.length - survivors.length;
  const seen = new Set(planted.flatMap(({ seenBy }) => seenBy));
  // Of what is a part, or ended early, nobody knows what else would have been found.
  const idle = isWhole ? kinds.filter((kind) => !seen.has(kind)) : [];
  const gone = Object.keys(guards).filter((kind) => !kinds.includes(kind));
  return [
    ...survivors.map(({ clause }) => `nobody guards ${clause.id}`),
    ...(named < found * namedShareMin
      ? [`only ${named} of ${found} flaws were told under the name of their clause`]
      : []),
    ...idle.map((kind) => `${kind} found nothing: ${guards[kind] ?? 'say in guards.ts what it is there for'}`),
    ...gone.map((kind) => `${kind} is not there any more: ${guards[kind]}`),
    ...falseAlarms.map((alarm) => `a right server was accused: ${alarm}`),
    ...unjudged.map((server) => `a right server was not judged to the end: ${server}`),
  ];
};
