import { decodedSegment } from '../../contract/path-template.ts';
import { cachedKeyCharactersMax, routesMax } from '../settings/limits.ts';
import { createBoundedCache } from './bounded-cache.ts';
import { pathShapes } from './path-shape.ts';
import type { PrismParts } from './prism-parts.ts';

/** How many steps Prism's router may take for a segment, which it matches by a regular expression: a tenth of a second. */
const segmentStepsMax = 100_000_000;

/** Whether a template has a segment of which a parameter is only a part, or which holds several. */
const looksIntoSegments = (template: string): boolean =>
  template.split('/').some((segment) => segment.includes('{') && !/^\{[^{}]+\}$/.test(segment));

/**
 * Makes what says whether Prism's router would find that a segment of a path fills one of a template: it does where the literal parts
 * stand in it in their order. Where it would take too long to find out, it isn't asked.
 */
const segmentFilter = (template: string): ((segment: string) => boolean) => {
  if (!template.includes('{')) return () => true;
  const literals = template.split(/\{[^}]+\}/);
  const parameters = literals.length - 1;
  return (segment) => {
    if (parameters > 1 && segment.length ** parameters > segmentStepsMax) return false;
    let from = 0;
    return literals.every((literal) => {
      const at = segment.indexOf(literal, from);
      from = at + literal.length;
      return at >= 0;
    });
  };
};

const pathFilter = (template: string): ((path: string) => boolean) => {
  const filters = template.split('/').map((segment) => segmentFilter(decodedSegment(segment)));
  return (path) => path.split('/').every((segment, index) => filters[index]?.(decodedSegment(segment)) ?? true);
};

/** Shows Prism's router no template that looks into segments, but those that the path fills: it would look at each character again and again. */
const filledOnly = (route: PrismParts['route'], templates: readonly string[]): PrismParts['route'] => {
  const filters = new Map(templates.filter(looksIntoSegments).map((template) => [template, pathFilter(template)]));
  if (filters.size === 0) return route;
  return ({ resources, input }) =>
    route({ resources: resources.filter(({ path }) => filters.get(path)?.(input.url.path) ?? true), input });
};

/** Keeps which operation Prism's router finds, by the method and the shape of the path: it tries all templates at each request. */
export const cachedRoute = (route: PrismParts['route'], templates: readonly string[]): PrismParts['route'] => {
  const shapeOf = pathShapes(templates);
  const routeFilled = filledOnly(route, templates);
  const cached = createBoundedCache<ReturnType<PrismParts['route']>>({
    entriesMax: routesMax,
    keyCharactersMax: cachedKeyCharactersMax,
  });
  return (options) => {
    const { method, url } = options.input;
    return cached(`${method} ${shapeOf(url.path)}`, () => routeFilled(options));
  };
};
