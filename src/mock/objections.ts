import { reasonCharactersMax, reasonsMax } from './limits.ts';

/** One thing that is wrong with a request. */
export interface Objection {
  /** The status that it calls for, or null where it is a value that the contract doesn't allow. */
  readonly status: number | null;
  /** What is wrong, without a full stop. */
  readonly message: string;
  /** The part of the request that it is about, where that is known: see `parameterPart` and `bodyPart`. */
  readonly part?: string;
  /** The keyword of its schema that a value breaks, where that is known. */
  readonly keyword?: string;
}

/** What stands for a request's body among its parts. */
export const bodyPart = 'body';

/** What stands for a parameter among the parts of a request. Prism knows their names in lower case only. */
export const parameterPart = ({ in: place, name }: { readonly in: string; readonly name: string }): string =>
  `${place}.${name.toLowerCase()}`;

/** Makes one sentence of what is wrong with a request, of bounded length. */
export const reasonText = (objections: readonly Objection[]): string => {
  const messages = [...new Set(objections.map(({ message }) => message))];
  const shown = messages.slice(0, reasonsMax).map((message) => message.slice(0, reasonCharactersMax));
  const more = messages.length - shown.length;
  const text = [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
  return /[.!?]$/.test(text) ? text : `${text}.`;
};
