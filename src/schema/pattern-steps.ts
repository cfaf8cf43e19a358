import { type CharacterSet, characterSetOf, everyCharacter, noCharacter } from './character-set.ts';
import { type AST, nodesOf, parsePattern } from './pattern-syntax.ts';

/**
 * The most steps that JavaScript takes to test a text of so many characters. It backtracks: each choice that the next character
 * doesn't decide multiplies what follows it. An upper bound, never an estimate: infinite where none is known.
 */
export type StepsFor = (length: number) => number;

/** What can come after a place in a pattern: the characters it may begin with, and how many tries it takes to see that none does. */
interface Follow {
  readonly first: CharacterSet;
  readonly tries: number;
}

/** What a part of a pattern begins with, and whether it may take no character at all. */
interface Start extends Follow {
  readonly isNullable: boolean;
  readonly shortest: number;
}

/** In how many ways a part can be passed, and the steps of trying them all. */
interface Cost {
  readonly ways: number;
  readonly steps: number;
}

const nothingFollows: Follow = { first: noCharacter, tries: 0 };
const anythingFollows: Follow = { first: everyCharacter, tries: 1 };

const isDisjoint = (one: CharacterSet, other: CharacterSet): boolean => (one & other) === noCharacter;

/** 1 + ways + ways² … from one power to another; infinity comes by itself. */
const powers = (ways: number, from: number, to: number): number => {
  if (ways === 1) return to - from + 1;
  return (ways ** (to + 1) - ways ** from) / (ways - 1);
};

/** Asks of each part once, what it begins with. */
const createStartOf = () => {
  const known = new WeakMap<AST.Alternative | AST.Element, Start>();

  const ofSequence = (elements: readonly AST.Element[]): Start =>
    elements.reduceRight<Start>((rest, element) => before(startOf(element), rest), {
      ...nothingFollows,
      isNullable: true,
      shortest: 0,
    });

  const ofAlternatives = (alternatives: readonly AST.Alternative[]): Start => {
    const starts = alternatives.map(startOf);
    return {
      first: starts.reduce((all, { first }) => all | first, noCharacter),
      tries: starts.reduce((sum, { tries }) => sum + tries, 0),
      isNullable: starts.some(({ isNullable }) => isNullable),
      shortest: starts.reduce((least, { shortest }) => Math.min(least, shortest), Number.POSITIVE_INFINITY),
    };
  };

  const find = (node: AST.Alternative | AST.Element): Start => {
    switch (node.type) {
      case 'Alternative':
        return ofSequence(node.elements);
      case 'Group':
      case 'CapturingGroup':
        return ofAlternatives(node.alternatives);
      case 'Quantifier': {
        const inner = startOf(node.element);
        const isNullable = node.min === 0 || inner.isNullable;
        return { ...inner, isNullable, shortest: node.min === 0 ? 0 : inner.shortest * node.min };
      }
      case 'Assertion':
        // What looks around takes steps of its own wherever it is tried, so that no next character makes it free.
        return 'alternatives' in node
          ? { ...anythingFollows, isNullable: true, shortest: 0 }
          : { ...nothingFollows, tries: 1, isNullable: true, shortest: 0 };
      case 'Backreference':
        return { ...anythingFollows, isNullable: true, shortest: 0 };
      default:
        return { first: characterSetOf(node), tries: 1, isNullable: false, shortest: 1 };
    }
  };

  const startOf = (node: AST.Alternative | AST.Element): Start => {
    const start = known.get(node) ?? find(node);
    known.set(node, start);
    return start;
  };
  return startOf;
};

const before = (start: Start, rest: Follow & { readonly isNullable: boolean; readonly shortest: number }): Start => ({
  first: start.isNullable ? start.first | rest.first : start.first,
  tries: start.isNullable ? start.tries + rest.tries : start.tries,
  isNullable: start.isNullable && rest.isNullable,
  shortest: start.shortest + rest.shortest,
});

const isAnchored = ({ alternatives }: AST.Pattern): boolean =>
  alternatives.every(({ elements: [first] }) => first?.type === 'Assertion' && first.kind === 'start');

