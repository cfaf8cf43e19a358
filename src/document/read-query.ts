/** The parameters of a query, by name; one that stands there several times has a list. */
export type Query = Readonly<Record<string, string | string[]>>;

/** Takes the text of a query apart, which stands behind the question mark of a URL. */
export const readQuery = (text: string): Query => {
  const parameters = Map.groupBy(new URLSearchParams(text), ([name]) => name);
  // From entries, since a parameter may be called __proto__.
  return Object.fromEntries(
    [...parameters].map(([name, pairs]) => {
      const [value = '', ...others] = pairs.map(([, one]) => one);
      return [name, others.length === 0 ? value : [value, ...others]];
    }),
  );
};
