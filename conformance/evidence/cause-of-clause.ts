import type { Clause } from '../../src/clauses/clause.ts';
import type { Contract } from '../../src/clauses/contract.ts';

/** What a clause has in common with those that break for the same cause. */
const causeOf = ({ kind, pointer, subject }: Clause): string => {
  // Who lets anyone in does so at the door, whatever is asked for then.
  if (kind === 'credentials') return kind;
  // Behaviours share the place where the operation stands, and differ in what they are about.
  const about = subject.of === 'resource' ? `${subject.resource} ${subject.action} ${subject.name}` : '';
  return `${subject.of} ${kind} ${pointer} ${about}`;
};

/** Returns, for the clauses of a contract by their ids, what those that break for the same cause have in common: the place in the contract that makes the promise. */
export const causeOfClause = ({ clauses }: Contract): ((clause: string) => string) => {
  const causes = new Map(clauses.map((clause) => [clause.id, causeOf(clause)]));
  return (clause) => causes.get(clause) ?? clause;
};
