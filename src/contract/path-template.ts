/** The names in a path template (OpenAPI 3.1.1, 4.6). */
export const templateParameters = (template: string): string[] =>
  [...template.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name ?? '');

/** A part of a path without its percent-encoding; as it is where that is broken. */
export const decodedSegment = (segment: string): string => {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

/** Reads a path by a template: gives the decoded values of its parameters by their names, in order; null where the path is another's. */
export type ReadPath = (path: string) => ReadonlyMap<string, string> | null;

/** Reads a segment of a path; null where it is another. What is literal in whole may be percent-encoded, as for any server. */
const segmentReader = (template: string): ((segment: string) => readonly string[] | null) => {
  if (!template.includes('{')) {
    return (segment) => (segment === template || decodedSegment(segment) === template ? [] : null);
  }
  const [first = '', ...literals] = template.split(/\{[^}]+\}/);
  return (segment) => {
    if (!segment.startsWith(first)) return null;
    // From the end, so that the first parameters are as long as they can be, and a segment is read once, however many it has.
    const texts: string[] = [];
    let end = segment.length;
    for (const [index, literal] of literals.toReversed().entries()) {
      // Behind it stands the next parameter, which is at least one character long.
      const last = index === 0 ? end - literal.length : end - 1 - literal.length;
      const at = index === 0 ? last : segment.lastIndexOf(literal, last);
      if (last < 0 || at < 0 || !segment.startsWith(literal, at)) return null;
      if (index > 0) texts.unshift(segment.slice(at + literal.length, end));
      end = at;
    }
    if (end <= first.length) return null;
    return [segment.slice(first.length, end), ...texts].map(decodedSegment);
  };
};

/** Makes the reader of a template's paths, which are percent-encoded as they were sent. */
export const pathReader = (template: string): ReadPath => {
  const names = templateParameters(template);
  const readers = template.split('/').map(segmentReader);
  return (path) => {
    const segments = path.split('/');
    if (segments.length !== readers.length) return null;
    const values: string[] = [];
    for (const [index, read] of readers.entries()) {
      const found = read(segments[index] ?? '');
      if (found === null) return null;
      values.push(...found);
    }
    return new Map(names.map((name, index) => [name, values[index] ?? '']));
  };
};
