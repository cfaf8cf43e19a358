import { setTimeout as wait } from 'node:timers/promises';
import type { BehaviourKind } from '../../src/contract/behaviour-kinds/list.ts';
import { createBreakAnswer } from '../../src/contract/break-answer.ts';
import type { Clause } from '../../src/contract/clause.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { evaluator } from '../../src/contract/evaluate.ts';
import { schemaValidator } from '../../src/contract/schema-validator.ts';
import { isSuccess, proves } from '../../src/http/statuses.ts';
import type { Exchange, HttpResponse } from '../http/exchange.ts';
import type { Sender } from '../http/send.ts';
import { responseJudge } from '../judge/response.ts';
import { StoreOverlay } from './altered-store.ts';
import { behaviourFlaws } from './behaviour-flaws.ts';
import { showsAt } from './printed-request.ts';
import { failsAt } from './rare-failure.ts';
import { createReader, type MatchedRequest } from './read-request.ts';
import { isBrokenByRefusal, refusalOfType } from './refused-type.ts';
import { Remembered } from './remembered.ts';
import { createBrokenBy, mended, withCredentials } from './request-flaws.ts';
import type { Pass, Scene } from './scene.ts';

/** How long a request is held back to see whether another one comes at the same time, in milliseconds. */
const raceMs = 10;

/** What is broken last, since the rest could not be found in an answer any more. */
const brokenLast: readonly Clause['kind'][] = ['well-formed', 'media-type', 'status'];

/** The server behind didn't answer, so that there is nothing to spoil. */
class NoAnswer extends Error {
  readonly exchange: Exchange;
  constructor(exchange: Exchange) {
    super('There was no answer.');
    this.exchange = exchange;
  }
}

/**
 * Makes a server look as if it broke some clauses, and nothing else: passes requests on to it, and changes what goes there and what
 * comes back. Nothing of it knows more of the server than its contract says.
 */
export const flawedSender = (
  sender: Sender,
  contract: Contract,
  target: string,
  clauses: readonly Clause[],
): Sender => {
  const evaluate = evaluator(contract.document);
  const judge = responseJudge(contract, evaluate);
  const isAccepted = (response: HttpResponse): boolean =>
    isSuccess(response.status) && !judge.isRefusalInSuccess(response);
  const read = createReader(contract, target);
  const remembered = new Remembered(contract, isAccepted);
  const dress = new StoreOverlay(remembered);
  const validator = schemaValidator(contract.document);
  const breakAnswer = createBreakAnswer(contract);
  const brokenBy = createBrokenBy(contract, evaluate);
  const planted = Map.groupBy(clauses, ({ operation }) => operation);
  const underWay = new Map<string, Set<{ isRacing: boolean }>>();

  const pass: Pass = async (request) => {
    const met = read(request);
    const exchange = await sender.send(met === null ? request : dress.request(met));
    if (exchange.response === null) throw new NoAnswer(exchange);
    if (met === null) return exchange.response;
    remembered.observe(met, exchange.response);
    if (isAccepted(exchange.response)) dress.rewritten(met);
    return dress.answer(met, exchange.response);
  };

  /** Whether another request of the kind comes in the same moment. */
  const races = async ({ operation }: MatchedRequest): Promise<boolean> => {
    const held = underWay.get(operation.id) ?? new Set<{ isRacing: boolean }>();
    underWay.set(operation.id, held);
    const own = { isRacing: held.size > 0 };
    for (const other of held) other.isRacing = true;
    held.add(own);
    await wait(raceMs);
    held.delete(own);
    return own.isRacing;
  };

  const sceneOf = (clause: Clause, isRacing: boolean): Scene | null => {
    const { subject } = clause;
    const resource = contract.resources.find(({ name }) => subject.of === 'resource' && name === subject.resource);
    if (resource === undefined || subject.of !== 'resource') return null;
    const shape = remembered.shapeOf(resource);
    const name = subject.name ?? '';
    return { contract, target, resource, shape, remembered, dress, validator, name, isRacing, ask: pass };
  };

  const behave = async (met: MatchedRequest, own: readonly Clause[]): Promise<HttpResponse> => {
    const isRacing = own.some(({ kind }) => kind === 'parallel') && (await races(met));
    const misbehaving = own.reduce<Pass>((next, clause) => {
      const scene = sceneOf(clause, isRacing);
      if (scene === null) return next;
      return async (request) => {
        const again = read(request) ?? met;
        return behaviourFlaws[clause.kind as BehaviourKind](scene, again, next);
      };
    }, pass);
    return misbehaving(met.request);
  };

  /** Accepts what is to be accepted although it breaks a clause. */
  const forgive = async (met: MatchedRequest, planted: readonly Clause[]): Promise<HttpResponse> => {
    const own = planted.filter((clause) => !isBrokenByRefusal(clause, met));
    const refusal = own.length < planted.length ? refusalOfType(met) : null;
    if (refusal !== null) return refusal;
    const broken = own.some(({ subject }) => subject.of === 'request') ? brokenBy(met) : [];
    const [first] = broken;
    const isForgiven = first !== undefined && broken.every(({ id }) => own.some((clause) => clause.id === id));
    const right = isForgiven ? mended(remembered, met, first) : null;
    const response = await (right === null ? behave(met, own) : pass(right));
    const isUnguarded =
      own.some(({ kind }) => kind === 'credentials') && proves(response.status, 'asks for credentials');
    const allowed = isUnguarded ? withCredentials(contract, remembered, met.request) : null;
    return allowed === null ? response : pass(allowed);
  };

  const spoil = (response: HttpResponse, met: MatchedRequest, own: readonly Clause[]): HttpResponse => {
    if (own.some(({ kind }) => kind === 'answered') && isAccepted(response) && failsAt(met))
      return { ...response, status: 500, body: '' };
    const breaking = own
      .filter((clause) => clause.subject.of === 'response' && showsAt(contract, clause, met))
      .toSorted((one, other) => brokenLast.indexOf(one.kind) - brokenLast.indexOf(other.kind));
    const right = { status: response.status, headers: response.headers, body: response.body || null };
    const spoilt = breaking.reduce((answer, clause) => breakAnswer(clause, answer), right);
    return { ...response, ...spoilt, body: spoilt.body ?? '' };
  };

  return {
    async send(request) {
      const startedAt = performance.now();
      const met = read(request);
      if (met === null) return sender.send(request);
      const own = planted.get(met.operation.id) ?? [];
      try {
        const response = spoil(await forgive(met, own), met, own);
        return { request, response, failure: null, durationMs: Math.round(performance.now() - startedAt) };
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        return { ...error.exchange, request };
      }
    },
    close: () => sender.close(),
  };
};
