import { type BehaviourKind, behaviourKinds, isBehaviour } from '../../src/clauses/behaviour-kinds/list.ts';
import { keywordPromises, type Promised } from '../../src/clauses/clause.ts';

type Keyword = (typeof keywordPromises)[number];

/** What the clauses of each kind promise that isn't a keyword of JSON Schema. */
const words: Readonly<Record<Exclude<Promised, Keyword | BehaviourKind>, string>> = {
  status: 'the answer has a status that is documented for this',
  'media-type': 'the body is in a documented media type',
  'well-formed': 'the body can be read as what it says it is',
  credentials: 'who shows no credentials, or wrong ones, is refused',
  answered: 'an answer comes, in time, and is no failure (5xx)',
  holds: 'a property of the answer is the status of it',
  required: 'what has to be there is there',
};

/** Whether a kind is a keyword of JSON Schema. */
export const isKeyword = (kind: string): kind is Keyword => (keywordPromises as readonly string[]).includes(kind);

/** What the clauses of a kind promise, in a few words; null for a keyword of JSON Schema, which says it itself, and for what isn't known. */
export const kindWords = (kind: string): string | null => {
  if (isBehaviour(kind)) return behaviourKinds[kind].inShort;
  return Object.hasOwn(words, kind) ? words[kind as keyof typeof words] : null;
};
