import { deepFreeze } from '../../document/freeze.ts';
import { answersMax, cachedKeyCharactersMax, cachedValueBytes } from '../settings/limits.ts';
import { type BoundedCache, createBoundedCache } from './bounded-cache.ts';
import type { PrismOperation, PrismParts } from './prism-parts.ts';

type Answer = ReturnType<ReturnType<PrismParts['mock']>>;

/** A documented body, which may be long, by the length of its JSON. */
const bytesOf = (body: unknown): number => 4 * (JSON.stringify(body)?.length ?? 0);

/**
 * Keeps the documented answers that Prism negotiates, frozen, by all that they depend on: the operation and the whole configuration
 * of the request, which holds what its headers Accept and Prefer ask for. Generated answers differ each time, and none is kept.
 */
export const cachedMock = (mock: PrismParts['mock']): PrismParts['mock'] => {
  const caches = new WeakMap<PrismOperation, BoundedCache<Answer>>();
  const cacheOf = (resource: PrismOperation): BoundedCache<Answer> => {
    const known = caches.get(resource);
    if (known !== undefined) return known;
    const made = createBoundedCache<Answer>({
      entriesMax: answersMax,
      keyCharactersMax: cachedKeyCharactersMax,
      weigh: (answer) => cachedValueBytes + (answer._tag === 'Right' ? bytesOf(answer.right.body) : 0),
    });
    caches.set(resource, made);
    return made;
  };
  return (options) => (logger) => {
    const { resource, input, config } = options;
    if (config.dynamic || input.validations.length > 0) return mock(options)(logger);
    return cacheOf(resource)(JSON.stringify(config), () => {
      const answer = mock(options)(logger);
      // A copy, since an example is part of what Prism read, which is its own.
      return answer._tag === 'Left' ? answer : deepFreeze(structuredClone(answer));
    });
  };
};
