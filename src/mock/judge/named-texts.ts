import { jsonDepthMax } from '../../document/json-text.ts';

/** What stands under a name: texts, and what stands under the names in brackets behind it. */
export interface Named {
  readonly texts: readonly string[];
  readonly inside: Members;
}

/** What stands under each name. */
export type Members = ReadonlyMap<string, Named>;

/** A text, and the names that lead to it, from the outermost. */
export type Placed = readonly [path: readonly string[], text: string];

interface Growing extends Named {
  readonly texts: string[];
  readonly inside: Map<string, Growing>;
}

const empty = (): Growing => ({ texts: [], inside: new Map() });

/** Puts texts under their names. */
export const membersOf = (all: Iterable<Placed>): Members => {
  const root = empty();
  for (const [path, text] of all) {
    let at = root;
    for (const name of path) {
      const next = at.inside.get(name) ?? empty();
      at.inside.set(name, next);
      at = next;
    }
    at.texts.push(text);
  }
  return root.inside;
};

/** Takes a name such as `a[b][c]` apart, as the style deepObject writes it; what is no such name, or nests too deep to be walked, is one name. */
export const bracketPath = (name: string): readonly string[] => {
  const [, first, brackets] = /^([^[]+)((?:\[[^\]]*\])+)$/.exec(name) ?? [];
  if (first === undefined || brackets === undefined) return [name];
  const path = [first, ...brackets.slice(1, -1).split('][')];
  return path.length > jsonDepthMax ? [name] : path;
};
