import type { Clause, Promised } from '../../src/clauses/clause.ts';

/** Kinds that what is longer than it may be breaks; a pattern may be a bound as well. */
const bounds: readonly Promised[] = ['maxLength', 'maxItems', 'maxProperties', 'pattern'];

/**
 * Whether HTTP itself gives a status a meaning for such a fault, documented or not: content, a URI or fields that are too large
 * (RFC 9110, 15.5.14 and 15.5.15; RFC 6585, 5), a foreign media type (RFC 9110, 15.5.16), a condition that isn't met or is missing
 * (RFC 9110, 13.1; RFC 6585, 3).
 */
export const isOfHttpItself = ({ kind, schema, subject }: Clause, status: number): boolean => {
  if (subject.of !== 'request') return false;
  const { part } = subject;
  const isMissing = kind === 'required' && schema === null;
  const isTooMuch = bounds.includes(kind);
  const isCondition = part === 'header' && /^if-/i.test(subject.name);
  switch (status) {
    case 412:
      return isCondition && !isMissing;
    case 413:
      return isTooMuch && part === 'body';
    case 414:
      return isTooMuch && (part === 'path' || part === 'query');
    case 415:
      // A body that is missing has no media type either, and one that isn't JSON is none of the type that it bears.
      return part === 'body' && (kind === 'media-type' || kind === 'well-formed' || isMissing);
    case 428:
      return isCondition && isMissing;
    case 431:
      return isTooMuch && (part === 'header' || part === 'cookie');
    default:
      return false;
  }
};
