import { isObject, type JsonValue } from '../../src/document/document.ts';
import { isReserved } from '../../src/values/reserved-hosts.ts';

/** Hosts that reach no stranger: addresses for documentation (RFC 5737, RFC 3849), and loopback. */
const unroutable = /^(192\.0\.2\.\d+|127(\.\d+){3}|\[2001:db8:.*\]|\[::1\])$/;

/** Whether a text is a URL by which whoever follows it could reach somebody, since its host isn't reserved. */
export const isForeignUrl = (text: string): boolean => {
  const url = text.trim().replace(/^\/\//, 'https://');
  if (!/^(https?|wss?|ftp):/i.test(url) || !URL.canParse(url)) return false;
  const host = new URL(url).hostname.replace(/\.$/, '');
  return !isReserved(host) && !unroutable.test(host);
};

const textsIn = (value: JsonValue | undefined): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
};

export const holdsForeignUrl = (value: JsonValue): boolean => textsIn(value).some(isForeignUrl);

/** Finds the texts of a value that may differ from those of another: what both share needs no look. */
const changedTexts = (changed: JsonValue | undefined, before: JsonValue | undefined): readonly string[] => {
  if (changed === before) return [];
  if (Array.isArray(changed) && Array.isArray(before)) {
    return changed.flatMap((item, index) => changedTexts(item, before[index]));
  }
  if (!isObject(changed) || !isObject(before)) return textsIn(changed);
  return Object.entries(changed).flatMap(([name, member]) =>
    changedTexts(member, Object.hasOwn(before, name) ? before[name] : undefined),
  );
};

/** Whether a change brings in a foreign URL. The owner or the contract supplied the earlier ones, so they are allowed. */
export const addsForeignUrl = (changed: JsonValue | undefined, before: JsonValue | undefined): boolean => {
  const foreign = changedTexts(changed, before).filter(isForeignUrl);
  if (foreign.length === 0) return false;
  const known = new Set(textsIn(before));
  return foreign.some((text) => !known.has(text));
};
