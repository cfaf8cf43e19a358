import fc from 'fast-check';
import type { Action, Operation, Resource } from '../../src/contract/api-description.ts';
import { operationById } from '../../src/contract/contract-index.ts';
import { pathParameters, resourceOfParameter } from '../../src/contract/path-resources.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { sameJson } from '../../src/document/same-json.ts';
import { proves } from '../../src/http/statuses.ts';
import { type Observation, observed, untestable, vacuous } from '../evidence/observation.ts';
import { observeAbsence } from '../lifecycle/absence.ts';
import { askedOfNothing, takingId } from '../lifecycle/asked-of-nothing.ts';
import { actOnUnknown } from '../lifecycle/call-on-unknown.ts';
import { callOperation, noteInvented, scopeIn } from '../lifecycle/call-operation.ts';
import { findInList } from '../lifecycle/list.ts';
import { createOwn, type Own } from '../lifecycle/own.ts';
import { lifeOf, type ResourceModel } from '../lifecycle/resource-model.ts';
import { callsTo, lifeRuns, targetedCalls } from '../lifecycle/samples.ts';
import { testableModel } from '../lifecycle/testable-model.ts';
import type { CallValues } from '../requests/call.ts';
import { isSafe } from '../requests/is-safe.ts';
import type { CheckContext } from '../settings/check-context.ts';
import { placeWithin } from '../target/place.ts';
import type { Target } from '../target/target.ts';
import { asCheck, type Check, type CheckMaker } from './check.ts';

/** Two creations, in scopes that differ in one parameter. */
type Pair = readonly [CallValues, CallValues];

/** An id that nothing has: a UUID of no meaning, and the largest whole number of 32 bits. */
const unknownMakings = { uuid: '9f3c1f5e-7a52-4c0b-9d64-2f1f0f8f4b11', number: 2_147_483_647 };

