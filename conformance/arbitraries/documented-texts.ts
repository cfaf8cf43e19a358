import { isForeignUrl } from './foreign-url.ts';
import { type SchemaParts, valuesOf } from './schema-parts.ts';

/**
 * The texts that schemas print as examples or defaults, and that are safe to send: they stand for what can't be made, say by a
 * pattern that looks ahead.
 */
export const documentedTexts = (parts: SchemaParts): readonly string[] =>
  ['example', 'examples', 'default']
    .flatMap((keyword) => valuesOf(parts, keyword).flat())
    .filter((value) => typeof value === 'string')
    .filter((text) => !isForeignUrl(text));
