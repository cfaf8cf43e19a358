/** Gives what is kept under a key, or makes it and keeps it. */
export type BoundedCache<Value> = (key: string, make: () => Value) => Value;

/**
 * Makes a cache that keeps a bounded number of values. A full one is emptied, which costs less than to know which value was used
 * last. Keys that are longer than `keyCharactersMax` are made anew each time.
 */
export const createBoundedCache = <Value>({
  entriesMax,
  keyCharactersMax,
}: {
  readonly entriesMax: number;
  readonly keyCharactersMax: number;
}): BoundedCache<Value> => {
  const kept = new Map<string, Value>();
  return (key, make) => {
    const known = kept.get(key);
    // A value may be undefined, so that only the key tells.
    if (known !== undefined || kept.has(key)) return known as Value;
    const made = make();
    if (key.length > keyCharactersMax) return made;
    if (kept.size >= entriesMax) kept.clear();
    kept.set(key, made);
    return made;
  };
};
