/** Gives the regular expression of a pattern as JSON Schema has it (ECMA-262, with `u`); null where it is of another dialect. */
export const regexpOf = (pattern: string): RegExp | null => {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return null;
  }
};
