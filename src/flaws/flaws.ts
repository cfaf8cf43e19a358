import type { BehaviourKind } from '../clauses/behaviour-kinds/list.ts';
import type { Clause } from '../clauses/clause.ts';
import type { Contract } from '../clauses/contract.ts';
import { evaluator } from '../clauses/evaluate.ts';
import type { Resource } from '../contract/api-description.ts';
import { resourceByName } from '../contract/contract-index.ts';
import { refusalBody } from '../contract/refusal-body.ts';
import { type ResourceShape, resourceShape } from '../contract/resource-shape.ts';
import type { HttpRequest, HttpResponse } from '../http/messages.ts';
import { isSuccess, proves } from '../http/statuses.ts';
import { schemaValidator } from '../schema/schema-validator.ts';
import { behaviourFlaws } from './behaviours/list.ts';
import { createBreakResponse } from './break-response.ts';
import { withCredentialsOf } from './credentials.ts';
import type { FlawContext, Respond } from './flaw-context.ts';
import { idsWithin } from './ids-within.ts';
import { showsAt } from './printed-request.ts';
import type { Races } from './races.ts';
import { failsAt } from './rare-failure.ts';
import { createReader, type MatchedRequest } from './read-request.ts';
import { isBrokenByRefusal, refusalOfType } from './refused-type.ts';
import { acceptedAt, createBrokenBy, mended, type Readings } from './request-flaws.ts';
import { bodyOf, withPath } from './rewrite.ts';
import type { ServerMemory } from './server-memory.ts';
import { askOfStandIn } from './stand-in.ts';

/** What is broken last, since the rest could not be found in a response any more; bodies come first. */
const brokenLast: readonly Clause['kind'][] = ['well-formed', 'media-type', 'status', 'answered'];

const rankOf = ({ kind }: Clause): number => brokenLast.indexOf(kind);

/** A server that breaks clauses, and keeps all others as the right one behind it does. */
export interface FlawedServer {
  /** Stands before the path of every URL. */
  readonly target: string;
  /** The right server. */
  readonly right: Respond;
  readonly memory: ServerMemory;
  /** Finds out which requests race each other. */
  readonly races: Races;
  /** The clauses that are broken, by the operation that they speak of. */
  readonly broken: ReadonlyMap<string, readonly Clause[]>;
  /** Whether some flaws show only in the responses to rare requests, as those of careless servers do. */
  readonly isRare: boolean;
  /** How the server reads parameters, where it takes more readings than one. */
  readonly readings?: Readings;
}

/** The flaws of every clause of one contract. */
export interface Flaws {
  /** Whether a response is a success that is no refusal (`x-refusal`). */
  isAccepted(response: HttpResponse): boolean;
  /** Responds to a request as the right server would, but for the clauses that are broken. */
  respond(server: FlawedServer, request: HttpRequest): Promise<HttpResponse>;
}