/** Whether what has an id of ours in another scope may be written to. */
type Standing =
  | { readonly kind: 'free' }
  | { readonly kind: 'taken'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** A scope, or why there is none; null where the owner's values tell of none. */
type FoundScope =
  | { readonly ok: true; readonly scope: readonly JsonValue[] }
  | { readonly ok: false; readonly reason: string }
  | null;

/** Makes a resource that others live under, within a scope. */
const madeUnder = async (
  target: Target,
  { operations, name }: Resource,
  scope: readonly JsonValue[],
): Promise<Awaited<ReturnType<typeof createOwn>>> => {
  const reason = `no second ${name} can be made for it`;
  const create = operationById(target.contract, operations.create);
  const model = create === undefined ? null : lifeOf(target.contract, create);
  const values = create === undefined ? null : target.sampleOf(create);
  if (model === null || values === null) return { ok: false, reason, observations: [] };
  return createOwn(target, model, values, { scope });
};

/** A scope that is the same as another up to one parameter, and differs in that: what lives below it there is another's. */
const otherScope = async (
  target: Target,
  create: Operation,
  scope: readonly JsonValue[],
  position: number,
): Promise<FoundScope> => {
  const names = pathParameters(create);
  const given = (name: string): readonly string[] => target.settings.ownerValues.get(name) ?? [];
  // Of several values that the owner gives of each parameter, those at the same place belong together.
  const place = given(names[position] ?? '').findIndex((value) => value !== String(scope[position]));
  const other: JsonValue[] = [...scope.slice(0, position)];
  for (const [index, name] of [...names.entries()].slice(position)) {
    const resource = resourceOfParameter(target.contract, create, name);
    if (resource !== null) {
      const made = await madeUnder(target, resource, other);
      if (!made.ok) return { ok: false, reason: made.reason };
      other.push(made.own.id);
    } else if (index === position && place < 0) return null;
    else other.push(given(name)[place] ?? scope[index] ?? '');
  }
  return { ok: true, scope: other };
};

const perform = (
  context: CheckContext,
  model: ResourceModel,
  create: Operation,
  name: string,
): Check<Pair>['perform'] => {
  const position = pathParameters(create).indexOf(name);
  const isMadeParent = resourceOfParameter(context.contract, create, name)?.operations.create !== undefined;
  const clauseOf = (action: Action) => model.clause('scoped', action, name);
  const clauses = [clauseOf('list'), ...takingId.map(clauseOf)];
  const valuesFor = new Map(
    takingId.map((action) => [action, targetedCalls(context, model, model.operation(action))[0]]),
  );

  /** Where it is asked for what is elsewhere: in nothing but the one parameter it is another scope. */
  const asking = (own: Own, there: Own): readonly JsonValue[] => own.scope.with(position, there.scope[position] ?? '');

  const observeList = async (target: Target, own: Own, there: Own): Promise<readonly Observation[]> => {
    // Where the list itself is refused for that, it is read where there is one.
    const found =
      (await findInList(target, model, asking(own, there), [own.id])) ??
      (await findInList(target, model, there.scope, [own.id]));
    const isListed = found?.items.some((item) => item[model.resource.id] === own.id) ?? false;
    if (found === null) return [];
    if (!isListed && found.unread !== null) return vacuous(clauseOf('list'), found.unread);
    const seen = observed(clauseOf('list'), !isListed, {
      message: `The list of one ${name} holds what was created under another.`,
      expected: `a list without the ${model.resource.name} ${JSON.stringify(own.id)}`,
      received: 'it is there',
      exchanges: [own.exchange, there.exchange, found.exchange],
    });
    return [...found.observations, ...seen];
  };

  const observeAction = async (
    target: Target,
    [action, operation]: ReturnType<typeof askedOfNothing>[number],
    own: Own,
    there: Own,
  ): Promise<readonly Observation[]> => {
    const request = { scope: asking(own, there), values: valuesFor.get(action) ?? { parameters: {}, body: undefined } };
    if (!isSafe(operation)) noteInvented(target, model, request.scope, own.id);
    const acted = await callOperation(target, model, action, { id: own.id, ...request });
    if (acted.accepted) {
      // Who takes any id at all leaks nothing: that breaks another promise.
      const unknown = await actOnUnknown(target, model, action, { like: own, makings: unknownMakings, ...request });
      if (unknown.accepted) return [];
    }
    const what = `a ${model.resource.name} of another ${name}`;
    const exchanges = [own.exchange, there.exchange, acted.exchange];
    return [...acted.observations, ...observeAbsence(target, operation, clauseOf(action), { what, exchanges })];
  };

  /** Whether a list that was read to its end doesn't hold an id. */
  const listsWithout = async (target: Target, scope: readonly JsonValue[], id: JsonValue): Promise<boolean> => {
    const found = await findInList(target, model, scope, [id]);
    return found !== null && found.unread === null && found.items.every((item) => item[model.resource.id] !== id);
  };

  /**
   * What has the id of one of ours in another scope: nothing or ours, somebody's, or nobody knows. Below what the run made, all is the
   * run's. Elsewhere only a response proves that nothing is there which says just that: a refusal may hide what is somebody's.
   */
  const standing = async (target: Target, own: Own, there: Own): Promise<Standing> => {
    const scope = asking(own, there);
    const isTaken = `another ${model.resource.name} has the same ${model.resource.id} under the other ${name}`;
    const place = placeWithin(target.contract, model.resource, scopeIn(model, scope), own.id);
    if (target.own.before.has(place)) return { kind: 'taken', reason: isTaken };
    if (isMadeParent) return { kind: 'free' };
    if (model.operation('read') === undefined) {
      const isAbsent = await listsWithout(target, scope, own.id);
      return isAbsent ? { kind: 'free' } : { kind: 'unknown', reason: `nothing shows whether ${isTaken}` };
    }
    const elsewhere = await callOperation(target, model, 'read', { id: own.id, scope });
    const status = elsewhere.exchange.response?.status;
    if (proves(status, 'not found')) return { kind: 'free' };
    if (!elsewhere.accepted) {
      const how = status === undefined ? elsewhere.exchange.failure?.message : `answered ${status}`;
      return { kind: 'unknown', reason: `nothing shows whether ${isTaken}: the target ${how} when it was read there` };
    }
    const here = await callOperation(target, model, 'read', { id: own.id, scope: own.scope });
    const isOurs = elsewhere.shown !== null && sameJson(elsewhere.shown, here.shown);
    return isOurs ? { kind: 'free' } : { kind: 'taken', reason: isTaken };
  };

  return async (target, [first, second]) => {
    const here = await createOwn(target, model, first);
    if (!here.ok) return [...here.observations, ...untestable(clauses, here.reason)];
    const other = await otherScope(target, create, here.own.scope, position);
    if (other === null) return here.observations;
    if (!other.ok) return [...here.observations, ...untestable(clauses, other.reason)];
    // That there is such a scope is shown by what can be made in it; in one that there isn't, nothing is to be seen anyway.
    const there = await createOwn(target, model, second, { scope: other.scope });
    if (!there.ok) return [...here.observations, ...untestable(clauses, there.reason)];
    const observations: Observation[] = [...here.observations, ...there.observations];
    // Two of the same id can't be told apart, which numbers within a scope may well have.
    if (here.own.id === there.own.id) return observations;
    // What has that id there may be somebody's: numbers within a scope are the same in each.
    const stands = await standing(target, here.own, there.own);
    if (stands.kind === 'taken')
      return [...observations, ...clauses.flatMap((clause) => vacuous(clause, stands.reason))];
    observations.push(...(await observeList(target, here.own, there.own)));
    for (const [action, operation] of askedOfNothing(model, 'unknown')) {
      const seen =
        stands.kind === 'free' || isSafe(operation)
          ? await observeAction(target, [action, operation], here.own, there.own)
          : untestable([clauseOf(action)], stands.reason);
      observations.push(...seen);
    }
    return observations;
  };
};

/** What lives under one value of a path parameter isn't there under another. */
export const scopedResources: CheckMaker = (context, operation) => {
  const model = testableModel(context, operation);
  if (model === null) return [];
  return pathParameters(operation).map((name) => {
    const calls = callsTo(context, model, operation);
    return asCheck<Pair>({
      id: `${context.contract.id}/${model.resource.name}#other:${name}`,
      operation,
      clauses: ['list' as const, ...takingId].flatMap((action) => model.clause('scoped', action, name)?.id ?? []),
      writes: true,
      cases: fc.tuple(calls, calls),
      examples: [],
      runs: Math.ceil(lifeRuns(context) / 4),
      perform: perform(context, model, operation, name),
    });
  });
};
