import { createBreakAnswer } from '../../contract/break-answer.ts';
import type { Clause } from '../../contract/clause.ts';
import type { Contract } from '../../contract/contract.ts';
import { isClientError, isServerError } from '../../http/statuses.ts';
import type { ExplainedAnswer } from '../http-messages.ts';
import { problemAnswer } from '../problem.ts';
import type { BrokenClauses } from './faults.ts';

/** Breaks clauses of answers: gives one in which they are broken, and nothing that they don't entail. */
export type BreakResponse = (broken: BrokenClauses, answer: ExplainedAnswer) => ExplainedAnswer;

/** What is broken last, since the rest could not be found in an answer any more; bodies come first. */
const brokenLast: readonly Clause['kind'][] = ['well-formed', 'media-type', 'status', 'answered'];

const rankOf = ({ kind }: Clause): number => brokenLast.indexOf(kind);

/** Makes the breaker of one API's answers. */
export const createBreakResponse = (contract: Contract): BreakResponse => {
  const breakAnswer = createBreakAnswer(contract);

  const breakOne = (answer: ExplainedAnswer, clause: Clause): ExplainedAnswer => {
    if (clause.kind !== 'answered') return { ...answer, ...breakAnswer(clause, answer) };
    // A refusal is an answer too, and right.
    if (isClientError(answer.status) || isServerError(answer.status)) return answer;
    return { ...problemAnswer(500, 'The mock was told not to answer this operation.'), operation: answer.operation };
  };

  return (broken, answer) =>
    (broken.get(answer.operation ?? '') ?? [])
      .toSorted((one, other) => rankOf(one) - rankOf(other))
      .reduce(breakOne, answer);
};
