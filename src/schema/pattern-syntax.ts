import { type AST, RegExpParser } from '@eslint-community/regexpp';

export type { AST };

/** A pattern as it is written, or null where it can't be read, or nests too deep to be walked. */
export const parsePattern = (source: string): AST.Pattern | null => {
  try {
    return new RegExpParser({ ecmaVersion: 2025 }).parsePattern(source, 0, source.length, {
      unicode: true,
      unicodeSets: false,
    });
  } catch {
    return null;
  }
};

/** One character of a pattern, or a set of which it takes one. */
export type OneCharacter = AST.Character | AST.CharacterSet | AST.CharacterClass | AST.ExpressionCharacterClass;

/** Every part of a pattern inside a part, down to single characters and sets of them. */
export function* nodesOf(node: AST.Pattern | AST.Alternative | AST.Element): Generator<AST.Alternative | AST.Element> {
  for (const part of partsOf(node)) {
    yield part;
    yield* nodesOf(part);
  }
}

const partsOf = (node: AST.Pattern | AST.Alternative | AST.Element): readonly (AST.Alternative | AST.Element)[] => {
  if (node.type === 'Quantifier') return [node.element];
  if (node.type === 'Alternative') return node.elements;
  const isGroup = node.type === 'Pattern' || node.type === 'Group' || node.type === 'CapturingGroup';
  if (isGroup || (node.type === 'Assertion' && 'alternatives' in node)) return node.alternatives;
  return [];
};
