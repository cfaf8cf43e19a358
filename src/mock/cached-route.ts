import { createBoundedCache } from './bounded-cache.ts';
import { cachedKeyCharactersMax, routesMax } from './limits.ts';
import { pathShapes } from './path-shape.ts';
import type { PrismParts } from './prism-parts.ts';

/** Keeps which operation Prism's router finds, by the method and the shape of the path: it tries all templates at each request. */
export const cachedRoute = (route: PrismParts['route'], templates: readonly string[]): PrismParts['route'] => {
  const shapeOf = pathShapes(templates);
  const cached = createBoundedCache<ReturnType<PrismParts['route']>>({
    entriesMax: routesMax,
    keyCharactersMax: cachedKeyCharactersMax,
  });
  return (options) => {
    const { method, url } = options.input;
    return cached(`${method} ${shapeOf(url.path)}`, () => route(options));
  };
};
