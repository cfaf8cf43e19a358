import { isJsonMediaType } from '../document/media-type.ts';
import type { Header, Parameter } from './api-description.ts';

/** Whether a value is written as JSON, whatever it is: by `content` in the place of a style (OpenAPI 3.1.1, 4.8.12.3). */
export const isWrittenAsJson = ({ mediaType }: Pick<Parameter | Header, 'mediaType'>): boolean =>
  mediaType !== null && isJsonMediaType(mediaType);

/** What stands between the items of a list, where that is no comma (OpenAPI 3.1.1, 4.8.12.2). */
const delimiters: Readonly<Record<string, string>> = { spaceDelimited: ' ', pipeDelimited: '|' };

/** What stands between the items of a list that is written as one text (OpenAPI 3.1.1, 4.8.12.2). */
export const delimiterOf = ({ style, explode }: Parameter): string =>
  style === 'label' && explode ? '.' : (delimiters[style] ?? ',');

/** What stands before a value in a path: `.` by the style label, `;name=` by matrix, otherwise nothing. */
const prefixOf = ({ style, name }: Parameter): string =>
  style === 'label' ? '.' : style === 'matrix' ? `;${name}=` : '';

/** A parameter's text without what its style puts before it; null where that isn't there, so that it isn't written in its style. */
export const withoutPrefix = (parameter: Parameter, text: string): string | null => {
  const prefix = prefixOf(parameter);
  if (text.startsWith(prefix)) return text.slice(prefix.length);
  // Nothing at all has no equals sign either (OpenAPI 3.1.1, 4.8.12.3).
  return parameter.style === 'matrix' && text === `;${parameter.name}` ? '' : null;
};

/** The texts of the items of a list that is written as one text, without its prefix. */
export const itemTexts = (parameter: Parameter, text: string): readonly string[] => {
  const { in: place, style, explode } = parameter;
  // In a query, each item has its own name and value.
  if (explode && place === 'query') return [text];
  const items = text.split(explode && style === 'matrix' ? prefixOf(parameter) : delimiterOf(parameter));
  // In a header, space around an item is no part of it (RFC 9110, 5.6.1).
  return place === 'header' ? items.map((item) => item.trim()) : items;
};
