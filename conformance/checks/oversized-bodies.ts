import fc from 'fast-check';
import { generationOf } from '../arbitraries/generation-of.ts';
import { ordinaryCall } from '../arbitraries/ordinary-call.ts';
import { untestable } from '../evidence/observation.ts';
import { judgeRefusalStatus, refusalStatusClause } from '../judge/refusal-status.ts';
import type { CallValues } from '../requests/call.ts';
import { isSafe } from '../requests/is-safe.ts';
import { oversizedBodyBytes } from '../settings/limits.ts';
import { prepare } from '../target/prepare.ts';
import { asCheck, type CheckMaker } from './check.ts';
import { exchangeWith } from './exchange-with.ts';

/** A body that is accepted, made larger by nothing but white space, is refused as the contract documents for what is too large, if it is refused. */
export const oversizedBodies: CheckMaker = ({ contract, settings }, operation) => {
  const clause = refusalStatusClause(contract, operation, ['413']);
  if (clause === undefined || operation.requestBody === null) return [];
  const values = ordinaryCall(operation, generationOf(contract, settings));
  return [
    asCheck<CallValues>({
      id: `${clause.id}#oversized`,
      operation,
      clauses: [clause.id],
      writes: !isSafe(operation),
      // Nothing about the values matters to what is too large.
      cases: fc.noShrink(values),
      examples: [],
      runs: 1,
      async perform(target, generated) {
        const prepared = await prepare(target, operation, generated, { isShown: false });
        if (!prepared.ok) return untestable([clause], prepared.reason);
        if (prepared.values.body === undefined) return [];
        const call = { operation, values: prepared.values, credentials: 'valid' } as const;
        const twin = await target.sendAndUndo(call);
        if (!target.accepted(twin))
          return untestable([clause], 'the same request of an ordinary size was not accepted');
        const body = JSON.stringify(prepared.values.body);
        const rawBody = body + ' '.repeat(Math.max(0, oversizedBodyBytes - Buffer.byteLength(body)));
        const { exchange, observations } = await exchangeWith(target, { ...call, rawBody });
        const mistake = { what: `whose body has ${Buffer.byteLength(rawBody)} bytes`, wanted: ['413'] };
        // No document says how large a body may be, so that whoever takes it, or hangs up, is right.
        return [...observations, ...judgeRefusalStatus(target, operation, mistake, exchange)];
      },
    }),
  ];
};
