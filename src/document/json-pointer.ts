import { isObject, type JsonValue } from './document.ts';

/** Writes one reference token (RFC 6901, section 3). */
export const escapeToken = (token: string): string =>
  // Most names have neither, and places are written for every value that is judged.
  /[~/]/.test(token) ? token.replaceAll('~', '~0').replaceAll('/', '~1') : token;

/** Appends reference tokens to a JSON Pointer. */
export const pointerTo = (base: string, ...tokens: readonly (string | number)[]): string =>
  base + tokens.map((token) => `/${escapeToken(String(token))}`).join('');

/** Splits a JSON Pointer into its unescaped reference tokens. */
export const pointerTokens = (pointer: string): string[] =>
  pointer === ''
    ? []
    : pointer
        .slice(1)
        .split('/')
        .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));

/** The value that a JSON Pointer names, or undefined where there is none. */
export const valueAt = (root: JsonValue | undefined, pointer: string): JsonValue | undefined => {
  let value: JsonValue | undefined = root;
  for (const token of pointerTokens(pointer)) {
    if (Array.isArray(value)) value = /^(0|[1-9]\d*)$/.test(token) ? value[Number(token)] : undefined;
    else if (isObject(value) && Object.hasOwn(value, token)) value = value[token];
    else return undefined;
  }
  return value;
};

/** A copy of a value in which what a JSON Pointer names is another value; undefined removes it. Missing parents are made. */
export const withValueAt = (
  root: JsonValue | undefined,
  pointer: string,
  value: JsonValue | undefined,
): JsonValue | undefined => changedAt(root, pointerTokens(pointer), value);

const changedAt = (
  root: JsonValue | undefined,
  [token, ...rest]: readonly string[],
  value: JsonValue | undefined,
): JsonValue | undefined => {
  if (token === undefined) return value;
  if (Array.isArray(root)) {
    const index = Number(token);
    const changed = changedAt(root[index], rest, value);
    if (changed === undefined) return root.filter((_, position) => position !== index);
    return index >= root.length ? [...root, changed] : root.with(index, changed);
  }
  const object = isObject(root) ? root : {};
  const changed = changedAt(Object.hasOwn(object, token) ? object[token] : undefined, rest, value);
  // What is there already stays where it stands among the keys.
  if (changed !== undefined) return { ...object, [token]: changed };
  const { [token]: _removed, ...others } = object;
  return others;
};
