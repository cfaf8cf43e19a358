import type { Clause } from '../../src/contract/clause.ts';
import type { Contract, Operation } from '../../src/contract/contract.ts';
import { evaluator } from '../../src/contract/evaluate.ts';
import { madeUpOwnerValues } from '../../src/contract/owner-values.ts';
import { findingOf } from '../evidence/finding.ts';
import { type Redactor, redactor } from '../evidence/redact.ts';
import type { Finding, RunReport } from '../evidence/report.ts';
import { Tally } from '../evidence/tally.ts';
import { runVerdict } from '../evidence/verdict.ts';
import type { Exchange } from '../http/exchange.ts';
import { responseJudge } from '../judge/response.ts';
import { settingsOf } from '../options.ts';
import type { Recorded } from './har.ts';
import { matchOperation, pathBelow } from './match-operation.ts';
import { observeRecorded } from './observe-recorded.ts';

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
  return kind === 'credentials' ? 'recorders leave out credentials' : null;
};

/** The credential that a request bears, for the line that repeats it to name a variable instead. */
const credentialsIn = (contract: Contract, { request: { headers } }: Exchange) => {
  const names = contract.operations.flatMap(({ security }) =>
    security.flat().flatMap((scheme) => (scheme.type === 'apiKey' ? [scheme.name.toLowerCase()] : [])),
  );
  const token = headers.authorization?.split(' ').at(-1) ?? null;
  return { token, apiKey: names.map((name) => headers[name]).find((value) => value !== undefined) ?? null };
};

/** Has a redactor take note of what an exchange must not tell. */
const learn = (
  redaction: Redactor,
  { request, response }: Exchange,
  credentials: ReturnType<typeof credentialsIn>,
): void => {
  for (const credential of Object.values(credentials)) if (credential !== null) redaction.learnCredential(credential);
  redaction.learnRequest(request);
  if (response !== null) redaction.learnResponse(response);
};

/** Gives the operation that an exchange is of; a phrase that says why it can't be judged where it is of none. */
const operationOf = (contract: Contract, target: string, exchange: Exchange): Operation | string => {
  const { method, url } = exchange.request;
  const path = pathBelow(target, url);
  if (path === null) return `not below ${target}`;
  if (exchange.response === null) return 'without an answer';
  // What a cache is told stands for an answer that isn't there (RFC 9110, 15.4.5).
  if (exchange.response.status === 304) return 'answered from a cache (304)';
  return matchOperation(contract, method, path) ?? 'of no operation of the contract';
};

/** Judges recorded exchanges by a contract, and sends nothing. Throws a UsageError for options that are wrong. */
export const judgeRecorded = (
  contract: Contract,
  recorded: readonly Recorded[],
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
    if (excuse !== null) tally.excuse(clause.id, excuse);
    tally.explain(clause.id, 'no recorded exchange met it');
  }
  const findings = new Map<string, Finding>();
  const passedOver = new Map<string, number>();
  let judged = 0;
  for (const one of recorded.filter(({ entry }) => only === undefined || entry === only)) {
    const { entry, exchange } = one;
    const operation = operationOf(contract, settings.target, exchange);
    if (typeof operation === 'string') {
      passedOver.set(operation, (passedOver.get(operation) ?? 0) + 1);
      continue;
    }
    judged++;
    const credentials = credentialsIn(contract, exchange);
    learn(redaction, exchange, credentials);
    for (const observation of observeRecorded(judging, operation, one)) {
      tally.add(observation);
      if (observation.outcome !== 'broken' || findings.has(observation.clause.id)) continue;
      const finding = findingOf(contract, { ...settings, ...credentials }, redaction, observation, String(entry));
      findings.set(finding.clause, finding);
    }
  }
  const clauses = tally.reports();
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
