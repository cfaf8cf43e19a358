import { generationOf } from '../arbitraries/generation-of.ts';
import { permittedCall } from '../arbitraries/ordinary-call.ts';
import { untestable } from '../evidence/observation.ts';
import { brokenOwnClauses } from '../judge/request-violations.ts';
import { successClause } from '../judge/success-clause.ts';
import type { CallValues } from '../requests/call.ts';
import { isSafe } from '../requests/is-safe.ts';
import type { CheckContext } from '../settings/check-context.ts';
import { prepare } from '../target/prepare.ts';
import { answerClauses } from './answer-clauses.ts';
import { asCheck, type Check, type CheckMaker } from './check.ts';
import { exchangeWith } from './exchange-with.ts';
import { judgePermittedRequest } from './permitted-request.ts';

const perform =
  ({ contract, evaluate }: CheckContext, operation: Check['operation']): Check<CallValues>['perform'] =>
  async (target, values) => {
    const prepared = await prepare(target, operation, values);
    if (!prepared.ok) return untestable([successClause(target, operation)], prepared.reason);
    const full = prepared.values;
    // Our own request is held against the contract before anyone is blamed for refusing it; its path holds the target's own ids.
    const [own] = brokenOwnClauses({ contract, evaluate }, operation, full);
    if (own !== undefined) {
      return untestable(
        [successClause(target, operation)],
        `no valid request could be generated: ours would break ${own.id}`,
      );
    }
    const { exchange, observations } = await exchangeWith(target, { operation, values: full, credentials: 'valid' });
    return [...(await judgePermittedRequest(target, operation, full, exchange)), ...observations];
  };

/** Requests that the contract permits and no server has a reason to refuse are answered with a documented success. */
export const validRequests: CheckMaker = (context, operation) => [
  asCheck<CallValues>({
    id: `${context.contract.id}/${operation.id}#valid`,
    operation,
    clauses: answerClauses(context.contract, operation),
    writes: !isSafe(operation),
    isIndependent: true,
    cases: permittedCall(operation, generationOf(context.contract, context.settings)),
    examples: [],
    runs: context.settings.runs,
    isOpenEnded: true,
    perform: perform(context, operation),
  }),
];
