/** Whether a header sets a condition, by its name (RFC 9110, 13.1). */
export const isConditionName = (name: string): boolean => /^if-/i.test(name);

/** Whether a header asks for a part, by its name (RFC 9110, 14.2). */
export const isRangeName = (name: string): boolean => /^range$/i.test(name);
