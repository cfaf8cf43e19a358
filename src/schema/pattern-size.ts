import { characterSetOf, noCharacter, printableCharacters } from './character-set.ts';
import { type AST, nodesOf, parsePattern } from './pattern-syntax.ts';

/** What a generator makes of a pattern. */
export interface Made {
  /** Of the texts that it may make, the longest; infinite where that isn't known. */
  readonly longest: number;
  /** Whether it would look for a character that isn't there: of none that is printable, a generator may search without end. */
  readonly hasEmptySet: boolean;
}

type Most = (least: number) => number;

const longestOf = (node: AST.Alternative | AST.Element, most: Most): number => {
  switch (node.type) {
    case 'Alternative':
      return node.elements.reduce((sum, element) => sum + longestOf(element, most), 0);
    case 'Group':
    case 'CapturingGroup':
      return longestIn(node.alternatives, most);
    case 'Quantifier':
      return longestOf(node.element, most) * Math.max(node.min, Math.min(node.max, most(node.min)));
    case 'Assertion':
      return 0;
    case 'Backreference':
      return Number.POSITIVE_INFINITY;
    default:
      return 1;
  }
};

const longestIn = (alternatives: readonly AST.Alternative[], most: Most): number =>
  alternatives.reduce((longest, one) => Math.max(longest, longestOf(one, most)), 0);

const isEmptySet = (node: AST.Alternative | AST.Element): boolean => {
  const isSet = node.type === 'CharacterClass' || node.type === 'CharacterSet';
  const isSearched = isSet && (node.type === 'CharacterSet' ? node.kind !== 'property' : node.negate);
  const hasNone = node.type === 'CharacterClass' && !node.negate && node.elements.length === 0;
  return hasNone || (isSearched && (characterSetOf(node) & printableCharacters) === noCharacter);
};

/** Looks at what a generator makes of a pattern; `most` says how often it repeats what may be repeated without end. */
export const madeBy = (source: string, most: Most): Made => {
  const unknown = { longest: Number.POSITIVE_INFINITY, hasEmptySet: false };
  try {
    const pattern = parsePattern(source);
    if (pattern === null) return unknown;
    return {
      longest: longestIn(pattern.alternatives, most),
      hasEmptySet: [...nodesOf(pattern)].some(isEmptySet),
    };
  } catch {
    return unknown;
  }
};
