import type { Clause } from '../../src/clauses/clause.ts';
import { clausesOf } from '../../src/clauses/clauses-of.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import { successStatuses } from '../judge/success-status.ts';

const statusesOf = ({ subject }: Clause): readonly string[] => (subject.of === 'response' ? subject.statuses : []);

const isRefusal = (status: string): boolean => status.startsWith('4');

/** The ids of the clauses that the answers to valid requests to an operation exercise. */
export const answerClauses = (contract: Contract, operation: Operation): readonly string[] => {
  const documented = successStatuses(operation);
  // Where no success is documented, what holds of any other answer holds of those.
  const successes = documented.length === 0 ? ['default'] : documented;
  return clausesOf(contract, operation)
    .filter((clause) => clause.kind === 'answered' || statusesOf(clause).some((status) => successes.includes(status)))
    .map(({ id }) => id);
};

/** What a request is refused for, with the statuses that say so; a class of statuses may say anything. */
const reasons = {
  credentials: ['401', '403', '4XX'],
  absence: ['404', '410', '4XX'],
} as const;

/** Why a request that an operation refuses is refused: for who sends it, for what isn't there, or for what it says. */
export type RefusalReason = keyof typeof reasons | 'content';

const saysSo = (reason: RefusalReason, status: string): boolean => {
  if (reason !== 'content') return (reasons[reason] as readonly string[]).includes(status);
  return status === '4XX' || !Object.values(reasons).some((known) => (known as readonly string[]).includes(status));
};

/** The ids of the clauses of an operation's refusals for some reasons, which requests that must be refused for them exercise. */
export const refusalClauses = (
  contract: Contract,
  operation: Operation,
  why: readonly RefusalReason[],
): readonly string[] =>
  clausesOf(contract, operation)
    .filter((clause) =>
      statusesOf(clause).some((status) => isRefusal(status) && why.some((reason) => saysSo(reason, status))),
    )
    .map(({ id }) => id);
