import fc from 'fast-check';
import type { Clause } from '../../src/clauses/clause.ts';
import type { Action } from '../../src/contract/api-description.ts';
import type { JsonObject } from '../../src/document/document.ts';
import { type Observation, observed, shown, untestable } from '../evidence/observation.ts';
import { isUnsure } from '../http/is-unsure.ts';
import { callOperation } from '../lifecycle/call-operation.ts';
import { findInList } from '../lifecycle/list.ts';
import { agreeing, inTurn, outcomes, shows, type Values } from '../lifecycle/orders.ts';
import { createOwn, type Own } from '../lifecycle/own.ts';
import { readBack } from '../lifecycle/read-back.ts';
import type { ResourceModel } from '../lifecycle/resource-model.ts';
import { callsTo, lifeRuns, targetedCalls } from '../lifecycle/samples.ts';
import { testableModel } from '../lifecycle/testable-model.ts';
import type { CallValues } from '../requests/call.ts';
import type { CheckContext } from '../settings/check-context.ts';
import { racersMax } from '../settings/limits.ts';
import type { Target } from '../target/target.ts';
import { asCheck, type Check, type CheckMaker } from './check.ts';

const raced = ['create', 'replace', 'edit', 'delete'] as const satisfies readonly Action[];
type Raced = (typeof raced)[number];

/** What is made before, and what is then sent at once. */
type Race = readonly [CallValues, readonly CallValues[]];

/** Has as many connections opened as there will be racers: who has to open one first comes too late. */
const warmUp = async (target: Target, model: ResourceModel, own: Own, racers: number): Promise<void> => {
  await target.connection.together(racers, () =>
    Promise.all(Array.from({ length: racers }, () => readBack(target, model, own))),
  );
};

const notInTurn = (what: string): string => `What was sent at once did not end as it would have in turn: ${what}.`;

/** Whether all that was created at once is there. That each has an id of its own is another promise, without which none is ours to look at. */
const observeCreations = async (
  target: Target,
  model: ResourceModel,
  clause: Clause | undefined,
  made: readonly Own[],
): Promise<readonly Observation[]> => {
  const ids = made.map(({ id }) => id);
  const creations = made.map(({ exchange }) => exchange);
  const found = await findInList(target, model, made[0]?.scope ?? [], ids);
  const observations: Observation[] = [];
  for (const own of made) {
    const look = await readBack(target, model, own);
    const isListed = found?.items.some((item) => item[model.resource.id] === own.id) ?? true;
    if (look === null || (look.shown === null && !look.isGone)) continue;
    const isThere = shows(model, look.shown, own.sent) && (isListed || found === null || found.unread !== null);
    observations.push(
      ...look.observations,
      ...observed(clause, isThere, {
        message: notInTurn(`a ${model.resource.name} that was created is not there as it was written`),
        expected: shown(Object.fromEntries(own.sent)),
        received: look.shown === null ? 'it is not there' : shown(look.shown),
        exchanges: [...creations, look.exchange],
      }),
    );
  }
  return observations;
};

