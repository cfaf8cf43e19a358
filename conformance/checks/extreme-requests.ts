import { clausesOf } from '../../src/clauses/clauses-of.ts';
import { type ExtremeCalls, type ExtremeCase, extremeCalls } from '../arbitraries/extreme-call.ts';
import { generationOf } from '../arbitraries/generation-of.ts';
import { untestable } from '../evidence/observation.ts';
import { answeredObservation } from '../judge/answered.ts';
import { brokenOwnClauses } from '../judge/request-violations.ts';
import { isSafe } from '../requests/is-safe.ts';
import type { CheckContext } from '../settings/check-context.ts';
import { extremeRunsMax, runsDefault, targetedMax } from '../settings/limits.ts';
import { prepare } from '../target/prepare.ts';
import { answerClauses } from './answer-clauses.ts';
import { asCheck, type Check, type CheckMaker } from './check.ts';
import { exchangeWith } from './exchange-with.ts';

const perform =
  (
    { contract, evaluate }: CheckContext,
    operation: Check['operation'],
    calls: ExtremeCalls,
  ): Check<ExtremeCase>['perform'] =>
  async (target, value) => {
    const { values } = calls.of(value);
    const answered = clausesOf(contract, operation).find(({ kind }) => kind === 'answered');
    const prepared = await prepare(target, operation, values);
    if (!prepared.ok) return untestable([answered], prepared.reason);
    // What the contract forbids is no extreme, and says nothing: it is broken elsewhere, beside a valid twin.
    if (brokenOwnClauses({ contract, evaluate }, operation, prepared.values).length > 0) return [];
    const call = { operation, values: prepared.values, credentials: 'valid' } as const;
    const { exchange, observations } = await exchangeWith(target, call);
    const observation = answeredObservation(target, operation, exchange);
    // Who fails to answer breaks that promise, and no other. Whether a server takes such a value no document says: both are right.
    if (observation?.outcome === 'broken') return [observation];
    return observation === null ? observations : [observation, ...observations];
  };

const sampleSeed = 1;

/** Requests that the contract permits, with values that nobody expects, are answered: with a success or a refusal, as documented, but with no failure. */
export const extremeRequests: CheckMaker = (context, operation) => {
  const { runs } = context.settings;
  const calls = extremeCalls(operation, generationOf(context.contract, context.settings), sampleSeed);
  if (calls === null) return [];
  // What is known to be telling is tried whole in a run of ordinary breadth; only the rest is left to chance.
  const telling = calls.telling.slice(0, runs < runsDefault ? runs : targetedMax);
  return [
    asCheck<ExtremeCase>({
      id: `${context.contract.id}/${operation.id}#extreme`,
      operation,
      clauses: answerClauses(context.contract, operation),
      writes: !isSafe(operation),
      isIndependent: true,
      cases: calls.cases,
      examples: telling,
      runs: telling.length + Math.min(runs, extremeRunsMax),
      perform: perform(context, operation, calls),
    }),
  ];
};
