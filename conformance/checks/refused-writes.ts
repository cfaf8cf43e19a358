import fc from 'fast-check';
import { breakingAlone, waysToBreak } from '../../src/contract/break-clause.ts';
import type { Action, Operation } from '../../src/contract/contract.ts';
import type { JsonObject, JsonValue } from '../../src/contract/document.ts';
import type { Observation } from '../evidence/observation.ts';
import { observed } from '../lifecycle/compare.ts';
import { type Life, lifeOf } from '../lifecycle/life.ts';
import { findInList } from '../lifecycle/list.ts';
import { type Acted, act, createOwn, type Own } from '../lifecycle/own.ts';
import { isSame } from '../lifecycle/same-value.ts';
import { callsTo, lifeRuns, tellingCalls } from '../lifecycle/samples.ts';
import type { CallValues } from '../requests/call.ts';
import type { Target } from '../target/target.ts';
import { asCheck, type Check, type CheckContext, type CheckMaker } from './check.ts';
import { untestable } from './exchange-with.ts';
import { brokenRequestClauses, requestClauses } from './request-violations.ts';

/** A creation, and a write that is then broken in one clause. */
type Write = readonly [CallValues, CallValues];

const writes = ['create', 'replace', 'edit'] as const satisfies readonly Action[];

/** Shorter texts may be somebody else's too. */
const markLengthMin = 16;

/** Gives a request that breaks one clause of its body by a value, and the rest of which could be taken; null where none can be made. */
const brokenIn = (
  { contract, evaluate }: CheckContext,
  operation: Operation,
  values: CallValues,
): CallValues | null => {
  const siblings = requestClauses(contract, operation);
  const kinds = ['type', 'enum', 'format', 'pattern'];
  for (const clause of siblings
    .filter(({ kind, at, level }) => kinds.includes(kind) && at.length > 0 && level === 'MUST')
    .toReversed()) {
    if (clause.subject.of !== 'request' || clause.subject.part !== 'body' || clause.notApplicable !== null) continue;
    const candidates = waysToBreak(clause, values.body, { siblings, place: 0 })
      .filter(({ value }) => value !== null)
      .map(({ root }) => {
        const changed = { ...values, body: root };
        return { changed, broken: brokenRequestClauses(contract, evaluate, operation, changed) };
      });
    const [found] = breakingAlone(clause, candidates);
    if (found !== undefined) return found.changed;
  }
  return null;
};

const isRefused = (target: Target, { exchange }: Acted): boolean => {
  const status = exchange.response?.status ?? 0;
  const isRefusal = exchange.response !== null && target.judge.isRefusalInSuccess(exchange.response);
  return isRefusal || (status >= 400 && status < 500 && status !== 401 && status !== 429);
};

/** Gives a property that was sent, by which what was made of it could be told from everything else. */
const markOf = (sent: ReadonlyMap<string, JsonValue>): readonly [string, string] | null =>
  [...sent].flatMap(([name, value]) =>
    typeof value === 'string' && value.length >= markLengthMin ? [[name, value] as const] : [],
  )[0] ?? null;

const perform = (context: CheckContext, life: Life, action: (typeof writes)[number]): Check<Write>['perform'] => {
  const clause = life.clause('traceless', action);

  const afterCreate = async (
    target: Target,
    scope: readonly JsonValue[],
    acted: Acted,
    before: readonly JsonObject[],
  ): Promise<readonly Observation[]> => {
    const mark = markOf(acted.sent);
    const found = mark === null ? null : await findInList(target, life, scope, []);
    if (mark === null || found === null || !found.isWhole) return [];
    const [name, value] = mark;
    const wasThere = new Set(before.map((item) => item[life.resource.id]));
    const isThere = found.items.some(
      (item) =>
        !wasThere.has(item[life.resource.id]) && isSame(life.shape.properties.get(name) ?? {}, value, item[name]),
    );
    return observed(clause, !isThere, {
      message: `A creation that was refused made a ${life.resource.name} all the same.`,
      expected: `a list without one whose ${name} is ${JSON.stringify(value)}`,
      received: 'it is there',
      exchanges: [acted.exchange, found.exchange],
    });
  };

  const create = async (target: Target, own: Own, values: CallValues): Promise<readonly Observation[]> => {
    const before = await findInList(target, life, own.scope, []);
    const acted = await act(target, life, action, { ...own, values });
    // That it wasn't refused breaks another promise.
    if (before === null || !before.isWhole || !isRefused(target, acted)) return acted.observations;
    return [...acted.observations, ...(await afterCreate(target, own.scope, acted, before.items))];
  };

  const change = async (target: Target, own: Own, values: CallValues): Promise<readonly Observation[]> => {
    const before = await act(target, life, 'read', own);
    const acted = await act(target, life, action, { ...own, values });
    if (!isRefused(target, acted) || !before.accepted) return acted.observations;
    const after = await act(target, life, 'read', own);
    if (!after.accepted) return acted.observations;
    const shownIn = ({ shown }: Acted, name: string): JsonValue => shown?.[name] ?? null;
    const changed = [...life.shape.properties].find(
      ([name, schema]) => !isSame(schema, shownIn(before, name), shownIn(after, name)),
    );
    const [name = ''] = changed ?? [];
    return [
      ...acted.observations,
      ...observed(clause, changed === undefined, {
        message: `A write that was refused changed ${name} all the same.`,
        expected: JSON.stringify(shownIn(before, name)),
        received: JSON.stringify(shownIn(after, name)),
        exchanges: [before.exchange, acted.exchange, after.exchange],
      }),
    ];
  };

  return async (target, [first, second]) => {
    const operation = life.operation(action);
    const listed = { ...second, body: target.withListed(second.body) };
    const values = operation === undefined ? null : brokenIn(context, operation, listed);
    if (values === null) return [];
    const created = await createOwn(target, life, first);
    if (!created.ok) return [...created.observations, ...untestable([clause], created.reason)];
    return action === 'create' ? create(target, created.own, values) : change(target, created.own, values);
  };
};

/** A write that is refused leaves no trace. */
export const refusedWrites: CheckMaker = (context, operation) => {
  const life = lifeOf(context.contract, operation);
  if (life === null) return [];
  return writes.flatMap((action) => {
    const write = life.operation(action);
    const clause = life.clause('traceless', action);
    const isSeen = life.operation(action === 'create' ? 'list' : 'read') !== undefined;
    if (write === undefined || clause === undefined || !isSeen) return [];
    const [created] = tellingCalls(context, life, operation);
    // Not the values of the creation itself, which would leave no trace that could be seen.
    const telling = tellingCalls(context, life, write).slice(1, 2);
    return asCheck<Write>({
      id: `${context.contract.id}/${life.resource.name}#refused:${action}`,
      operation: write,
      clauses: [clause.id],
      writes: true,
      cases: fc.tuple(callsTo(context, life, operation), callsTo(context, life, write)),
      examples: created === undefined ? [] : telling.map((values) => [created, values] as const),
      runs: Math.ceil(lifeRuns(context) / 2),
      perform: perform(context, life, action),
    });
  });
};
