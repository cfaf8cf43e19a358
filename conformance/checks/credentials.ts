import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Clause } from '../../src/clauses/clause.ts';
import { clausesOf } from '../../src/clauses/clauses-of.ts';
import type { Operation, SecurityRequirement } from '../../src/contract/api-description.ts';
import { documentsRange } from '../../src/contract/documented-response.ts';
import { isClientError, isRedirect, proves } from '../../src/http/statuses.ts';
import { generationOf } from '../arbitraries/generation-of.ts';
import { ordinaryCall } from '../arbitraries/ordinary-call.ts';
import { type Observation, untestable } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import { noResponse } from '../http/no-response.ts';
import { isDocumentedFailure } from '../judge/documented-failure.ts';
import { judgeRefusalStatus, mistakeOf } from '../judge/refusal-status.ts';
import type { Call, CallValues, CredentialKind } from '../requests/call.ts';
import { alternatives, hasWrongScheme } from '../requests/credentials.ts';
import { isSafe } from '../requests/is-safe.ts';
import type { CheckContext } from '../settings/check-context.ts';
import { prepare } from '../target/prepare.ts';
import type { Target } from '../target/target.ts';
import { refusalClauses } from './answer-clauses.ts';
import { asCheck, type Check, type CheckMaker } from './check.ts';
import { exchangeWith } from './exchange-with.ts';
import { howRefused } from './how-refused.ts';

interface CredentialCase {
  readonly values: CallValues;
  readonly shown: Exclude<CredentialKind, 'valid'>;
  /** Which of the ways to show credentials. */
  readonly alternative: number;
}

const phrases: Readonly<Record<CredentialCase['shown'], string>> = {
  none: 'without credentials',
  'wrong-scheme': 'with credentials of another scheme',
  'wrong-value': 'with credentials that nobody was given',
};

/** Why an answer says nothing of credentials, or null. */
const noEvidence = (operation: Operation, exchange: Exchange): string | null => {
  const { response } = exchange;
  const missing = noResponse(exchange);
  if (missing !== null) return missing.shows === 'nothing' ? missing.why : null;
  if (response !== null && isDocumentedFailure(operation, response.status))
    return `it was answered ${response.status}, which is documented and may have any cause`;
  if (response === null) return null;
  if (proves(response.status, 'busy')) return `the target is too busy: it answered ${response.status}`;
  const isRelated = !isClientError(response.status) || proves(response.status, 'refused');
  return isRelated ? null : `it was answered ${response.status}, which says nothing of credentials`;
};

/** Whether an operation documents a status as a redirect, say to where one logs in: its twin with credentials has to be answered with a success. */
const isDocumentedRedirect = (operation: Operation, status: number): boolean =>
  isRedirect(status) && documentsRange(operation, status);

/** Why an answer is no refusal, in words that follow "was", or null where it is one. */
const notRefused = (target: Target, operation: Operation, exchange: Exchange): string | null => {
  const { response } = exchange;
  if (response === null) return `not refused: ${noResponse(exchange)?.why}`;
  if (target.accepted(exchange)) return `accepted with ${response.status}`;
  if (proves(response.status, 'refused')) return null;
  if (isDocumentedRedirect(operation, response.status)) return null;
  return target.judge.isRefusalInSuccess(response) ? null : `not refused but answered ${response.status}`;
};

const perform =
  (operation: Operation, clause: Clause): Check<CredentialCase>['perform'] =>
  async (target, { values, shown, alternative }): Promise<readonly Observation[]> => {
    const prepared = await prepare(target, operation, values);
    if (!prepared.ok) return untestable([clause], prepared.reason);
    const call: Call = { operation, values: prepared.values, credentials: shown, alternative };
    const { exchange, observations } = await exchangeWith(target, call);
    const reason = noEvidence(operation, exchange);
    if (reason !== null) return untestable([clause], reason);
    const received = notRefused(target, operation, exchange);
    if (received !== null) {
      const message = `A request ${phrases[shown]} was ${received}.`;
      const violation = { message, expected: 'a refusal', received, pointer: null, exchanges: [exchange] };
      return [{ clause, outcome: 'broken', ...violation }, ...observations];
    }
    // A refusal counts only beside an acceptance: a server that refuses everything checks nothing.
    const twin = await target.send({ ...call, credentials: 'valid' });
    if (!target.accepted(twin)) {
      const how = howRefused(target, call, twin);
      return [...untestable([clause], `the same request with credentials was ${how}`), ...observations];
    }
    // Credentials in a form that can't be read may as well be a malformed request (RFC 6750, 3.1).
    const isMalformed = shown === 'wrong-scheme' && exchange.response?.status === 400;
    const status = isMalformed ? [] : judgeRefusalStatus(target, operation, mistakeOf(clause), exchange);
    return [{ clause, outcome: 'held', cases: 1 }, ...observations, ...status];
  };

/** Whether the API keys of an alternative, which are right whatever the scheme of the rest, are all that another asks for. */
const keysSuffice = ({ security }: Operation, requirement: SecurityRequirement): boolean => {
  const keys = requirement.filter(({ type }) => type === 'apiKey');
  return security.some((other) => other.every((scheme) => keys.some((key) => isDeepStrictEqual(key, scheme))));
};

/** Requests without credentials, with another scheme and with wrong ones are refused. */
export const credentials: CheckMaker = (context: CheckContext, operation) => {
  const clause = clausesOf(context.contract, operation).find(({ kind }) => kind === 'credentials');
  if (clause === undefined || clause.notApplicable !== null) return [];
  const ways = alternatives(operation.security, context.settings).flatMap((requirement, alternative) => [
    ...(hasWrongScheme(requirement) && !keysSuffice(operation, requirement)
      ? [{ shown: 'wrong-scheme', alternative } as const]
      : []),
    { shown: 'wrong-value', alternative } as const,
  ]);
  const kinds = [{ shown: 'none', alternative: 0 } as const, ...ways];
  const values = ordinaryCall(operation, generationOf(context.contract, context.settings));
  const [sample] = fc.sample(values, { seed: 1, numRuns: 1 });
  return [
    asCheck<CredentialCase>({
      id: `${clause.id}#credentials`,
      operation,
      clauses: [clause.id, ...refusalClauses(context.contract, operation, ['credentials'])],
      writes: !isSafe(operation),
      isIndependent: true,
      cases: fc.tuple(values, fc.constantFrom(...kinds)).map(([all, kind]) => ({ values: all, ...kind })),
      examples: sample === undefined ? [] : kinds.map((kind) => ({ values: sample, ...kind })),
      runs: kinds.length,
      perform: perform(operation, clause),
    }),
  ];
};
