import type { Contract } from '../../clauses/contract.ts';
import type { MediaType, Operation } from '../../contract/api-description.ts';
import { documentedResponse } from '../../contract/documented-response.ts';
import { headerText } from '../../contract/parameter-text.ts';
import type { JsonValue } from '../../document/document.ts';
import { essenceOf, isJsonMediaType, isMediaRange, matchesMediaType } from '../../document/media-type.ts';
import { withoutWriteOnly } from '../../document/without-write-only.ts';
import type { PrismParts } from './prism-parts.ts';

/** The media type that a value is shown as where a range of them is documented: one that was asked for, or the usual. */
const mediaTypeIn = (range: string, value: unknown, accepted: readonly string[]): string => {
  const isText = typeof value === 'string';
  const ofJson = ['application/json', 'text/json', 'application/vnd.example+json'];
  const usual = isText ? ['text/plain', ...ofJson] : ofJson;
  const asked = accepted.filter((name) => !name.includes('*') && (isText || isJsonMediaType(name)));
  const [type] = range.split('/');
  return [...asked, ...usual].find((name) => matchesMediaType(name, range)) ?? `${type}/x-unknown`;
};

/** Finds what is documented of a Content-Type of Prism's, which says `text/plain` for any at all. */
const contentFor = (content: readonly MediaType[], type: string): MediaType | undefined =>
  content.find(({ name }) => essenceOf(name) === essenceOf(type)) ??
  content.find(({ name }) => matchesMediaType(type, name));

type Config = Parameters<PrismParts['mock']>[0]['config'];

/** Adds to the media types that are asked for the documented ranges that they are in, which Prism takes for names. */
const withRanges = ({ responses }: Operation, config: Config): Config => {
  const ranges = new Set(responses.flatMap(({ content }) => content.map(({ name }) => name).filter(isMediaRange)));
  if (config.mediaTypes === undefined || ranges.size === 0) return config;
  const asked = config.mediaTypes.flatMap((name) => [
    name,
    ...[...ranges].filter((one) => matchesMediaType(name, one)),
  ]);
  return { ...config, mediaTypes: [...new Set(asked)] };
};

/** A header's text in octets that HTTP carries: beyond ASCII as UTF-8, which recipients pass on unread, and without what ends a line (RFC 9110, 5.5). */
const inOctets = (text: string): string =>
  Buffer.from(text)
    .toString('latin1')
    .replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, ' ');

const isContentType = (name: string): boolean => name.toLowerCase() === 'content-type';

/**
 * Has Prism's documented and generated answers be what the contract lets a server send: without what is `writeOnly`, with a media
 * type where a range of them is documented (RFC 9110, 8.3.1), and with headers as text.
 */
export const shownAnswers = ({ document, operations }: Contract, mock: PrismParts['mock']): PrismParts['mock'] => {
  const known = new Map(operations.map((operation) => [`${operation.method} ${operation.path}`, operation]));
  return (options) => (logger) => {
    const { resource, config } = options;
    const operation = known.get(`${resource.method.toUpperCase()} ${resource.path}`);
    if (operation === undefined) return mock(options)(logger);
    const mocked = mock({ ...options, config: withRanges(operation, config) })(logger);
    if (mocked._tag === 'Left') return mocked;
    const { statusCode, headers = {}, body } = mocked.right;
    const response = documentedResponse(operation, statusCode);
    const type = Object.entries(headers).find(([name]) => isContentType(name))?.[1];
    const content = contentFor(response?.content ?? [], String(type ?? ''));
    const typeShown =
      content === undefined || !isMediaRange(content.name)
        ? type
        : mediaTypeIn(essenceOf(content.name), body, config.mediaTypes ?? []);
    const written = Object.entries(headers).map(([name, value]) => {
      if (isContentType(name)) return [name, typeShown];
      const header = response?.headers.find((one) => one.name.toLowerCase() === name.toLowerCase());
      // Null stands for one of which nothing is known.
      return [name, value === null || header === undefined ? value : inOctets(headerText(header, value as JsonValue))];
    });
    const bodyShown =
      body === undefined ? {} : { body: withoutWriteOnly(document, content?.schema, body as JsonValue) };
    return { ...mocked, right: { ...mocked.right, headers: Object.fromEntries(written), ...bodyShown } };
  };
};
