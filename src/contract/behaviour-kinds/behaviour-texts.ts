import type { Action } from '../contract.ts';

/** The operation and the resource that a behaviour is about. */
export interface Behaving {
  readonly operation: string;
  readonly resource: string;
  readonly action: Action;
  /** The property or parameter, or null. */
  readonly name: string | null;
}

/** What somebody begins with who tries a behaviour by hand. */
export interface Trying {
  /** The property or parameter; an empty string where it is about the whole resource. */
  readonly name: string;
  readonly action: Action;
  /** Whether the request that is shown sends the property. */
  readonly isSent: boolean;
}

/** All that is said of a kind of behaviour. */
export interface BehaviourTexts {
  /** What it promises, in a sentence. */
  readonly promise: (behaving: Behaving) => string;
  /** The same in a few words, for any resource. */
  readonly inShort: string;
  /** How somebody finds out by hand whether a server keeps it. */
  readonly byHand: (trying: Trying) => string;
  /** How a flaw between a right server and its client breaks it. */
  readonly flaw: string;
}

/** Says to send a property where the request that is shown doesn't. */
export const sending = ({ name, isSent }: Pick<Trying, 'name' | 'isSent'>): string =>
  isSent ? '' : `Add \`${name}\` to the body. `;
