/** What each kind of check is there for: which flaws nobody would find without it. */
export const guards: Readonly<Record<string, string>> = {};
