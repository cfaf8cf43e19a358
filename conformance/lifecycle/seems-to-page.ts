import type { Operation, Parameter } from '../../src/contract/api-description.ts';
import { type JsonValue, type OpenApiDocument, objectAt } from '../../src/document/document.ts';
import { mergedSchema } from '../../src/document/merged-schema.ts';

/** Words in the names of parameters that page: `page_size`, `nextToken`, `starting_after`. */
const pagingWords = new Set([
  ...['continuation', 'cursor', 'ending', 'limit', 'marker', 'next', 'offset'],
  ...['page', 'size', 'skip', 'starting', 'take', 'token'],
]);

/** Names that page by themselves, and mean something else within another: `after` beside `created_after`. */
const pagingNames = new Set(['after', 'before', 'count', 'first', 'from', 'last', 'start', 'top']);

/** The words of a name, in lower case: of `nextToken`, `page_size`, `X-Total-Count`. */
export const wordsOf = (name: string): readonly string[] =>
  name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);

/**
 * Whether a parameter of a query is called as those that page through a list are, though no word of the contract says what it
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

/** Words in the names of what an answer says of the pages to come: `next`, `has_more`, `nextPageToken`. */
const pagedWords = new Set(['continuation', 'cursor', 'more', 'next', 'page', 'pages', 'token']);

/** The header that leads to other pages, where one is documented (RFC 8288). */
const linkHeader = 'link';

/** The names of the properties of an object, and of the objects in it: what is said of a page often stands in one of its own. */
const namesIn = (document: OpenApiDocument, schema: JsonValue | undefined): readonly string[] => {
  const own = Object.entries(objectAt(mergedSchema(document, schema), 'properties'));
  return own.flatMap(([name, inner]) => [name, ...Object.keys(objectAt(mergedSchema(document, inner), 'properties'))]);
};

/** Returns what, in the documented answers to a list, seems to lead to another page; null where nothing does. */
export const linkToPages = (document: OpenApiDocument, { responses }: Operation): string | null => {
  const successes = responses.filter(({ statuses }) => statuses.some((status) => status.startsWith('2')));
  const header = successes.flatMap(({ headers }) => headers).find(({ name }) => name.toLowerCase() === linkHeader);
  const names = successes.flatMap(({ content }) => content.flatMap(({ schema }) => namesIn(document, schema)));
  return header?.name ?? names.find((name) => wordsOf(name).some((word) => pagedWords.has(word))) ?? null;
};
