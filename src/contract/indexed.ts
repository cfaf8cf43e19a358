/** Makes what looks something up in a table that is made once for each holder, a contract say, and kept as long as that is in use. */
export const indexed = <Holder extends object, Entry>(makeIndex: (holder: Holder) => ReadonlyMap<string, Entry>) => {
  const indexes = new WeakMap<object, ReadonlyMap<string, Entry>>();
  return (holder: Holder, key: string | null | undefined): Entry | undefined => {
    if (key === undefined || key === null) return undefined;
    const index = indexes.get(holder) ?? makeIndex(holder);
    indexes.set(holder, index);
    return index.get(key);
  };
};
