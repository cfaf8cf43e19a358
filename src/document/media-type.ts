/** The type and subtype of a Content-Type in lower case, without parameters (RFC 9110, 8.3.1). */
export const essenceOf = (contentType: string): string => (contentType.split(';')[0] ?? '').trim().toLowerCase();

/** Whether a media type's values are JSON: `application/json`, `text/json`, or a `+json` suffix (RFC 6839, 3.1). */
export const isJsonMediaType = (name: string): boolean => /^(application|text)\/json$|\+json$/.test(essenceOf(name));

/** Whether a contract's media type stands for several: of any type, of one, or of those with a suffix, as in `application/*+json`. */
export const isMediaRange = (name: string): boolean => essenceOf(name).includes('*');

/** Whether a Content-Type is one that a contract names, which may hold ranges such as `application/*` (OpenAPI 3.1.1, 4.8.13.1). */
export const matchesMediaType = (contentType: string, name: string): boolean => rankOf(contentType, name) > 0;

/** How specifically a contract's media type names a Content-Type: not at all, as whatever is left, by type, by type and suffix, by subtype, or with its parameters. */
const rankOf = (contentType: string, name: string): number => {
  const essence = essenceOf(contentType);
  const wanted = essenceOf(name);
  if (essence === '') return 0;
  if (wanted === '*/*') return 1;
  if (wanted.endsWith('/*')) return essence.startsWith(wanted.slice(0, -1)) ? 2 : 0;
  const [, type, suffix] = /^([^*]*)\*(\+.+)$/.exec(wanted) ?? [];
  if (type !== undefined && suffix !== undefined && essence.startsWith(type) && essence.endsWith(suffix)) return 3;
  if (essence !== wanted) return 0;
  const parameters = parametersOf(name);
  return parameters.length > 0 && parameters.every((parameter) => parametersOf(contentType).includes(parameter))
    ? 5
    : 4;
};

/** The parameters of a media type, without what writes them differently and means the same (RFC 9110, 5.6.6). */
const parametersOf = (contentType: string): readonly string[] =>
  contentType
    .split(';')
    .slice(1)
    .map((parameter) => parameter.replaceAll(/[\s"]/g, '').toLowerCase());

/**
 * Returns, of the media types that a contract names, those that describe a message of a Content-Type: the most specific, and no others
 * (OpenAPI 3.1.1, 4.8.17). There are several where they differ in parameters that the message lacks; any of them may be meant.
 */
export const describingMediaTypes = (names: readonly string[], contentType: string): readonly string[] => {
  const ranks = names.map((name) => rankOf(contentType, name));
  const best = Math.max(0, ...ranks);
  return best === 0 ? [] : names.filter((_, index) => ranks[index] === best);
};
