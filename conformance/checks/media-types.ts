import fc from 'fast-check';
import { clausesOf } from '../../src/clauses/clauses-of.ts';
import { interchangeableTypes } from '../../src/contract/interchangeable-types.ts';
import { proves } from '../../src/http/statuses.ts';
import { generationOf } from '../arbitraries/generation-of.ts';
import { ordinaryCall } from '../arbitraries/ordinary-call.ts';
import { untestable } from '../evidence/observation.ts';
import type { CallValues } from '../requests/call.ts';
import { isSafe } from '../requests/is-safe.ts';
import { prepare } from '../target/prepare.ts';
import { asCheck, type CheckMaker } from './check.ts';
import { exchangeWith } from './exchange-with.ts';

interface MediaTypeCase {
  readonly values: CallValues;
  readonly mediaType: string;
}

/** Every JSON media type that a request body is documented in is accepted, where the first is and their schema is the same. */
export const mediaTypes: CheckMaker = ({ contract, settings }, operation) => {
  const [first, ...others] = interchangeableTypes(operation);
  const clause = clausesOf(contract, operation).find(
    ({ kind, subject }) => kind === 'media-type' && subject.of === 'request',
  );
  const values = ordinaryCall(operation, generationOf(contract, settings));
  const [sample] = fc.sample(values, { seed: 1, numRuns: 1 });
  if (clause === undefined || sample === undefined || others.length === 0) return [];
  return [
    asCheck<MediaTypeCase>({
      id: `${clause.id}#documented`,
      operation,
      clauses: [clause.id],
      writes: !isSafe(operation),
      cases: fc.record({ values, mediaType: fc.constantFrom(...others) }),
      examples: others.map((mediaType) => ({ values: sample, mediaType })),
      runs: others.length,
      async perform(target, { values: generated, mediaType }) {
        const prepared = await prepare(target, operation, generated);
        if (!prepared.ok) return untestable([clause], prepared.reason);
        if (prepared.values.body === undefined) return [];
        const call = { operation, values: prepared.values, credentials: 'valid' } as const;
        const twin = await target.sendAndUndo(call);
        if (!target.accepted(twin)) return untestable([clause], `the same request as ${first} was not accepted`);
        const { exchange, observations } = await exchangeWith(target, { ...call, mediaType });
        const status = exchange.response?.status;
        if (target.accepted(exchange)) return [{ clause, outcome: 'held', cases: 1 }, ...observations];
        if (status === undefined || proves(status, 'busy')) {
          return untestable([clause], `the request as ${mediaType} was not answered, or with ${status}`);
        }
        const message = `A request was refused as ${mediaType} that is accepted as ${first}; both are documented.`;
        return [
          {
            clause,
            outcome: 'broken',
            message,
            expected: 'a success',
            received: String(status),
            pointer: null,
            exchanges: [twin, exchange],
          },
          ...observations,
        ];
      },
    }),
  ];
};
