import type { JsonObject, JsonValue } from '../contract/document.ts';
import { maskedCharacters } from '../contract/masked-characters.ts';
import type { ResourceShape } from '../contract/resource-shape.ts';

/** A secret as a response shows it that showed another: it stays masked. */
export const asShown = (shown: JsonValue | undefined, value: JsonValue): JsonValue =>
  typeof shown === 'string' && typeof value === 'string' && shown.length === maskedCharacters
    ? value.slice(-maskedCharacters)
    : value;

/** A resource with its secrets masked, where its contract masks them. */
export const withSecretsMasked = ({ properties }: ResourceShape, shown: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(shown).map(([name, value]) => {
      const isMasked = properties.get(name)?.['x-secret'] === 'last4' && typeof value === 'string';
      return [name, isMasked ? value.slice(-maskedCharacters) : value];
    }),
  );
