import type { Parameter } from '../../src/contract/contract.ts';

/** Words in the names of parameters that page: `page_size`, `nextToken`, `starting_after`. */
const pagingWords = new Set([
  ...['continuation', 'cursor', 'ending', 'limit', 'marker', 'next', 'offset'],
  ...['page', 'size', 'skip', 'starting', 'take', 'token'],
]);

/** Names that page by themselves, and mean something else within another: `after` beside `created_after`. */
const pagingNames = new Set(['after', 'before', 'count', 'first', 'from', 'last', 'start', 'top']);

const wordsOf = (name: string): readonly string[] =>
  name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);

/**
 * Says whether a parameter of a query is called as those that page through a list are, though no word of the contract says what it
 * does. Who leaves it out may get no more than a first page; so that a guess by a name can keep a list from being judged, but can
 * accuse nobody.
 */
export const seemsToPage = ({
  in: place,
  name,
  values,
  page,
  filter,
}: Pick<Parameter, 'in' | 'name' | 'values' | 'page' | 'filter'>): boolean => {
  const isUndeclared = page === null && filter === null && (values === null || values === 'unspecified');
  const isCalledSo = pagingNames.has(name.toLowerCase()) || wordsOf(name).some((word) => pagingWords.has(word));
  return place === 'query' && isUndeclared && isCalledSo;
};
