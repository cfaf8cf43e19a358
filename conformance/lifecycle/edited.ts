import type { Operation } from '../../src/contract/api-description.ts';
import { isObject, type JsonValue } from '../../src/document/document.ts';
import { essenceOf } from '../../src/document/media-type.ts';
import { sentMediaType } from '../requests/sent-media-type.ts';

/** How a change is meant: what it names is replaced by what it says, or merged with it (RFC 7396). */
export type Manner = 'replaced' | 'merged';

/** The ways in which a change may be meant. No document says of an edit in plain JSON how far below the top it reaches. */
export const mannersOf = (operation: Operation): readonly Manner[] => {
  if (operation.does?.action !== 'edit') return ['replaced'];
  const isMergePatch = essenceOf(sentMediaType(operation) ?? '') === 'application/merge-patch+json';
  return isMergePatch ? ['merged'] : ['replaced', 'merged'];
};

/** Merges a change into what was there as JSON Merge Patch does (RFC 7396, 2): objects member by member, where null takes one away; whatever else is replaced. */
const merged = (before: JsonValue | undefined, sent: JsonValue): JsonValue => {
  if (!isObject(sent)) return sent;
  const result = new Map(isObject(before) ? Object.entries(before) : []);
  for (const [name, value] of Object.entries(sent)) {
    if (value === null) result.delete(name);
    else result.set(name, merged(result.get(name), value));
  }
  return Object.fromEntries(result);
};

/** What a value is after a change that was meant in some way. */
export const edited = (manner: Manner, before: JsonValue | undefined, sent: JsonValue): JsonValue =>
  manner === 'merged' ? merged(before, sent) : sent;
