import type { JsonValue } from '../contract/document.ts';
import { pointerTo, valueAt } from '../contract/json-pointer.ts';
import { isMultipleOf } from '../contract/multiple.ts';
import type { PrismDiagnostic } from './prism-message.ts';

/** Says whether a diagnostic of an answer's body is a mistake: Prism divides binary fractions, by which 19.99 is no multiple of 0.01. */
export const isMistakenMultiple = (
  body: JsonValue | undefined,
  { code, message, path: [part, ...rest] = [] }: PrismDiagnostic,
): boolean => {
  const step = /multiple of (\S+)$/.exec(message)?.[1];
  if (code !== 'multipleOf' || step === undefined || part !== 'body') return false;
  const value = valueAt(body, pointerTo('', ...rest));
  return typeof value === 'number' && isMultipleOf(value, Number(step));
};
