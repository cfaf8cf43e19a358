import { maskedCharacters } from '../contract/masked-characters.ts';
import type { ResourceShape } from '../contract/resource-shape.ts';
import type { JsonObject, JsonValue } from '../document/document.ts';

/** Whether a property is a secret of a resource. */
export const isSecret = ({ properties }: ResourceShape, name: string): boolean =>
  properties.get(name)?.['x-secret'] !== undefined;

/** A value of a property as a response shows it that showed another: a secret stays masked. */
export const asShown = (
  shape: ResourceShape,
  name: string,
  shown: JsonValue | undefined,
  value: JsonValue,
): JsonValue =>
  isSecret(shape, name) && typeof value === 'string' && String(shown).length === maskedCharacters
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
