import fc from 'fast-check';
import type { Clause } from '../../src/contract/clause.ts';
import type { Operation } from '../../src/contract/contract.ts';
import { ordinaryCall } from '../arbitraries/ordinary-call.ts';
import type { Observation } from '../evidence/observation.ts';
import { type CallValues, type CredentialKind, credentialKinds } from '../requests/call.ts';
import { canShow } from '../requests/credentials.ts';
import { asCheck, type Check, type CheckContext, type CheckMaker, isSafe } from './check.ts';
import { exchangeWith, untestable } from './exchange-with.ts';
import { judgeRefusalStatus } from './refusal-status.ts';

interface CredentialCase {
  readonly values: CallValues;
  readonly shown: Exclude<CredentialKind, 'valid'>;
}

const phrases: Readonly<Record<CredentialCase['shown'], string>> = {
  none: 'without credentials',
  'wrong-scheme': 'with credentials of another scheme',
  'wrong-value': 'with credentials that nobody was given',
};

const perform =
  (operation: Operation, clause: Clause): Check<CredentialCase>['perform'] =>
  async (target, { values, shown }): Promise<readonly Observation[]> => {
    const path = await target.pathValues(operation);
    if (!path.ok) return untestable([clause], path.reason);
    const full: CallValues = {
      parameters: { ...values.parameters, ...path.values },
      body: target.resolved(values.body),
    };
    const { exchange, observations } = await exchangeWith(target, { operation, values: full, credentials: shown });
    const { response, failure } = exchange;
    if (response === null) return untestable([clause], `the target ${failure?.message}`);
    if (response.status === 429 || response.status === 503)
      return untestable([clause], `the target is too busy: it answered ${response.status}`);
    if (target.accepted(exchange)) {
      const received = `${response.status}`;
      const message = `A request ${phrases[shown]} was accepted.`;
      return [
        { clause, outcome: 'broken', message, expected: 'a refusal', received, pointer: null, exchanges: [exchange] },
        ...observations,
      ];
    }
    const refused = (response.status >= 400 && response.status < 500) || target.judge.isRefusalInSuccess(response);
    if (!refused) {
      return [...untestable([clause], `a request ${phrases[shown]} was answered ${response.status}`), ...observations];
    }
    // A refusal counts only beside an acceptance: a server that refuses everything checks nothing.
    const twin = await target.send({ operation, values: full, credentials: 'valid' });
    if (!target.accepted(twin)) {
      return [
        ...untestable(
          [clause],
          `the same request with credentials was not accepted: ${twin.response?.status ?? 'no answer'}`,
        ),
        ...observations,
      ];
    }
    return [
      { clause, outcome: 'held', cases: 1 },
      ...observations,
      ...judgeRefusalStatus(target, operation, clause, exchange),
    ];
  };

/** Requests without credentials, with another scheme and with wrong ones are refused. */
export const credentials: CheckMaker = (context: CheckContext, operation) => {
  const clause = context.contract.clauses.find(
    ({ operation: id, kind }) => id === operation.id && kind === 'credentials',
  );
  if (clause === undefined) return [];
  const kinds = credentialKinds.filter(
    (kind): kind is CredentialCase['shown'] => kind !== 'valid' && canShow(operation.security, context.settings, kind),
  );
  const values = ordinaryCall(operation, {
    document: context.contract.document,
    ownerValues: context.settings.ownerValues,
  });
  const [sample] = fc.sample(values, { seed: 1, numRuns: 1 });
  return [
    asCheck<CredentialCase>({
      id: `${clause.id}#credentials`,
      operation,
      clauses: [clause.id],
      writes: !isSafe(operation),
      cases: fc.record({ values, shown: fc.constantFrom(...kinds) }),
      examples: sample === undefined ? [] : kinds.map((shown) => ({ values: sample, shown })),
      runs: kinds.length,
      perform: perform(operation, clause),
    }),
  ];
};
