import { literalPattern } from '../literal-pattern.ts';

/** Gives the names in a path template (OpenAPI 3.1.1, 4.6). */
export const templateParameters = (template: string): string[] =>
  [...template.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name ?? '');

/** Gives a part of a path without its percent-encoding; as it is where that is broken. */
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
  const pattern = template
    .split(/\{[^}]+\}/)
    .map(literalPattern)
    .join('(.+)');
  const regexp = new RegExp(`^${pattern}$`, 's');
  return (segment) => regexp.exec(segment)?.slice(1).map(decodedSegment) ?? null;
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
