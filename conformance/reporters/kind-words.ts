import { keywordPromises, type Promised } from '../../src/contract/clause.ts';

type Keyword = (typeof keywordPromises)[number];

/** What the clauses of each kind promise that isn't a keyword of JSON Schema. */
const words: Readonly<Record<Exclude<Promised, Keyword>, string>> = {
  status: 'the answer has a status that is documented for this',
  'media-type': 'the body is in a documented media type',
  'well-formed': 'the body can be read as what it says it is',
  credentials: 'who shows no credentials, or wrong ones, is refused',
  answered: 'an answer comes, in time, and is no failure (5xx)',
  holds: 'a property of the answer is the status of it',
  required: 'what has to be there is there',
  written: 'the answer shows what was written',
  kept: 'reads afterwards show what was written',
  default: 'a property that isn’t given has its default, or returns to it',
  untouched: 'what a change doesn’t name, may not name, or keeps, stays',
  alone: 'what is done to one is done to no other',
  listed: 'what was created is in the list, once',
  gone: 'what was deleted is in no list, and refused',
  shown: 'the answer to a deletion shows what was deleted, where it shows anything',
  unknown: 'an id that never existed is refused, a parent’s too',
  unique: 'no two have the same id',
  scoped: 'what lives under another value of a path parameter isn’t there',
  full: 'the secret is shown whole',
  masked: 'only the last characters of the secret are shown',
  rotated: 'the secret is another than before',
  forward: 'the time of the last change never goes back',
  filtered: 'a filter leaves out what doesn’t match',
  matching: 'a filter leaves out nothing that matches',
  unset: 'a filter doesn’t leave out what lacks the property',
  limited: 'a page has at most so many',
  skipped: 'a page begins after so many',
  counted: 'the total counts all, not the page',
  embedded: 'the parent shows what was created',
  parented: 'a child names the parent under which it was made',
  traceless: 'a write that was refused changes nothing',
  parallel: 'what is sent at once ends as it would have ended in some order',
};

/** Whether a kind is a keyword of JSON Schema. */
export const isKeyword = (kind: string): kind is Keyword => (keywordPromises as readonly string[]).includes(kind);

/** What the clauses of a kind promise, in a few words; null for a keyword of JSON Schema, which says it itself, and for what isn't known. */
export const kindWords = (kind: string): string | null =>
  Object.hasOwn(words, kind) ? words[kind as keyof typeof words] : null;
