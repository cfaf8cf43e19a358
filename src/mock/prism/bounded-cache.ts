import { cacheBytesMax, cachedValueBytes } from '../settings/limits.ts';

/** Returns what is kept under a key, or makes it and keeps it. */
export type BoundedCache<Value> = (key: string, make: () => Value) => Value;

/** There is a cache for each operation, so that only all of them together have a bound in bytes. */
const everyCache = new Set<WeakRef<Map<string, unknown>>>();
let keptBytes = 0;

const bytesPerCharacter = 2;

/** Counts what is to be kept. Where it is too much, all caches are emptied; what was emptied by itself is still counted, which does no harm. */
const makeRoom = (bytes: number): void => {
  keptBytes += bytes;
  if (keptBytes <= cacheBytesMax) return;
  for (const one of everyCache) {
    const kept = one.deref();
    if (kept === undefined) everyCache.delete(one);
    else kept.clear();
  }
  keptBytes = bytes;
};

/**
 * Makes a cache that keeps a bounded number of values. A full one is emptied, which costs less than to know which value was used
 * last. Keys that are longer than `keyCharactersMax` are made anew each time.
 */
export const createBoundedCache = <Value>({
  entriesMax,
  keyCharactersMax,
  weigh = () => cachedValueBytes,
}: {
  readonly entriesMax: number;
  readonly keyCharactersMax: number;
  /** How much memory a value takes, where it may be much. */
  readonly weigh?: (value: Value) => number;
}): BoundedCache<Value> => {
  const kept = new Map<string, Value>();
  everyCache.add(new WeakRef(kept));
  return (key, make) => {
    const known = kept.get(key);
    // A value may be undefined, so that only the key tells.
    if (known !== undefined || kept.has(key)) return known as Value;
    const made = make();
    if (key.length > keyCharactersMax) return made;
    if (kept.size >= entriesMax) kept.clear();
    makeRoom(bytesPerCharacter * key.length + weigh(made));
    kept.set(key, made);
    return made;
  };
};
