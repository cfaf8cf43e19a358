/** Takes one of each list in turn, so that the first of every list come before the second of any. */
export const roundRobin = <T>(lists: readonly (readonly T[])[]): readonly T[] => {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return [...Array(longest).keys()].flatMap((index) => lists.flatMap((list) => list.slice(index, index + 1)));
};
