import { isObject, type JsonValue } from '../document/document.ts';

/** Hosts that belong to nobody (RFC 2606, RFC 6761). */
export const isReserved = (host: string): boolean =>
  /(^|\.)(example|test|invalid|localhost|example\.(com|net|org))$/.test(host);

const reservedHost = 'hooks.example.com';

/** Puts a reserved host in the place of any other, so that what a documented example names is never called. */
export const withReservedHosts = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(withReservedHosts);
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withReservedHosts(item)]));
  if (typeof value !== 'string' || !/^(https?|wss?):\/\//i.test(value) || !URL.canParse(value)) return value;
  const { hostname } = new URL(value);
  if (isReserved(hostname)) return value;
  const moved = new URL(value);
  moved.hostname = reservedHost;
  return moved.href;
};
