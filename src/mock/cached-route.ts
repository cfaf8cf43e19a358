import { pathReader } from '../contract/path-template.ts';
import { createBoundedCache } from './bounded-cache.ts';
import { cachedKeyCharactersMax, routesMax } from './limits.ts';
import { pathShapes } from './path-shape.ts';
import type { PrismParts } from './prism-parts.ts';

/** Whether a template has a segment of which a parameter is only a part, or which holds several. */
const looksIntoSegments = (template: string): boolean =>
  template.split('/').some((segment) => segment.includes('{') && !/^\{[^{}]+\}$/.test(segment));

/** Shows Prism's router no template that looks into segments, but those that the path fills: it looks at each character again and again. */
const filledOnly = (route: PrismParts['route'], templates: readonly string[]): PrismParts['route'] => {
  const readers = new Map(templates.filter(looksIntoSegments).map((template) => [template, pathReader(template)]));
  if (readers.size === 0) return route;
  return ({ resources, input }) =>
    route({
      resources: resources.filter(({ path }) => readers.get(path)?.(input.url.path) !== null),
      input,
    });
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
