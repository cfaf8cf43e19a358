/** Gives the type and subtype of a Content-Type in lower case, without parameters (RFC 9110, 8.3.1). */
export const essenceOf = (contentType: string): string => (contentType.split(';')[0] ?? '').trim().toLowerCase();

/** Says whether a media type's values are JSON: `application/json`, `text/json`, or a `+json` suffix (RFC 6839, 3.1). */
export const isJsonMediaType = (name: string): boolean => /^(application|text)\/json$|\+json$/.test(essenceOf(name));

/** Says whether a Content-Type is one that a contract names, which may hold ranges such as `application/*` (OpenAPI 3.1.1, 4.8.13.1). */
export const matchesMediaType = (contentType: string, name: string): boolean => {
  const essence = essenceOf(contentType);
  const wanted = essenceOf(name);
  if (wanted === '*/*') return essence !== '';
  return wanted.endsWith('/*') ? essence.startsWith(wanted.slice(0, -1)) : essence === wanted;
};
