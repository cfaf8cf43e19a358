import { isObject, type JsonValue } from '../document/document.ts';
import type { Header, Parameter } from './api-description.ts';
import { delimiterOf, isWrittenAsJson } from './parameter-style.ts';

/** Writes a value where there is no JSON: a text stands as it is. */
export const written = (value: JsonValue): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Percent-encodes a value. Halves of characters, which a hostile id may hold, can't be sent as they are. */
export const encoded = (value: JsonValue): string => encodeURIComponent(written(value).toWellFormed());

/** How the parts of a value are written: percent-encoded in a URL, as they are in a header. */
type WritePart = (value: JsonValue) => string;

/** Writes the properties of an object one after the other, each as `name=value` where they are to be told apart. */
const entriesOf = (value: { readonly [name: string]: JsonValue }, explode: boolean, write: WritePart): string[] =>
  Object.entries(value).flatMap(([key, item]) =>
    explode ? [`${write(key)}=${write(item)}`] : [write(key), write(item)],
  );

/** Writes a query parameter (OpenAPI 3.1.1, 4.8.12.2: styles form, spaceDelimited, pipeDelimited, deepObject). */
export const queryPairs = (parameter: Parameter, value: JsonValue): string[] => {
  const name = encoded(parameter.name);
  if (isWrittenAsJson(parameter)) return [`${name}=${encoded(JSON.stringify(value))}`];
  const delimiter = delimiterOf(parameter);
  // A comma between the parts is none of them, and stands as it is.
  const between = delimiter === ',' ? delimiter : encoded(delimiter);
  if (Array.isArray(value)) {
    const items = value.map(encoded);
    return parameter.explode ? items.map((item) => `${name}=${item}`) : [`${name}=${items.join(between)}`];
  }
  if (!isObject(value)) return [`${name}=${encoded(value)}`];
  if (parameter.style === 'deepObject')
    return Object.entries(value).map(([key, item]) => `${name}%5B${encoded(key)}%5D=${encoded(item)}`);
  const entries = entriesOf(value, parameter.explode, encoded);
  return parameter.explode ? entries : [`${name}=${entries.join(between)}`];
};

/** The parts that a value is written as, each already in its text. */
const partsOf = ({ explode }: Pick<Parameter, 'explode'>, value: JsonValue, write: WritePart): readonly string[] => {
  if (Array.isArray(value)) return value.map(write);
  return isObject(value) ? entriesOf(value, explode, write) : [write(value)];
};

/** Writes a value as JSON in ASCII alone, which is what every server reads the same in a header (RFC 9110, 5.5). */
const asciiJson = (value: JsonValue): string =>
  JSON.stringify(value).replaceAll(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Writes a header, of a request or an answer, in the style `simple` (OpenAPI 3.1.1, 4.8.12.2). */
export const headerText = (header: Pick<Parameter | Header, 'mediaType' | 'explode'>, value: JsonValue): string =>
  isWrittenAsJson(header) ? asciiJson(value) : partsOf(header, value, written).join(',');

/** Writes a cookie, in the style `form`, percent-encoded (OpenAPI 3.1.1, 4.8.12.2). */
export const cookieText = (parameter: Parameter, value: JsonValue): string => {
  const text = isWrittenAsJson(parameter)
    ? encoded(JSON.stringify(value))
    : partsOf({ ...parameter, explode: false }, value, encoded).join(',');
  return `${parameter.name}=${text}`;
};

/** Writes a parameter of a path, percent-encoded (OpenAPI 3.1.1, 4.8.12.2: styles simple, label, matrix). */
export const pathText = (parameter: Parameter, value: JsonValue): string => {
  if (isWrittenAsJson(parameter)) return encoded(JSON.stringify(value));
  const parts = partsOf(parameter, value, encoded);
  const { style, explode } = parameter;
  if (style === 'label') return `.${parts.join(explode ? '.' : ',')}`;
  if (style !== 'matrix') return parts.join(',');
  const name = encoded(parameter.name);
  if (!explode) return `;${name}=${parts.join(',')}`;
  return parts.map((part) => (isObject(value) ? `;${part}` : `;${name}=${part}`)).join('');
};
