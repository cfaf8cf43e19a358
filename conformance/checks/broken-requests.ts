import fc from 'fast-check';
import type { Clause } from '../../src/clauses/clause.ts';
import type { Evaluate } from '../../src/clauses/evaluate.ts';
import { faultText } from '../../src/clauses/fault-text.ts';
import type { Operation, Parameter } from '../../src/contract/api-description.ts';
import { once } from '../../src/once.ts';
import { type BrokenCase, brokenCall, choicesOf, withAnyListed } from '../arbitraries/broken-call.ts';
import { CannotGenerate } from '../arbitraries/cannot-generate.ts';
import { generationOf } from '../arbitraries/generation-of.ts';
import { ordinaryCall } from '../arbitraries/ordinary-call.ts';
import { sampleCall } from '../arbitraries/sample-call.ts';
import { isUnexplainedText } from '../arbitraries/unexplained-text.ts';
import { type Observation, untestable } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import { readRefusal } from '../judge/refusal.ts';
import { judgeRefusalStatus, mistakeOf } from '../judge/refusal-status.ts';
import { requestClauses } from '../judge/request-violations.ts';
import type { Call, CallValues } from '../requests/call.ts';
import { isSafe } from '../requests/is-safe.ts';
import type { CheckContext } from '../settings/check-context.ts';
import { plainBrokenRunsMax, runsDefault, targetedMax } from '../settings/limits.ts';
import { prepare } from '../target/prepare.ts';
import type { Target } from '../target/target.ts';
import { refusalClauses } from './answer-clauses.ts';
import { asCheck, type Check, type CheckMaker } from './check.ts';
import { howRefused } from './how-refused.ts';

/** How often other values are drawn for a valid twin that is at odds with what is there. */
const otherValuesMax = 3;

const placeMax = 100;
const choiceMax = 1000;

/** Kinds whose broken values differ in what they could get past a validator. */
const openEndedKinds: readonly Clause['kind'][] = ['pattern', 'format', 'enum', 'const', 'type'];

const accepted = (clause: Clause, twin: Exchange, exchange: Exchange, reason: string): Observation => ({
  clause,
  outcome: 'broken',
  message: `A request ${faultText(clause)} was ${reason}.`,
  expected: 'a documented refusal',
  received: exchange.response === null ? (exchange.failure?.message ?? 'no answer') : String(exchange.response.status),
  pointer: clause.subject.of === 'request' && clause.subject.part === 'body' ? '' : null,
  exchanges: [twin, exchange],
});

/**
 * Makes what draws values for an operation, others each time, whichever of its clauses they are for. The moment at which a run begins is
 * part of it: what an earlier run of the same seed drew, a replay too, is taken by then.
 */
const drawing = ({ settings }: CheckContext, operation: Operation): ((target: Target) => CallValues | null) => {
  let drawn = 0;
  return (target) => sampleCall(operation, target.generation, settings.seed + target.settings.startedAtMs + ++drawn);
};

const perform = (
  context: CheckContext,
  operation: Operation,
  clause: Clause,
  draw: ReturnType<typeof drawing>,
): Check<BrokenCase>['perform'] => {
  /** Makes the broken request once more, about something that is still there; or says why that can't be had. */
  const brokenAgain = async (target: Target, value: BrokenCase): Promise<Call | string> => {
    const prepared = await prepare(target, operation, value.values, { isShown: false });
    if (!prepared.ok) return prepared.reason;
    const broken = brokenCall(context, operation, clause, { ...value, values: prepared.values });
    return broken ?? 'what is there now leaves no way to break it';
  };

  const performWith = async (
    target: Target,
    value: BrokenCase,
    triesLeft: number,
  ): ReturnType<Check<BrokenCase>['perform']> => {
    const prepared = await prepare(target, operation, value.values, { isShown: false });
    if (!prepared.ok) return untestable([clause], prepared.reason);
    const { values } = prepared;
    const broken = brokenCall(context, operation, clause, { ...value, values });
    if (broken === null) return [];
    // The twin differs from the broken request in the broken clause alone, and is sent in the same breath. Where it takes away
    // what it is about, the broken one is about another of the same kind.
    const twin = await target.sendAndUndo({ operation, values, credentials: 'valid' });
    // What it names may be taken, by what another check made and nobody can delete.
    const other = twin.response?.status === 409 && triesLeft > 0 ? draw(target) : null;
    if (other !== null) return performWith(target, { ...value, values: other }, triesLeft - 1);
    if (!target.accepted(twin)) {
      const how = howRefused(target, { operation, values }, twin);
      return untestable([clause], `the valid twin of the broken request was ${how}`);
    }
    const sent = operation.does?.action === 'delete' ? await brokenAgain(target, value) : broken;
    if (typeof sent === 'string') return untestable([clause], sent);
    const exchange = await target.send(sent);
    const reading = readRefusal(target, operation, exchange, clause);
    const judged = target.judge.judge(operation, exchange);
    switch (reading.kind) {
      case 'refused':
        return [
          { clause, outcome: 'held', cases: 1 },
          ...judged,
          ...judgeRefusalStatus(target, operation, mistakeOf(clause), exchange),
        ];
      case 'accepted':
        return [accepted(clause, twin, exchange, `accepted with ${exchange.response?.status}`), ...judged];
      case 'undecided':
        return [...reading.shows, ...judged];
      case 'failed':
        return [accepted(clause, twin, exchange, `not refused: ${reading.why}`), ...judged];
      case 'no evidence':
        return [
          ...untestable([clause], `the broken request was not refused as documented: ${reading.why}`),
          ...judged,
          ...judgeRefusalStatus(target, operation, mistakeOf(clause), exchange),
        ];
      default:
        return reading satisfies never;
    }
  };

  return (target, value) => performWith(target, value, otherValuesMax);
};

