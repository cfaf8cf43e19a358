import type { Contract } from '../../src/contract/contract.ts';

/** Gives what a broken clause has in common with those that break for the same cause: the place in the contract that makes the promise, for requests or for answers. */
export const causesIn = (contract: Contract): ((clause: string) => string) => {
  const causes = new Map(
    contract.clauses.map(({ id, kind, pointer, subject }) => [
      id,
      `${subject.of} ${kind} ${pointer} ${nameIn(subject)}`,
    ]),
  );
  return (clause) => causes.get(clause) ?? clause;
};

/** A resource's behaviours share the place where the operation stands, and differ in what they are about. */
const nameIn = (subject: Contract['clauses'][number]['subject']): string =>
  subject.of === 'resource' ? `${subject.resource} ${subject.action} ${subject.name}` : '';
