import addFormats from 'ajv-formats';
import { isMailbox } from './mailbox.ts';

type Ajv = Parameters<typeof addFormats.default>[0];

/** What is longer than servers take of a URL is not judged: the library's pattern would take minutes for some megabytes. */
const urlCharactersMax = 8 * 1024;

/** How a time ends: `Z` or an offset with a colon. The library takes `+01` and `+0100` as well, which RFC 3339, 5.6 doesn't. */
const offset = /(?:z|[+-]\d\d:\d\d)$/i;

/** What stands between a date and its time: `T`, or the space that a note of RFC 3339, 5.6 leaves to applications. */
const dateTimeStart = /^\d{4}-\d\d-\d\d[t ]/i;

/** Has a format of the library be kept by what a pattern finds something in besides. */
const narrowed = (ajv: Ajv, name: string, patterns: readonly RegExp[]): void => {
  const known = ajv.formats[name];
  if (typeof known !== 'object' || known instanceof RegExp || typeof known.validate !== 'function')
    throw new Error(`ajv-formats judges ${name} by something else than a function.`);
  const { validate } = known as { readonly validate: (text: string) => boolean };
  ajv.addFormat(name, (text: string) => patterns.every((pattern) => pattern.test(text)) && validate(text));
};

/**
 * Adds what judges `format`: JSON Schema's own (`date-time` by RFC 3339, `uuid`, `uri` and others) and OpenAPI's (`int32`, `int64`, `float`,
 * `double`). An unknown one promises nothing that could be judged.
 */
export const addOwnFormats = (ajv: Ajv): void => {
  addFormats.default(ajv, { mode: 'full' });
  // A format may be called `__proto__` or `constructor`, of which the library knows nothing.
  Object.setPrototypeOf(ajv.formats, null);
  narrowed(ajv, 'time', [offset]);
  narrowed(ajv, 'date-time', [dateTimeStart, offset]);
  // The library's pattern takes no host without a dot, no quotes, and no addresses.
  ajv.addFormat('email', isMailbox);
  const url = ajv.formats.url;
  ajv.addFormat('url', (text: string) => text.length > urlCharactersMax || !(url instanceof RegExp) || url.test(text));
};
