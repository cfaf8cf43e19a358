import { reasonCharactersMax, reasonsMax } from '../settings/limits.ts';

/** One thing that is wrong with a request. */
export interface Objection {
  /** The status that it calls for, or null where it is a value that the contract doesn't allow. */
  readonly status: number | null;
  /** What is wrong, without a full stop. */
  readonly message: string;
}

/** Makes one sentence of what is wrong with a request, of bounded length. */
export const reasonText = (objections: readonly Objection[]): string => {
  const messages = [...new Set(objections.map(({ message }) => message))];
  const shown = messages.slice(0, reasonsMax).map((message) => message.slice(0, reasonCharactersMax));
  const more = messages.length - shown.length;
  const text = [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
  return /[.!?]$/.test(text) ? text : `${text}.`;
};
