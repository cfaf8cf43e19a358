import { decodedSegment } from '../../contract/path-template.ts';

/** What stands for a segment that no template has: a space, which no request target holds. */
const anySegment = ' ';

const isTemplated = (segment: string): boolean => segment.includes('{');
const isWhollyTemplated = (segment: string): boolean => /^\{[^{}]+\}$/.test(segment);

/**
 * What Prism's router can tell of a path: it compares a segment with those of the templates, as it is and decoded, and
 * any other segment is like the next to it. So `/webhooks/1` and `/webhooks/2` have one shape. A template such as `{id}.json`
 * looks into segments; where there is one, each path is its own shape.
 */
export const pathShapes = (templates: readonly string[]): ((path: string) => string) => {
  const segments = templates.flatMap((template) => template.split('/'));
  if (segments.some((segment) => isTemplated(segment) && !isWhollyTemplated(segment))) return (path) => path;
  const known = new Set(segments.flatMap((segment) => [segment, decodedSegment(segment)]));
  return (path) =>
    path
      .split('/')
      .map((segment) =>
        known.has(segment) || (segment.includes('%') && known.has(decodedSegment(segment))) ? segment : anySegment,
      )
      .join('/');
};
