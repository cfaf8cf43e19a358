import type { Clause } from '../../src/clauses/clause.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import { type Evaluate, evaluator } from '../../src/clauses/evaluate.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import { documentsRange } from '../../src/contract/documented-response.ts';
import { type Matched, matchOperation, pathBelow } from '../../src/contract/match-operation.ts';
import { proves } from '../../src/http/statuses.ts';
import { madeUpOwnerValues } from '../../src/values/made-up-owner-values.ts';
import { findingOf } from '../evidence/finding.ts';
import { redactor, withoutSecretsInReasons } from '../evidence/redact.ts';
import type { Finding, RunReport } from '../evidence/report.ts';
import { Tally } from '../evidence/tally.ts';
import { runVerdict } from '../evidence/verdict.ts';
import { withdrawGivenUp } from '../evidence/withdraw-given-up.ts';
import type { Exchange } from '../http/exchange.ts';
import { responseJudge } from '../judge/response.ts';
import { settingsOf } from '../settings/options.ts';
import type { Recording } from './har.ts';
import { observeRecorded } from './observe-recorded.ts';
import { hasOwnPath } from './recorded-request.ts';
import { credentialsIn, secretsLearner, withKnownParts } from './recorded-secrets.ts';

/** How recorded traffic is judged. */
export interface RecordedOptions {
  /** What stands for the contract's server URL; the paths of the exchanges are below it. */
  readonly target: string;
  /** The one exchange to judge, by its place in the file; all of them if left out. */
  readonly entry?: number | undefined;
  /** A broken SHOULD fails, too. */
  readonly strict?: boolean | undefined;
}

/** What recorded traffic showed. */
export interface RecordedOutcome {
  readonly report: RunReport;
  /** How many exchanges were judged. */
  readonly judged: number;
  /** Why the others were not, with how many there are of each. */
  readonly passedOver: ReadonlyMap<string, number>;
}

/** Why a clause is not judged: it takes more than looking on. */
const excuseOf = ({ kind, subject }: Clause): string | null => {
  if (subject.of === 'resource') return 'it speaks of several requests, which recorded ones were not made for';
  return kind === 'credentials'
    ? 'whether credentials were left out by the client or the recorder, nobody can tell'
    : null;
};

/** Whether an answer may be of one who stands between the client and the server: nobody documented it by its status. */
const isOfSomebodyElse = (operation: Operation, status: number): boolean =>
  proves(status, 'by a gateway') && !documentsRange(operation, status);

/** The operation that an exchange is of; a phrase that says why it can't be judged where it is of none. */
const operationOf = (contract: Contract, evaluate: Evaluate, target: string, exchange: Exchange): Matched | string => {
  const { request, response } = exchange;
  const path = pathBelow(target, request.url);
  if (path === null) return `not below ${target}`;
  if (response === null) return 'without an answer';
  // What a cache is told stands for an answer that isn't there (RFC 9110, 15.4.5).
  if (response.status === 304) return 'answered from a cache (304)';
  const matched = matchOperation(contract, request.method, path);
  if (matched === null || !hasOwnPath(contract, evaluate, matched, request)) return 'of no operation of the contract';
  return isOfSomebodyElse(matched.operation, response.status) ? 'redirected, or answered by a gateway' : matched;
};

/** Judges recorded exchanges by a contract, and sends nothing. Throws a UsageError for options that are wrong. */
export const judgeRecorded = (
  contract: Contract,
  { exchanges, entries }: Recording,
  { target, entry: only, strict = false }: RecordedOptions,
): RecordedOutcome => {
  const startedAt = new Date();
  const evaluate = evaluator(contract.document);
  const judging = { contract, evaluate, judge: responseJudge(contract, evaluate) };
  const settings = settingsOf(contract, { target, strict, seed: 0, set: madeUpOwnerValues(contract) });
  const redaction = redactor(contract, settings);
  const tally = new Tally(contract.clauses);
  for (const clause of contract.clauses) {
    const excuse = excuseOf(clause);
    if (excuse !== null) tally.markNotApplicable(clause.id, excuse);
    tally.markUnexercised(clause.id, 'no recorded exchange met it');
  }
  const findings = new Map<string, Finding>();
  const passedOver = new Map<string, number>();
  let judged = 0;
  // Whatever is secret anywhere in the file is so everywhere.
  const learn = secretsLearner(contract, redaction);
  for (const one of exchanges) learn(one);
  if (exchanges.length < entries) passedOver.set('unreadable', entries - exchanges.length);
  for (const one of exchanges.filter(({ entry }) => only === undefined || entry === only)) {
    const matched = operationOf(contract, evaluate, settings.target, one.exchange);
    if (typeof matched === 'string') {
      passedOver.set(matched, (passedOver.get(matched) ?? 0) + 1);
      continue;
    }
    judged++;
    const own = { ...settings, ...credentialsIn(contract, one.exchange) };
    const shown = { ...one, exchange: withKnownParts(contract, matched.operation, one.exchange) };
    for (const observation of observeRecorded(judging, matched, shown)) {
      tally.add(observation);
      if (observation.outcome !== 'broken' || findings.has(observation.clause.id)) continue;
      findings.set(observation.clause.id, findingOf(contract, own, redaction, observation, String(one.entry)));
    }
  }
  withdrawGivenUp(tally, contract);
  const clauses = withoutSecretsInReasons(tally.reports(), redaction);
  const gone = judged === 0 ? 'no exchange of the file is one of this contract' : null;
  return {
    judged,
    passedOver,
    report: {
      api: contract.id,
      target: settings.target,
      seed: settings.seed,
      startedAt: startedAt.toISOString(),
      durationMs: Date.now() - startedAt.getTime(),
      requests: 0,
      ...runVerdict(clauses, { strict, gone }),
      clauses,
      findings: [...findings.values()],
      leftovers: [],
      staleBaseline: [],
    },
  };
};
