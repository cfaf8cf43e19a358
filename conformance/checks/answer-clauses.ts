import type { Contract, Operation } from '../../src/contract/contract.ts';

/** Gives the ids of the clauses that the answers to valid requests to an operation exercise. */
export const answerClauses = (contract: Contract, operation: Operation): readonly string[] =>
  contract.clauses
    .filter(
      ({ operation: id, kind, subject }) => id === operation.id && (subject.of === 'response' || kind === 'answered'),
    )
    .map(({ id }) => id);

/** Gives the ids of the clauses of an operation's refusals, which requests that must be refused exercise too. */
export const refusalClauses = (contract: Contract, operation: Operation): readonly string[] =>
  contract.clauses
    .filter(
      ({ operation: id, subject }) =>
        id === operation.id && subject.of === 'response' && subject.statuses.some((status) => /^4/.test(status)),
    )
    .map(({ id }) => id);
