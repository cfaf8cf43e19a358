import { MIMEType } from 'node:util';
import type { JsonValue, Schema } from '../../document/document.ts';
import { essenceOf } from '../../document/media-type.ts';
import type { RequestContent } from '../http/request-content.ts';
import { bracketPath, membersOf, type Placed } from './named-texts.ts';
import type { ReadValue } from './value-readings.ts';

/** What a body may stand for by a schema; or that only who knows its media type can read it, or what its Content-Type lacks. */
type BodyReadings = readonly JsonValue[] | 'unknown' | { readonly lacks: string };

/** A body that could be read as what it is called. */
export type BodyContent = Extract<RequestContent, { readonly kind: 'json' | 'text' }>;

/** Reads a body by its Content-Type and a schema. */
export type ReadBody = (content: BodyContent, contentType: string, schema: Schema) => BodyReadings;

const lineEnd = '\r\n';

/** The parameters of a Content-Disposition (RFC 2183): what stands in quotation marks is no parameter, whatever it looks like. */
const nameIn = (headers: string): string | undefined => {
  const [, parameters = ''] = /^content-disposition:[^;\r\n]*(.*)/im.exec(headers) ?? [];
  for (const [, name, quoted, bare] of parameters.matchAll(/;\s*([\w*-]+)=(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))/g))
    if (name?.toLowerCase() === 'name') return quoted?.replaceAll(/\\(.)/g, '$1') ?? bare;
  return undefined;
};

/** The texts of a form by their names (RFC 7578): each part has headers, of which one holds its name, an empty line, and its text. What follows the last boundary is none (RFC 2046, 5.1.1). */
const multipartTexts = (text: string, boundary: string): readonly (readonly [name: string, text: string])[] =>
  (`${lineEnd}${text}`.split(`${lineEnd}--${boundary}--`)[0] ?? '')
    .split(`${lineEnd}--${boundary}`)
    .slice(1)
    .flatMap((part) => {
      const end = part.indexOf(lineEnd.repeat(2));
      const name = nameIn(part.slice(0, end));
      return end < 0 || name === undefined ? [] : [[name, part.slice(end + 2 * lineEnd.length)] as const];
    });

/** Where the texts of a form belong: to a declared property of their very name, or into one by the names in brackets. */
const placed = (pairs: Iterable<readonly [name: string, text: string]>, properties: readonly string[]): Placed[] => {
  const declared = new Set(properties);
  return [...pairs].map(([name, text]) => [declared.has(name) ? [name] : bracketPath(name), text]);
};

/** Makes the reader of one API's bodies: JSON, forms and texts. */
export const createReadBody =
  (readValue: ReadValue): ReadBody =>
  (content, contentType, schema) => {
    if (content.kind === 'json') return [content.value];
    const text = content.value;
    const reader = readValue(schema);
    const form = (pairs: Iterable<readonly [name: string, text: string]>) => [
      reader.object(membersOf(placed(pairs, reader.properties))),
    ];
    switch (essenceOf(contentType)) {
      case 'application/x-www-form-urlencoded':
        return form(new URLSearchParams(text));
      case 'multipart/form-data': {
        const boundary = new MIMEType(contentType).params.get('boundary');
        return boundary === null ? { lacks: 'a boundary' } : form(multipartTexts(text, boundary));
      }
      case 'text/plain': {
        const readings = reader.text(text);
        return readings.length > 0 ? readings : [text];
      }
      default:
        return reader.types.includes('string') ? [text] : 'unknown';
    }
  };
