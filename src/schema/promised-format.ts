import type { JsonValue } from '../document/document.ts';

/** The formats that speak of numbers, as OpenAPI's registry has them; all others that this tool knows speak of texts. */
const ofNumbers = ['int32', 'int64', 'float', 'double'];

/** Formats that say how a value is stored or shown: each value of their type has them. */
const ofAllTexts = ['password', 'binary'];
const ofAllNumbers = ['float', 'double'];

/** Whether a format speaks of a value at all (JSON Schema 2020-12, validation, 7.1). */
export const speaksOf = (format: JsonValue | undefined, value: JsonValue): boolean =>
  typeof value === (ofNumbers.includes(String(format)) ? 'number' : 'string');

/** Which values have a format without exception, beside a `type`; null where some lack it. */
export const whoseAllHave = (format: string, givenType: JsonValue): string | null => {
  if (ofAllTexts.includes(format)) return 'text';
  if (ofAllNumbers.includes(format)) return 'number';
  const types = [givenType].flat();
  // Of integers JSON's readers keep too few digits to tell which are larger.
  return format === 'int64' && types.includes('integer') && !types.includes('number') ? 'integer' : null;
};