const perform = (context: CheckContext, model: ResourceModel, action: Raced): Check<Race>['perform'] => {
  const clause = model.clause('parallel', action);
  const writable = new Set(model.shape.writable.get(model.operation(action)?.id ?? '')?.keys());

  const create = async (target: Target, first: Own, all: readonly CallValues[]): Promise<readonly Observation[]> => {
    const inTurn: Own[] = [first];
    for (const values of all) {
      const next = await createOwn(target, model, values, { scope: first.scope });
      if (next.ok) inTurn.push(next.own);
    }
    // What is wrong when they are sent one after the other is no matter of a race.
    const alone = await observeCreations(target, model, clause, inTurn);
    if (alone.some(({ outcome }) => outcome === 'broken')) return [];
    await warmUp(target, model, first, all.length);
    const results = await target.connection.together(all.length, () =>
      Promise.all(all.map((values) => createOwn(target, model, values, { scope: first.scope }))),
    );
    const made = results.flatMap((result) => (result.ok ? [result.own] : []));
    const observations = results.flatMap((result) => result.observations);
    if (made.length >= 2) return [...observations, ...(await observeCreations(target, model, clause, made))];
    return [...observations, ...untestable([clause], `no two ${model.resource.name}s could be created at once`)];
  };

  const known = (shown: JsonObject): Values => new Map(Object.entries(shown).filter(([name]) => writable.has(name)));

  /** Whether changes are done as they are told, one after the other: what doesn't work then is no matter of a race. */
  const workAlone = async (
    target: Target,
    own: Own,
    there: JsonObject,
    all: readonly CallValues[],
  ): Promise<boolean> => {
    const done: Values[] = [];
    for (const values of all) {
      const { accepted, sent } = await callOperation(target, model, action, { id: own.id, scope: own.scope, values });
      done.push(sent);
      const look = await readBack(target, model, own);
      const possible = inTurn(model, action, known(there), done);
      if (!accepted || !possible.some((expected) => shows(model, look?.shown ?? null, expected))) return false;
    }
    return true;
  };

  const change = async (target: Target, own: Own, all: readonly CallValues[]): Promise<readonly Observation[]> => {
    const before = await readBack(target, model, own);
    if (before === null || before.shown === null) return [];
    await warmUp(target, model, own, all.length);
    const acted = await target.connection.together(all.length, () =>
      Promise.all(all.map((values) => callOperation(target, model, action, { id: own.id, scope: own.scope, values }))),
    );
    const observations = acted.flatMap((one) => one.observations);
    const look = await readBack(target, model, own);
    if (acted.some(({ exchange }) => isUnsure(exchange))) return observations;
    const accepted = acted.filter((one) => one.accepted).map(({ sent }) => sent);
    if (look === null || look.shown === null || accepted.length < 2) return observations;
    const { shown: there } = look;
    const possible = outcomes(model, action, known(before.shown), accepted);
    const counts = possible.map((expected) => agreeing(model, there, expected));
    // Where nothing that was set can be seen, nothing was tried.
    if (counts.every((count) => count === 0)) return observations;
    return [
      ...observations,
      ...look.observations,
      ...observed(
        clause,
        counts.some((count) => count !== null),
        {
          message: notInTurn('no order of them leaves what is there'),
          expected: possible.map((expected) => shown(Object.fromEntries(expected))).join(', or '),
          received: shown(there),
          exchanges: [own.exchange, ...acted.map(({ exchange }) => exchange), look.exchange],
        },
      ),
    ];
  };

  const remove = async (target: Target, own: Own, all: readonly CallValues[]): Promise<readonly Observation[]> => {
    const other = (['edit', 'replace'] as const).find((one) => model.operation(one) !== undefined);
    const values = other === undefined ? undefined : targetedCalls(context, model, model.operation(other))[0];
    const at = { id: own.id, scope: own.scope };
    await warmUp(target, model, own, all.length + 1);
    const [changes, deletions] = await target.connection.together(all.length + 1, () => {
      // The change goes first, so that it is under way when the deletions come.
      const changing =
        other === undefined || values === undefined ? [] : [callOperation(target, model, other, { ...at, values })];
      return Promise.all([
        Promise.all(changing),
        Promise.all(all.map(() => callOperation(target, model, 'delete', at))),
      ]);
    });
    const accepted = deletions.filter((one) => one.accepted);
    const observations = [...deletions, ...changes].flatMap((one) => one.observations);
    const look = await readBack(target, model, own);
    if (look === null || accepted.length === 0 || (look.shown === null && !look.isGone)) return observations;
    // A server from which nothing ever goes breaks another promise.
    if (look.shown !== null && (await isThereAnyway(target, own))) return [...observations, ...look.observations];
    return [
      ...observations,
      ...look.observations,
      ...observed(clause, look.shown === null, {
        message: notInTurn(`a ${model.resource.name} whose deletion was accepted is there`),
        expected: 'it is not there',
        received: shown(look.shown),
        exchanges: [own.exchange, ...accepted.map(({ exchange }) => exchange), look.exchange],
      }),
    ];
  };

  /** Whether a resource can still be read after it was deleted once more, by itself. */
  const isThereAnyway = async (target: Target, own: Own): Promise<boolean> => {
    await callOperation(target, model, 'delete', { id: own.id, scope: own.scope });
    return (await readBack(target, model, own))?.shown !== null;
  };

  return async (target, [first, all]) => {
    const created = await createOwn(target, model, first);
    if (!created.ok) return [...created.observations, ...untestable([clause], created.reason)];
    const { own, observations } = created;
    const before = await readBack(target, model, own);
    if (before === null || before.shown === null || !shows(model, before.shown, own.sent)) return observations;
    if (action === 'create') return [...observations, ...(await create(target, own, all))];
    if (action === 'delete') return [...observations, ...(await remove(target, own, all))];
    if (!(await workAlone(target, own, before.shown, all))) return observations;
    // Another one, on which nothing of it was done yet.
    const fresh = await createOwn(target, model, first, { scope: own.scope });
    return fresh.ok ? [...observations, ...(await change(target, fresh.own, all))] : observations;
  };
};

/** Requests that differ in as much as they can; and edits of which each names another property. */
const tellingRaces = (
  context: CheckContext,
  model: ResourceModel,
  action: Raced,
): readonly (readonly CallValues[])[] => {
  const calls = targetedCalls(context, model, model.operation(action));
  const races = action === 'edit' ? [calls.slice(3, 3 + racersMax), calls.slice(0, 2)] : [calls.slice(0, 2)];
  return races.filter((race) => race.length >= 2);
};

/** What is sent at once ends as it would have ended in some order. */
export const races: CheckMaker = (context, operation) => {
  const model = testableModel(context, operation);
  if (model === null) return [];
  return raced.flatMap((action) => {
    const clause = model.clause('parallel', action);
    const racing = model.operation(action);
    if (clause === undefined || racing === undefined) return [];
    const [created] = targetedCalls(context, model, operation);
    const telling = tellingRaces(context, model, action);
    return asCheck<Race>({
      id: `${context.contract.id}/${model.resource.name}#parallel:${action}`,
      operation: racing,
      clauses: [clause.id],
      writes: true,
      cases: fc.tuple(
        callsTo(context, model, operation),
        fc.array(callsTo(context, model, racing), { minLength: 2, maxLength: racersMax }),
      ),
      examples: created === undefined ? [] : telling.map((race): Race => [created, race]),
      runs: Math.max(telling.length, Math.ceil(lifeRuns(context) / 4)),
      perform: perform(context, model, action),
    });
  });
};
