import { decodedSegment } from './path-template.ts';

/** The value of a cookie as it stands in the header Cookie (RFC 6265, 4.2.1), the first where there are several. */
const cookieText = (header: string, name: string): string | undefined =>
  header
    .split(';')
    .map((pair) => pair.trim().split('='))
    .find(([key]) => key === name)
    ?.slice(1)
    .join('=');

/**
 * What a request may mean by a cookie, none where it has none, the likeliest first. A cookie carries few characters as they
 * are, so that it may be percent-encoded, or stand in quotation marks.
 */
export const cookieTexts = (header: string | undefined, name: string): readonly string[] => {
  const text = cookieText(header ?? '', name);
  if (text === undefined) return [];
  const unquoted = text.replace(/^"(.*)"$/s, '$1');
  return [...new Set([decodedSegment(unquoted), unquoted, decodedSegment(text), text])];
};
