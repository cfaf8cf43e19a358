import { type BehaviourKind, behaviours, type Clause } from '../../src/contract/clause.ts';
import { placeText } from '../../src/contract/place-text.ts';

type Step = (name: string, action: string, isSent: boolean) => string;

/** Says to send a property where the request that is shown doesn't. */
const sending = (name: string, isSent: boolean): string => (isSent ? '' : `Add \`${name}\` to the body. `);

/** How somebody finds out by hand whether a server behaves, beginning with the request that is shown. */
const behaviourSteps: Readonly<Record<BehaviourKind, Step>> = {
  written: (name, _, isSent) => `${sending(name, isSent)}Compare \`${name}\` in the answer with what was sent.`,
  kept: (name, _, isSent) =>
    `${sending(name, isSent)}Read it afterwards, by its id and in the list, and compare \`${name}\` with what was sent.`,
  default: (name) => `Leave \`${name}\` out of the body, and look at what it is afterwards.`,
  untouched: (name) =>
    `Read it before and afterwards, and compare \`${name}\`; leave it out of the body where it stands there.`,
  alone: () => 'Make another one before; read that before and afterwards, and compare.',
  listed: () => 'Make one before, and look for it in the answer: it is to be there once.',
  gone: (_, action) =>
    action === 'list'
      ? 'Make one and delete it before, and look for it in the answer: it is not to be there.'
      : 'Make one and delete it before, and put its id into the path: that is to be refused.',
  shown: () => 'Make one before, put its id into the path, and compare the answer with it.',
  unknown: () => 'Put an id into the path that nothing ever had: that is to be refused.',
  unique: () => 'Send it twice, and compare the ids.',
  scoped: (name) => `Make one before, and put another \`${name}\` into the path: there it is not to be.`,
  full: (name) => `Look at \`${name}\` in the answer: it is to be whole.`,
  masked: (name) => `Look at \`${name}\` in the answer: only its last characters are to be there.`,
  rotated: (name) => `Send it twice, and compare \`${name}\`.`,
  forward: (name) => `Read it before and afterwards, and compare \`${name}\`.`,
  filtered: (name) =>
    `Make some that match and some that don't, and add \`${name}\` to the query: only the first are to be there.`,
  matching: (name) => `Make some that match, and add \`${name}\` to the query: all of them are to be there.`,
  unset: (name) => `Make one that lacks the property, and add \`${name}\` to the query: it is to be there.`,
  limited: (name) => `Make three before, and add \`${name}=2\` to the query: no more are to be there.`,
  skipped: (name) => `Make three before, and add \`${name}=1\` to the query: the first is to be left out.`,
  counted: () => 'Make three before, ask for a page of two, and compare the total with all that there are.',
  embedded: () => 'Read the parent afterwards, and look for the new one in it.',
  parented: (name) => `Look at \`${name}\` in the answer: it is to be the id in the path.`,
  traceless: () =>
    'Send it without credentials, or with a body that breaks the contract, and compare all that there is before and afterwards.',
  parallel: () =>
    'Send it several times at once, with different values, and look whether the end is that of some order.',
};

const isBehaviour = (kind: string): kind is BehaviourKind => (behaviours as readonly string[]).includes(kind);

/** What to look at, or to change, once the request that is shown was sent. */
export const handSteps = (
  clause: Clause,
  {
    refusals,
    isChanged,
    sends,
  }: { readonly refusals: readonly string[]; readonly isChanged: boolean; readonly sends: readonly string[] },
): string => {
  const { kind, subject } = clause;
  const refused = refusals.length === 0 ? 'refused' : `refused, with ${refusals.join(' or ')}`;
  if (subject.of === 'resource')
    return isBehaviour(kind)
      ? behaviourSteps[kind](subject.name ?? '', subject.action, sends.includes(subject.name ?? ''))
      : '';
  if (subject.of === 'request')
    return isChanged
      ? `It is to be ${refused}; the first one is to be accepted.`
      : `It is to be accepted, and one that breaks the clause ${refused}: none is shown, since it could be taken for something of somebody else's, or would break more than that.`;
  if (kind === 'credentials') return `It is to be ${refused}. So is one with a wrong credential.`;
  if (subject.of === 'operation') return 'Any answer will do that comes in time and is no failure (5xx).';
  if (subject.part === 'status' && !isChanged && subject.statuses.every((status) => status.startsWith('4')))
    return `Where a request is refused for what it says, the status is to be ${subject.statuses.join(' or ')}; none is shown that is.`;
  if (subject.part === 'status') return `The status is to be ${subject.statuses.join(' or ')}.`;
  const what = { 'media-type': 'the Content-Type', 'well-formed': 'whether the body is JSON' }[String(kind)];
  return `Where the status is ${subject.statuses.join(' or ')}, look at ${what ?? placeText(clause)}.`;
};
