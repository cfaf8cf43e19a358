import fc from 'fast-check';
import type { Action } from '../../src/contract/contract.ts';
import type { JsonValue } from '../../src/contract/document.ts';
import { pathParameters, resourceOfParameter } from '../../src/contract/path-resources.ts';
import type { Observation } from '../evidence/observation.ts';
import { observeAbsence } from '../lifecycle/absence.ts';
import { observed } from '../lifecycle/compare.ts';
import { type Life, lifeOf } from '../lifecycle/life.ts';
import { findInList } from '../lifecycle/list.ts';
import { act, createOwn, type Own } from '../lifecycle/own.ts';
import { callsTo, lifeRuns, tellingCalls } from '../lifecycle/samples.ts';
import { unknownLike } from '../lifecycle/unknown-id.ts';
import type { CallValues } from '../requests/call.ts';
import { pathValues } from '../target/prepare.ts';
import type { Target } from '../target/target.ts';
import { asCheck, type Check, type CheckContext, type CheckMaker } from './check.ts';
import { untestable } from './exchange-with.ts';

/** Two creations, in scopes that differ in one parameter. */
type Pair = readonly [CallValues, CallValues];

/** An id that nothing has: a UUID of no meaning, and the largest whole number of 32 bits. */
const unknownMakings = { uuid: '9f3c1f5e-7a52-4c0b-9d64-2f1f0f8f4b11', number: 2_147_483_647 };

/** The deletion comes last: where it leaks, nothing is left to ask for. */
const asked = ['read', 'replace', 'edit', 'rotate', 'delete'] as const satisfies readonly Action[];

/** Gives a scope that differs from another in one parameter, or null where none is known. */
const otherScope = async (
  target: Target,
  life: Life,
  scope: readonly JsonValue[],
  name: string,
): Promise<readonly JsonValue[] | null> => {
  const create = life.operation('create');
  if (create === undefined) return null;
  const position = pathParameters(create).indexOf(name);
  if (resourceOfParameter(target.contract, create, name) === null) {
    const value = target.settings.ownerValues.get(name)?.find((one) => one !== String(scope[position]));
    return value === undefined ? null : scope.with(position, value);
  }
  const path = await pathValues(target, create);
  return path.ok ? scope.with(position, path.values[`path ${name}`] ?? '') : null;
};

const perform = (context: CheckContext, life: Life, name: string): Check<Pair>['perform'] => {
  const clauseOf = (action: Action) => life.clause('scoped', action, name);
  const clauses = [clauseOf('list'), ...asked.map(clauseOf)];
  const valuesFor = new Map(asked.map((action) => [action, tellingCalls(context, life, life.operation(action))[0]]));

  const observeList = async (target: Target, own: Own, there: Own): Promise<readonly Observation[]> => {
    const found = await findInList(target, life, there.scope, [own.id]);
    const isListed = found?.items.some((item) => item[life.resource.id] === own.id) ?? false;
    if (found === null || !(isListed || found.isWhole)) return [];
    const seen = observed(clauseOf('list'), !isListed, {
      message: `The list of one ${name} holds what was created under another.`,
      expected: `a list without the ${life.resource.name} ${JSON.stringify(own.id)}`,
      received: 'it is there',
      exchanges: [own.exchange, there.exchange, found.exchange],
    });
    return [...found.observations, ...seen];
  };

  const observeAction = async (
    target: Target,
    action: (typeof asked)[number],
    own: Own,
    there: Own,
  ): Promise<readonly Observation[]> => {
    const operation = life.operation(action);
    if (operation === undefined) return [];
    const request = { scope: there.scope, values: valuesFor.get(action) ?? { parameters: {}, body: undefined } };
    const acted = await act(target, life, action, { id: own.id, ...request });
    if (acted.accepted) {
      // Who takes any id at all leaks nothing: that breaks another promise.
      const unknown = await act(target, life, action, { id: unknownLike(own.id, unknownMakings), ...request });
      if (unknown.accepted) return [];
    }
    const what = `a ${life.resource.name} of another ${name}`;
    const exchanges = [own.exchange, there.exchange, acted.exchange];
    return [...acted.observations, ...observeAbsence(target, operation, clauseOf(action), { what, exchanges })];
  };

  return async (target, [first, second]) => {
    const here = await createOwn(target, life, first);
    if (!here.ok) return [...here.observations, ...untestable(clauses, here.reason)];
    const scope = await otherScope(target, life, here.own.scope, name);
    if (scope === null) return here.observations;
    // That there is such a scope is shown by what can be made in it; in one that there isn't, nothing is to be seen anyway.
    const there = await createOwn(target, life, second, { scope });
    if (!there.ok) return [...here.observations, ...untestable(clauses, there.reason)];
    const observations: Observation[] = [...here.observations, ...there.observations];
    // Two of the same id can't be told apart, which numbers within a scope may well have.
    if (here.own.id === there.own.id) return observations;
    observations.push(...(await observeList(target, here.own, there.own)));
    for (const action of asked) observations.push(...(await observeAction(target, action, here.own, there.own)));
    return observations;
  };
};

/** What lives under one value of a path parameter isn't there under another. */
export const scopedResources: CheckMaker = (context, operation) => {
  const life = lifeOf(context.contract, operation);
  if (life === null) return [];
  return pathParameters(operation).map((name) => {
    const calls = callsTo(context, life, operation);
    return asCheck<Pair>({
      id: `${context.contract.id}/${life.resource.name}#other:${name}`,
      operation,
      clauses: ['list' as const, ...asked].flatMap((action) => life.clause('scoped', action, name)?.id ?? []),
      writes: true,
      cases: fc.tuple(calls, calls),
      examples: [],
      runs: Math.ceil(lifeRuns(context) / 4),
      perform: perform(context, life, name),
    });
  });
};
