import type { JsonValue } from '../document/document.ts';

/** One value of every JSON type, and the edges of each. */
export const oddValues: readonly JsonValue[] = [
  null,
  'text',
  42,
  true,
  ['text'],
  { text: 'text' },
  '',
  0,
  false,
  [],
  {},
  -1,
  0.5,
];

/** A name that no contract gives to a property. */
export const unexpectedName = 'unexpectedProperty';
