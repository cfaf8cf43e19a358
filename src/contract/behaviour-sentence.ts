import type { BehaviourKind } from './clause.ts';
import type { Action } from './contract.ts';

/** Who behaves, and in what. */
export interface Behaving {
  readonly operation: string;
  readonly resource: string;
  readonly action: Action;
  /** The property or parameter, or null. */
  readonly name: string | null;
}

type Sentence = (behaving: Behaving) => string;

/** What each behaviour promises. */
const sentences: Readonly<Record<BehaviourKind, Sentence>> = {
  written: ({ operation, resource, name }) =>
    `The answer of ${operation} shows \`${name}\` of a ${resource} as the request wrote it.`,
  kept: ({ operation, resource, name }) =>
    `What ${operation} writes to \`${name}\` of a ${resource} is what is read afterwards.`,
  default: ({ operation, resource, name }) =>
    `Where ${operation} is not given \`${name}\`, the ${resource} has its default.`,
  untouched: ({ operation, resource, name }) =>
    `${operation} leaves \`${name}\` of a ${resource} as it was, where it is not asked to change it.`,
  alone: ({ operation, resource }) => `${operation} changes no other ${resource} than the one that it is about.`,
  listed: ({ operation, resource }) => `A ${resource} that was created is in the list of ${operation}, once.`,
  gone: ({ operation, resource, action }) =>
    action === 'list'
      ? `A ${resource} that was deleted is in the list of ${operation} no more.`
      : `${operation} refuses the id of a ${resource} that was deleted.`,
  shown: ({ operation, resource }) => `The answer of ${operation} shows the ${resource} that it deleted.`,
  unknown: ({ operation, action }) =>
    action === 'create'
      ? `${operation} refuses to make something under a parent that never existed.`
      : `${operation} refuses an id that never existed.`,
  unique: ({ operation, resource }) => `${operation} gives each ${resource} an id that no other has.`,
  scoped: ({ operation, resource, name }) =>
    `For ${operation}, a ${resource} that lives under another \`${name}\` is not there.`,
  full: ({ operation, resource, name }) => `${operation} shows \`${name}\` of a ${resource} whole.`,
  masked: ({ operation, resource, name }) =>
    `${operation} shows no more of \`${name}\` of a ${resource} than its last characters.`,
  rotated: ({ operation, resource, name }) =>
    `${operation} gives \`${name}\` of a ${resource} another value than it had.`,
  forward: ({ operation, resource, name }) =>
    `With ${operation}, \`${name}\` of a ${resource}, the time of its last change, never goes back.`,
  filtered: ({ operation, resource, name }) =>
    `Asked for one \`${name}\`, ${operation} leaves out each ${resource} that does not match.`,
  matching: ({ operation, resource, name }) =>
    `Asked for one \`${name}\`, ${operation} lists each ${resource} that matches.`,
  unset: ({ operation, resource, name }) =>
    `Asked for one \`${name}\`, ${operation} lists each ${resource} that lacks the property too.`,
  limited: ({ operation, name }) => `${operation} lists no more at once than \`${name}\` asks for.`,
  skipped: ({ operation, name }) => `${operation} begins its list after as many as \`${name}\` says.`,
  counted: ({ operation }) => `The total that ${operation} answers counts all that there are, not those of the page.`,
  embedded: ({ operation, resource }) => `A ${resource} that ${operation} creates is shown in its parent.`,
  parented: ({ operation, resource, name }) =>
    `In the list of ${operation}, \`${name}\` of a ${resource} names the parent under which it was made.`,
  traceless: ({ operation, resource }) => `A request that ${operation} refuses changes no ${resource}.`,
  parallel: ({ operation }) =>
    `Requests that are sent to ${operation} at once end as they would have ended in some order.`,
};

/** Says in one sentence what a behaviour promises. */
export const behaviourSentence = (kind: BehaviourKind, behaving: Behaving): string => sentences[kind](behaving);