/** Makes the flaws of one contract. */
export const createFlaws = (contract: Contract): Flaws => {
  const evaluate = evaluator(contract.document);
  const validator = schemaValidator(contract.document);
  const breakResponse = createBreakResponse(contract);
  const brokenBy = createBrokenBy(contract, evaluate);
  const isRefusalBody = refusalBody(contract);
  const shapes = new Map(
    contract.resources.map((one): [Resource, ResourceShape] => [one, resourceShape(contract, one)]),
  );

  const isAccepted = (response: HttpResponse): boolean => {
    if (!isSuccess(response.status)) return false;
    const body = isRefusalBody === null ? undefined : bodyOf(response);
    return body === undefined || isRefusalBody === null || !isRefusalBody(body);
  };

  /** What the flaw of a behaviour is to know; null where the contract has no such resource. */
  const contextOf = (
    { target, memory, right }: FlawedServer,
    resourceName: string | undefined,
    about: Pick<FlawContext, 'name' | 'racePlace'> = { name: '', racePlace: null },
  ): FlawContext | null => {
    const resource = resourceByName(contract, resourceName);
    const shape = resource === undefined ? undefined : shapes.get(resource);
    if (resource === undefined || shape === undefined) return null;
    return { contract, target, resource, shape, memory, validator, ask: right, isAccepted, ...about };
  };

  const behave = async (server: FlawedServer, met: MatchedRequest, own: readonly Clause[]): Promise<HttpResponse> => {
    const read = createReader(contract, server.target);
    const isRacing = own.some(({ kind }) => kind === 'parallel');
    const racePlace = isRacing ? await server.races(met.operation.id) : null;
    const behaving = own.reduce<Respond>((next, { kind, subject }) => {
      if (subject.of !== 'resource') return next;
      const context = contextOf(server, subject.resource, { name: subject.name ?? '', racePlace });
      if (context === null) return next;
      return async (request) => behaviourFlaws[kind as BehaviourKind](context, read(request) ?? met, next);
    }, server.right);
    return behaving(met.request);
  };

  /** Responds to a request whose path breaks a clause as if an id stood there. */
  const acceptPath = async (server: FlawedServer, met: MatchedRequest): Promise<HttpResponse | null> => {
    const { memory, right } = server;
    const known = contract.resources.flatMap((resource) => memory.all(resource)).filter(({ isThere }) => isThere);
    const meant = idsWithin(known.map(({ id }) => String(id)).toReversed(), met.path);
    if (meant !== null) return right(withPath(met, meant));
    const context = contextOf(server, met.operation.does?.resource);
    const accepted = memory.acceptedTo(met.operation.id);
    const takesId = met.operation.does?.action !== 'create' && met.operation.does?.action !== 'list';
    for (const scope of context === null || !takesId ? [] : [met.path, accepted?.path ?? []]) {
      const asked = context === null ? null : await askOfStandIn(context, met, scope.slice(0, -1));
      if (asked !== null && isAccepted(asked.response)) return asked.response;
    }
    return accepted === undefined ? null : right(accepted.request);
  };

  /** Accepts a request that breaks clauses; null where it can't be. */
  const acceptInvalid = async (
    server: FlawedServer,
    met: MatchedRequest,
    broken: readonly Clause[],
  ): Promise<HttpResponse | null> => {
    if (broken.some(({ subject }) => subject.of === 'request' && subject.part === 'path'))
      return acceptPath(server, met);
    const accepted = server.memory.acceptedTo(met.operation.id);
    if (accepted === undefined) return null;
    const request = mended(met, accepted, broken, evaluate);
    const again = createReader(contract, server.target)(request);
    const isMended = again !== null && brokenBy(again, server.readings).length === 0;
    return server.right(isMended ? request : acceptedAt(accepted, met));
  };

  /** The response to a request that is right or wrong, before that of it is broken which concerns responses. */
  const receive = async (
    server: FlawedServer,
    met: MatchedRequest,
    planted: readonly Clause[],
  ): Promise<HttpResponse> => {
    const own = server.isRare ? planted.filter((clause) => !isBrokenByRefusal(clause, met)) : planted;
    const refusal = own.length < planted.length ? refusalOfType(met) : null;
    if (refusal !== null) return refusal;
    const broken = own.some(({ subject }) => subject.of === 'request') ? brokenBy(met, server.readings) : [];
    const isForgiven = broken.length > 0 && broken.every(({ id }) => own.some((clause) => clause.id === id));
    const accepted = isForgiven ? await acceptInvalid(server, met, broken) : null;
    const response = accepted ?? (await behave(server, met, own));
    const isUnguarded =
      own.some(({ kind }) => kind === 'credentials') && proves(response.status, 'asks for credentials');
    const model = isUnguarded ? server.memory.modelFor(met.operation.id) : null;
    return model === null ? response : server.right(withCredentialsOf(contract, met.request, model));
  };

  const breakOne = (
    server: FlawedServer,
    met: MatchedRequest,
    response: HttpResponse,
    clause: Clause,
  ): HttpResponse => {
    if (clause.kind === 'answered')
      return isAccepted(response) && (!server.isRare || failsAt(met))
        ? { ...response, status: 500, headers: {}, body: '' }
        : response;
    return server.isRare && !showsAt(contract, clause, met) ? response : breakResponse(clause, response);
  };

  return {
    isAccepted,
    async respond(server, request) {
      const met = createReader(contract, server.target)(request);
      const own = met === null ? undefined : server.broken.get(met.operation.id);
      if (met === null || own === undefined) return server.right(request);
      const response = await receive(server, met, own);
      return own
        .toSorted((one, other) => rankOf(one) - rankOf(other))
        .reduce((broken, clause) => breakOne(server, met, broken, clause), response);
    },
  };
};
