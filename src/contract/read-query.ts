/** The parameters of a query, by name; one that stands there several times has a list. */
export type Query = Readonly<Record<string, string | string[]>>;

/** Takes the text of a query apart, which stands behind the question mark of a URL. */
export const readQuery = (text: string): Query => {
  const parameters = new URLSearchParams(text);
  // From entries, since a parameter may be called __proto__.
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
};
