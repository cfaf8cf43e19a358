import { behaviourKinds, isBehaviour } from '../../src/clauses/behaviour-kinds/list.ts';
import type { Clause } from '../../src/clauses/clause.ts';
import { placeText } from '../../src/clauses/place-text.ts';

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
      ? behaviourKinds[kind].byHand({
          name: subject.name ?? '',
          action: subject.action,
          isSent: sends.includes(subject.name ?? ''),
        })
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
