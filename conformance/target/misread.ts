import type { Contract } from '../../src/clauses/contract.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import { objectAt } from '../../src/document/document.ts';
import { isJsonMediaType } from '../../src/document/media-type.ts';
import { mergedSchema } from '../../src/document/merged-schema.ts';
import { isMethodWord } from '../requests/method-words.ts';

/** More often than any server and proxy in a row decode a path. */
const decodingsMax = 4;

/** Decodes whatever is encoded, byte by byte, though something beside it may be encoded wrongly. */
export const decoded = (path: string): string => {
  let text = path;
  for (let times = 0; times < decodingsMax; times++) {
    text = text.replaceAll(/%([\da-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  }
  return text;
};

/** What parsers of URLs drop: it may stand between two dots. */
export const isDropped = (character: string): boolean => character <= ' ' || character === '\u007f';

/**
 * Whether a server may go up from what a path seems to name: by a dot segment (RFC 3986, 5.2.4), also one that is encoded, has
 * parameters (`..;x`), stands behind a backslash, or is hidden by control characters, which parsers of URLs drop.
 */
export const leadsElsewhere = ({ path }: Pick<Operation, 'path'>): boolean =>
  [...decoded(path)]
    .filter((character) => !isDropped(character))
    .join('')
    .split(/[/\\?#]/)
    .some((segment) => /^\.{1,2}(;|$)/.test(segment));

/**
 * Whether a server takes the value of a path parameter for an id, whole and alone: not as the end of a longer one (`1{id}`), and not
 * as what it may leave out (a query, a fragment, a segment's own parameters).
 */
export const isReadAlone = ({ path, parameters }: Operation, name: string): boolean => {
  const [before = '', after = ''] = path.split(`{${name}}`);
  const isMatrix = parameters.some((one) => one.in === 'path' && one.name === name && one.style === 'matrix');
  const segment = before.slice(before.lastIndexOf('/') + 1);
  return !isMatrix && !/[?#]/.test(before) && /^(|[^;=]*[('"@:])$/.test(segment) && /^($|[^\w{~%-])/.test(after);
};

/**
 * Whether a contract says that requests could tell the server to take them for some of another method: nothing is then known of what they
 * do. What it doesn't say so plainly is found in the requests, see `methodNamed`.
 */
export const overridesMethod = ({ document }: Contract, { path, parameters, requestBody }: Operation): boolean => {
  const properties = (requestBody?.content ?? [])
    .filter(({ name }) => isJsonMediaType(name))
    .flatMap(({ schema }) => Object.keys(objectAt(mergedSchema(document, schema), 'properties')));
  const inPath = [...new URLSearchParams(decoded(path).split('?').slice(1).join('&')).keys()];
  const names = [...parameters.map(({ name }) => name), ...properties, ...inPath];
  return names.some(isMethodWord);
};
