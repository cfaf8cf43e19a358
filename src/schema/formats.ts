import addFormats from 'ajv-formats';
import { isMailbox } from './mailbox.ts';

/** What is longer than servers take of a URL is not judged: the library's pattern would take minutes for some megabytes. */
const urlCharactersMax = 8 * 1024;

/**
 * Adds what judges `format`: JSON Schema's own (`date-time` by RFC 3339, `uuid`, `uri` and others) and OpenAPI's (`int32`, `int64`, `float`,
 * `double`). An unknown one promises nothing that could be judged.
 */
export const addOwnFormats = (ajv: Parameters<typeof addFormats.default>[0]): void => {
  addFormats.default(ajv, { mode: 'full' });
  // The library's pattern takes no host without a dot, no quotes, and no addresses.
  ajv.addFormat('email', isMailbox);
  const url = ajv.formats.url;
  ajv.addFormat('url', (text: string) => text.length > urlCharactersMax || !(url instanceof RegExp) || url.test(text));
};
