/** Finds some texts wherever they stand in another, in one pass, however many they are (Aho and Corasick, 1975). */
export interface TextFinder {
  /** Calls `found` with the first and the last position of each text found; of those that end at one position, the longest. */
  search(codes: Uint16Array, found: (first: number, last: number) => void): void;
  /** How many of the last characters of a text may be the beginning of one that is looked for. */
  unfinished(codes: Uint16Array): number;
}

const codesMax = 0x1_0000;

/** Makes a finder of texts that are written as UTF-16 code units; `fold` gives the same unit for those that are to count as the same. */
export const textFinder = (texts: Iterable<string>, fold: (code: number) => number): TextFinder => {
  // A node is a beginning of a text; 0 is the empty one. Edges are kept by node and unit.
  const edges = new Map<number, number>();
  const parents = [0];
  const units = [0];
  const depths = [0];
  const longest = [0];
  const edge = (node: number, code: number): number | undefined => edges.get(node * codesMax + code);
  for (const text of texts) {
    let node = 0;
    for (let at = 0; at < text.length; at++) {
      const code = fold(text.charCodeAt(at));
      let next = edge(node, code);
      if (next === undefined) {
        next = parents.length;
        edges.set(node * codesMax + code, next);
        parents.push(node);
        units.push(code);
        depths.push(at + 1);
        longest.push(0);
      }
      node = next;
    }
    longest[node] = text.length;
  }
  /** For each node, the longest other one that it ends with. */
  const shorter = new Int32Array(parents.length);
  const step = (from: number, code: number): number => {
    let node = from;
    for (;;) {
      const next = edge(node, code);
      if (next !== undefined) return next;
      if (node === 0) return 0;
      node = shorter[node] ?? 0;
    }
  };
  const byDepth = [...parents.keys()].slice(1).toSorted((one, other) => (depths[one] ?? 0) - (depths[other] ?? 0));
  for (const node of byDepth) {
    const parent = parents[node] ?? 0;
    const end = parent === 0 ? 0 : step(shorter[parent] ?? 0, units[node] ?? 0);
    shorter[node] = end;
    longest[node] = Math.max(longest[node] ?? 0, longest[end] ?? 0);
  }
  return {
    search(codes, found) {
      let node = 0;
      for (let at = 0; at < codes.length; at++) {
        node = step(node, fold(codes[at] ?? 0));
        const length = longest[node] ?? 0;
        if (length > 0) found(at - length + 1, at);
      }
    },
    unfinished(codes) {
      let node = 0;
      for (const code of codes) node = step(node, fold(code));
      return depths[node] ?? 0;
    },
  };
};
