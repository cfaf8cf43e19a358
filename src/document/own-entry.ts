/** What a table of ours says of a name from a contract. Names such as `constructor` and `__proto__` are in no table. */
export const ownEntry = <Value>(table: Readonly<Record<string, Value>>, name: unknown): Value | undefined =>
  typeof name === 'string' && Object.hasOwn(table, name) ? table[name] : undefined;
