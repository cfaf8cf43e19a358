import { arrayAt } from '../document/document.ts';
import { behaviourKinds, isBehaviour } from './behaviour-kinds/list.ts';
import type { Clause } from './clause.ts';
import { keywordSentence } from './keyword-sentence.ts';
import { placeText } from './place-text.ts';

/** What calls for a refusal with a status, as the middle of a sentence. */
const callingFor: Readonly<Record<string, string>> = {
  400: 'that breaks the contract',
  401: 'without the right credentials',
  404: 'for what is not there',
  413: 'that is too large',
  415: 'in a media type that is not documented',
  422: 'that breaks the contract',
};

const statusSentence = ({ operation }: Clause, statuses: readonly string[]): string => {
  const which = statuses.join(' or ');
  const reasons = [...new Set(statuses.flatMap((status) => callingFor[status] ?? []))];
  return reasons.length === 0
    ? `A valid request to ${operation} is answered with ${which}.`
    : `A request to ${operation} ${reasons.join(' or ')} is refused with ${which}.`;
};

/** What a clause demands of a part of a message, as a sentence without its beginning and end. */
const demand = (clause: Clause): string => {
  const { kind, schema, subject } = clause;
  const place = placeText(clause);
  const mediaTypes = 'mediaTypes' in subject ? subject.mediaTypes.join(' or ') : '';
  switch (kind) {
    case 'required': {
      const [name] = schema === null ? [] : arrayAt(schema, 'required');
      if (name === undefined) return `there is ${place === 'the body' ? 'a body' : place}`;
      const also = schema?.properties === undefined ? '' : ', other than null';
      return `${place} has \`${String(name)}\`${also}`;
    }
    case 'media-type':
      return `the body is in ${mediaTypes}`;
    case 'well-formed':
      return 'the body is JSON without a fault';
    case 'holds':
      return `${place} is the status of the answer`;
    default:
      return `${place} ${keywordSentence(kind, schema ?? {}) ?? `keeps \`${kind}\``}`;
  }
};

/** Returns one plain sentence: what a clause promises. */
export const clauseSentence = (clause: Clause): string => {
  const { kind, subject, operation } = clause;
  if (subject.of === 'resource' && isBehaviour(kind)) return behaviourKinds[kind].promise({ ...subject, operation });
  if (kind === 'answered')
    return `Every request to ${operation} is answered, in time, and not with a failure of its own (5xx).`;
  if (kind === 'credentials') return `${operation} refuses who shows no credentials, or wrong ones.`;
  if (subject.of === 'response') {
    if (subject.part === 'status') return statusSentence(clause, subject.statuses);
    return `Where ${operation} answers ${subject.statuses.join(' or ')}, ${demand(clause)}.`;
  }
  return `In a request to ${operation}, ${demand(clause)}; one where that is not so is refused.`;
};
