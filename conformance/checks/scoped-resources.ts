import fc from 'fast-check';
import type { Action } from '../../src/contract/contract.ts';
import type { JsonValue } from '../../src/contract/document.ts';
import { pathParameters, resourceOfParameter } from '../../src/contract/path-resources.ts';
import type { Observation } from '../evidence/observation.ts';
import { observeAbsence } from '../lifecycle/absence.ts';
import { observed } from '../lifecycle/compare.ts';
import { type Life, lifeOf } from '../lifecycle/life.ts';
import { findInList } from '../lifecycle/list.ts';
import { act, createOwn } from '../lifecycle/own.ts';
import { callsTo, lifeRuns, tellingCalls } from '../lifecycle/samples.ts';
import type { CallValues } from '../requests/call.ts';
import type { Target } from '../target/target.ts';
import { asCheck, type Check, type CheckContext, type CheckMaker } from './check.ts';
import { untestable } from './exchange-with.ts';

/** Two creations, in scopes that differ in one parameter. */
type Pair = readonly [CallValues, CallValues];

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
  const path = await target.pathValues(create);
  return path.ok ? scope.with(position, path.values[`path ${name}`] ?? '') : null;
};

const perform = (context: CheckContext, life: Life, name: string): Check<Pair>['perform'] => {
  const clauseOf = (action: Action) => life.clause('scoped', action, name);
  const clauses = [clauseOf('list'), ...asked.map(clauseOf)];
  const valuesFor = new Map(asked.map((action) => [action, tellingCalls(context, life, life.operation(action))[0]]));
  return async (target, [first, second]) => {
    const here = await createOwn(target, life, first);
    if (!here.ok) return [...here.observations, ...untestable(clauses, here.reason)];
    const scope = await otherScope(target, life, here.own.scope, name);
    if (scope === null) return here.observations;
    // That there is such a scope is shown by what can be made in it; in one that there isn't, nothing is to be seen anyway.
    const there = await createOwn(target, life, second, scope);
    if (!there.ok) return [...here.observations, ...untestable(clauses, there.reason)];
    const { own } = here;
    const before = [own.exchange, there.own.exchange];
    const observations: Observation[] = [...here.observations, ...there.observations];
    const found = await findInList(target, life, scope, [own.id]);
    const isListed = found?.items.some((item) => item[life.resource.id] === own.id && own.id !== there.own.id) ?? false;
    if (found !== null && (isListed || found.isWhole)) {
      observations.push(
        ...found.observations,
        ...observed(clauseOf('list'), !isListed, {
          message: `The list of one ${name} holds what was created under another.`,
          expected: `a list without the ${life.resource.name} ${JSON.stringify(own.id)}`,
          received: 'it is there',
          exchanges: [...before, found.exchange],
        }),
      );
    }
    for (const action of asked) {
      const operation = life.operation(action);
      if (operation === undefined || own.id === there.own.id) continue;
      const acted = await act(target, life, action, { id: own.id, scope, values: valuesFor.get(action) ?? first });
      const what = `a ${life.resource.name} of another ${name}`;
      observations.push(...acted.observations);
      observations.push(
        ...observeAbsence(target, operation, clauseOf(action), { what, exchanges: [...before, acted.exchange] }),
      );
    }
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
