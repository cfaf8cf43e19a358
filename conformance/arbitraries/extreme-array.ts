import type { JsonValue } from '../../src/document/document.ts';
import { extremeItemsMax } from '../settings/limits.ts';
import { type Extreme, fixed } from './extreme.ts';
import { type SchemaParts, smallestOf } from './schema-parts.ts';

/** Extreme lists, made from an ordinary one; whether a schema permits them is for a validator to say. */
export const extremeArrays = (parts: SchemaParts, ordinary: readonly JsonValue[]): readonly Extreme[] => {
  const [first] = ordinary;
  if (first === undefined) return [fixed('an empty list', [])];
  const most = smallestOf(parts, 'maxItems') ?? extremeItemsMax;
  return [
    fixed('an empty list', []),
    fixed('the same item twice', [first, first]),
    {
      what: 'many items',
      make: (size) => Array<JsonValue>(Math.max(1, Math.min(most, extremeItemsMax, size))).fill(first),
    },
    fixed('a single item', [first]),
    fixed('items in another order', ordinary.toReversed()),
  ];
};
