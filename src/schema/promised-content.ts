import type { JsonObject } from '../document/document.ts';
import { jsonValueOf } from '../document/json-text.ts';
import { isJsonMediaType } from '../document/media-type.ts';

/** Why what a text holds can't be judged by `contentMediaType` (JSON Schema 2020-12, validation, 8), or null where it can. */
export const whyUnreadContent = ({ contentMediaType, contentEncoding = 'base64' }: JsonObject): string | null => {
  if (contentEncoding !== 'base64') return `the content encoding ${contentEncoding} is not known to this tool`;
  return isJsonMediaType(String(contentMediaType)) ? null : `what is ${contentMediaType} this tool cannot tell`;
};

/** Whether a text holds what `contentMediaType` says that it does. */
export const holdsContent = (schema: JsonObject, text: string): boolean => {
  if (whyUnreadContent(schema) !== null) return true;
  const isEncoded = schema.contentEncoding !== undefined;
  return jsonValueOf(isEncoded ? Buffer.from(text, 'base64').toString('utf8') : text) !== undefined;
};
