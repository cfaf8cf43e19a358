import type { JsonValue } from '../contract/document.ts';
import { pointerTo, valueAt } from '../contract/json-pointer.ts';
import { isMailbox } from '../contract/mailbox.ts';
import { isMultipleOf } from '../contract/multiple.ts';
import type { PrismDiagnostic } from './prism-message.ts';

/** Prism divides binary fractions, by which 19.99 is no multiple of 0.01. */
const isMultiple = (value: JsonValue | undefined, message: string): boolean => {
  const step = /multiple of (\S+)$/.exec(message)?.[1];
  return step !== undefined && typeof value === 'number' && isMultipleOf(value, Number(step));
};

/** Prism takes no mailbox at a host without a dot. */
const isEmail = (value: JsonValue | undefined, message: string): boolean =>
  message.endsWith('format "email"') && typeof value === 'string' && isMailbox(value);

/** Whether a diagnostic of an answer's body is a mistake: Prism judges some values otherwise than JSON Schema. */
export const isMistaken = (
  body: JsonValue | undefined,
  { code, message, path: [part, ...rest] = [] }: PrismDiagnostic,
): boolean => {
  if (part !== 'body') return false;
  const value = valueAt(body, pointerTo('', ...rest));
  return (code === 'multipleOf' && isMultiple(value, message)) || (code === 'format' && isEmail(value, message));
};