/** Whether a clause may be broken in a request to an operation: a wrong-shaped value in a path is only ever read, since a lenient server might take it for somebody's; ids have a check of their own. */
const mayBeBroken = (operation: Operation, clause: Clause): boolean =>
  clause.notApplicable === null &&
  (clause.subject.of !== 'request' || clause.subject.part !== 'path' || isSafe(operation));

const sampleSeed = 1;

/** Requests of which none can be made to break a clause, before it is said that none can. */
const samplesMax = 6;

/** The valid requests that broken ones are made from, and those of them that are looked at before the target is. */
const validCalls = (context: CheckContext, operation: Operation, purpose?: Parameter) => {
  const { contract, settings } = context;
  const arbitrary = ordinaryCall(operation, generationOf(contract, settings), purpose);
  const samplesOf = once(() =>
    fc
      .sample(arbitrary, { seed: sampleSeed, numRuns: samplesMax })
      .map((values) => ({ values, shown: withAnyListed(context, values) })),
  );
  return { arbitrary, samplesOf };
};

/** The parameter that a clause is about, where a request bears it for that reason alone. */
const purposeOf = ({ contract, settings }: CheckContext, { parameters }: Operation, { subject }: Clause) =>
  parameters.find(
    (parameter) =>
      subject.of === 'request' &&
      subject.part === parameter.in &&
      subject.name === parameter.name &&
      isUnexplainedText(parameter, generationOf(contract, settings)),
  );

/** What is known of a clause once samples of its operation were looked at: the one that is broken first, and in how many ways. */
interface Breaking {
  readonly values: CallValues | undefined;
  readonly ways: number;
  /** Why no request can be broken so; null where one can. */
  readonly lacks: string | null;
}

/** Looked at once in a run: how many values a check gets changes nothing of it. */
const knownBreaking = new WeakMap<Evaluate, Map<Clause, Breaking>>();

const breakingOf = (
  context: CheckContext,
  operation: Operation,
  clause: Clause,
  samplesOf: () => ReturnType<ReturnType<typeof validCalls>['samplesOf']>,
): Breaking => {
  const inRun = knownBreaking.get(context.evaluate) ?? new Map<Clause, Breaking>();
  knownBreaking.set(context.evaluate, inRun);
  const choices = (shown: CallValues): number => choicesOf(context, operation, clause, shown);
  const look = (): Breaking => {
    const samples = samplesOf();
    const [first] = samples;
    const ways = first === undefined ? 0 : choices(first.shown);
    const isLacking = ways === 0 && samples.slice(1).every(({ shown }) => choices(shown) === 0);
    const lacks = isLacking ? `no request is known that breaks ${clause.kind} there and nothing else` : null;
    return { values: first?.values, ways, lacks };
  };
  const lookSafely = (): Breaking => {
    try {
      return look();
    } catch (error) {
      if (!(error instanceof CannotGenerate)) throw error;
      return { values: undefined, ways: 0, lacks: error.message };
    }
  };
  const breaking = inRun.get(clause) ?? lookSafely();
  inRun.set(clause, breaking);
  return breaking;
};

/** For every clause of a request: requests that break it alone are refused, beside valid twins that aren't. */
export const brokenRequests: CheckMaker = (context, operation) => {
  const ordinary = validCalls(context, operation);
  const refusals = refusalClauses(context.contract, operation, ['content', 'absence']);
  const draw = drawing(context, operation);
  return requestClauses(context.contract, operation)
    .filter((clause) => mayBeBroken(operation, clause))
    .map((clause) => {
      const purpose = purposeOf(context, operation, clause);
      const { arbitrary, samplesOf } = purpose === undefined ? ordinary : validCalls(context, operation, purpose);
      const isOpenEnded = openEndedKinds.includes(clause.kind);
      const ordinaryRuns = isOpenEnded ? context.settings.runs : Math.min(context.settings.runs, plainBrokenRunsMax);
      const breaking = (): Breaking => breakingOf(context, operation, clause, samplesOf);
      // What is known to be telling is tried whole in a run of ordinary breadth; only the rest is left to chance.
      const telling = (): number => Math.min(breaking().ways, ordinaryRuns < runsDefault ? ordinaryRuns : targetedMax);
      return asCheck<BrokenCase>({
        id: `${clause.id}#broken`,
        operation,
        clauses: [clause.id, ...refusals],
        writes: !isSafe(operation),
        // A creation may be refused because of what is made beside it, and that would pass for evidence.
        ...(operation.does?.action === 'create' ? {} : { isIndependent: true as const }),
        cases: fc.record({ values: arbitrary, place: fc.nat(placeMax), choice: fc.nat(choiceMax) }),
        // To look for ways to break a clause takes time, and an operation may have a thousand clauses: it is done when the check's turn comes.
        get examples() {
          const { values } = breaking();
          return values === undefined
            ? []
            : [...Array(telling()).keys()].map((choice) => ({ values, place: 0, choice }));
        },
        get lacks() {
          return breaking().lacks;
        },
        get runs() {
          return Math.max(ordinaryRuns, telling());
        },
        ...(isOpenEnded ? { isOpenEnded: true as const } : {}),
        perform: perform(context, operation, clause, draw),
      });
    });
};
