/**
 * Values of a path with ids of what is there in the place of texts that hold one; null where none does. It is what a lenient
 * server takes them for.
 */
export const idsWithin = (ids: readonly string[], values: readonly string[]): readonly string[] | null => {
  const meant = values.map((value) => {
    // What a column of 32 bits leaves of a larger number.
    const wrapped = /^\d+$/.test(value) ? String(BigInt.asUintN(32, BigInt(value))) : value;
    return (
      ids.find((id) => id === wrapped) ??
      ids.find((id) => value.startsWith(id)) ??
      ids.find((id) => value.includes(id)) ??
      value
    );
  });
  return meant.every((value, index) => value === values[index]) ? null : meant;
};
