import { randomInt, randomUUID } from 'node:crypto';
import type { JsonValue } from '../document/document.ts';
import { unknownLike, unknownNumber } from '../values/unknown-id.ts';

/** An id like another one that nothing has. */
export const unknownId = (id: JsonValue): JsonValue => {
  const makings = { uuid: randomUUID(), number: randomInt(unknownNumber.min, unknownNumber.max) };
  return unknownLike(typeof id === 'number' ? id : String(id), makings);
};
