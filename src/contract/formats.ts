import type { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

/**
 * Formats that documents use and no registry defines. `https-url`: an absolute URL (WHATWG URL, 4.4) of the scheme `https`.
 * JSON Schema's own formats and OpenAPI's (`int32`, `int64`, `float`, `double`) come from ajv-formats.
 */
const furtherFormats: Readonly<Record<string, (value: string) => boolean>> = {
  'https-url': (value) => value === value.trim() && URL.canParse(value) && new URL(value).protocol === 'https:',
};

/** Teaches an Ajv instance every format that is known here. */
export const defineFormats = (ajv: Ajv): void => {
  addFormats.default(ajv, { mode: 'full' });
  for (const [name, validate] of Object.entries(furtherFormats)) ajv.addFormat(name, validate);
};
