import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares a credential with the right one, in a time that doesn't tell how much of it was right. */
export const sameSecret = (given: string | undefined, right: string): boolean =>
  given !== undefined && timingSafeEqual(digest(given), digest(right));

/** The credentials of an Authorization header of a scheme (RFC 9110, 11.4), or undefined. */
export const authorizationOf = (header: string | undefined, scheme: string): string | undefined => {
  const [, given = '', credentials] = /^(\S+) +(.+)$/.exec(header ?? '') ?? [];
  return given.toLowerCase() === scheme ? credentials : undefined;
};