/** Counts the steps of one pattern. */
const countSteps = (pattern: AST.Pattern, startOf: ReturnType<typeof createStartOf>, length: number): number => {
  let isDecided = true;

  /** What follows each element of a sequence. */
  const followsIn = (elements: readonly AST.Element[], follow: Follow): readonly Follow[] => {
    const follows: Follow[] = [];
    let next = follow;
    for (const element of elements.toReversed()) {
      follows.unshift(next);
      next = before(startOf(element), { ...next, isNullable: false, shortest: 0 });
    }
    return follows;
  };

  const ofSequence = (elements: readonly AST.Element[], follow: Follow): Cost => {
    const follows = followsIn(elements, follow);
    let [ways, steps] = [1, 1];
    for (const [index, element] of elements.entries()) {
      const cost = costOf(element, follows[index] ?? follow);
      steps += ways * cost.steps;
      ways *= cost.ways;
    }
    return { ways, steps };
  };

  const ofAlternatives = (alternatives: readonly AST.Alternative[], follow: Follow): Cost => {
    const costs = alternatives.map(({ elements }) => ofSequence(elements, follow));
    let areDisjoint = true;
    let met = noCharacter;
    for (const alternative of alternatives) {
      const start = before(startOf(alternative), { ...follow, isNullable: false, shortest: 0 });
      areDisjoint &&= isDisjoint(met, start.first);
      met |= start.first;
    }
    if (!areDisjoint) {
      isDecided = false;
      return {
        ways: costs.reduce((sum, { ways }) => sum + ways, 0),
        steps: costs.reduce((sum, { steps }) => sum + steps, 0),
      };
    }
    const tries = alternatives.reduce((sum, one) => sum + startOf(one).tries + follow.tries, 0);
    return {
      ways: costs.reduce((most, { ways }) => Math.max(most, ways), 1),
      steps: tries + costs.reduce((most, { steps }) => Math.max(most, steps), 0),
    };
  };

  const ofQuantifier = ({ element, min, max }: AST.Quantifier, follow: Follow): Cost => {
    const { first, tries, isNullable, shortest } = startOf(element);
    const inner = costOf(element, max > 1 ? { first: first | follow.first, tries: tries + follow.tries } : follow);
    const longest = isNullable ? min + length : Math.max(min, Math.floor(length / Math.max(1, shortest)));
    const most = Math.min(max, longest);
    const isOneWay = min === max || (!isNullable && isDisjoint(first, follow.first));
    isDecided &&= isOneWay;
    const ways = inner.ways === 1 && isOneWay ? 1 : powers(inner.ways, Math.min(min, most), most);
    return { ways, steps: (inner.steps + follow.tries + 1) * powers(inner.ways, 0, most) };
  };

  const costOf = (node: AST.Element, follow: Follow): Cost => {
    switch (node.type) {
      case 'Group':
      case 'CapturingGroup':
        return ofAlternatives(node.alternatives, follow);
      case 'Quantifier':
        return ofQuantifier(node, follow);
      case 'Assertion': {
        if (!('alternatives' in node)) return { ways: 1, steps: 1 };
        isDecided = false;
        // Once it is passed, nothing in it is tried again.
        return { ways: 1, steps: ofAlternatives(node.alternatives, nothingFollows).steps };
      }
      case 'Backreference':
        isDecided = false;
        return { ways: 1, steps: length + 1 };
      default:
        return { ways: 1, steps: 1 };
    }
  };

  const cost = ofAlternatives(pattern.alternatives, nothingFollows);
  // Where each character decides how to go on, none is passed twice: a loop in a loop takes no more of them than there are.
  const nodes = [...nodesOf(pattern)].length + 1;
  const steps = isDecided ? Math.min(cost.steps, (length + 1) * nodes * 2) : cost.steps;
  const counted = isAnchored(pattern) ? steps + length : steps * (length + 1);
  return Number.isNaN(counted) ? Number.POSITIVE_INFINITY : counted;
};

/** What looks back is matched from its end, and what ignores case by other characters than stand there: nothing is known of either. */
const isBeyondUs = (pattern: AST.Pattern): boolean =>
  [...nodesOf(pattern)].some(
    (node) =>
      (node.type === 'Assertion' && node.kind === 'lookbehind') || (node.type === 'Group' && node.modifiers !== null),
  );

const unknown: StepsFor = () => Number.POSITIVE_INFINITY;

/** Finds out how many steps a pattern may take; for longer texts than asked for, up to twice as long. */
export const stepsFor = (source: string): StepsFor => {
  try {
    const pattern = parsePattern(source);
    if (pattern === null || isBeyondUs(pattern)) return unknown;
    const startOf = createStartOf();
    const known = new Map<number, number>();
    return (length) => {
      const rounded = 2 ** Math.ceil(Math.log2(length + 1));
      const steps = known.get(rounded) ?? countSteps(pattern, startOf, rounded);
      known.set(rounded, steps);
      return steps;
    };
  } catch {
    // Too deep to be walked.
    return unknown;
  }
};
