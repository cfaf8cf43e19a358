import { isObject } from '../../src/contract/document.ts';
import { observed, untestable } from '../evidence/observation.ts';
import { act } from '../lifecycle/act.ts';
import { type Life, lifeOf } from '../lifecycle/life.ts';
import { createOwn } from '../lifecycle/own.ts';
import { callsTo, lifeRuns } from '../lifecycle/samples.ts';
import type { CallValues } from '../requests/call.ts';
import { asCheck, type Check, type CheckMaker } from './check.ts';

const perform = (life: Life, parent: Life): Check<CallValues>['perform'] => {
  const clause = life.clause('embedded', 'create');
  const property = life.resource.embedded ?? '';
  return async (target, values) => {
    const created = await createOwn(target, life, values);
    if (!created.ok) return [...created.observations, ...untestable([clause], created.reason)];
    const { own } = created;
    const [id, scope] = [own.scope.at(-1) ?? '', own.scope.slice(0, -1)];
    const read = await act(target, parent, 'read', { id, scope });
    const children = read.shown?.[property];
    const observations = [...created.observations, ...read.observations];
    // What the answer doesn't show at all breaks another promise.
    if (!Array.isArray(children)) return observations;
    const isThere = children.some((child) => isObject(child) && child[life.resource.id] === own.id);
    const exchanges = [own.exchange, read.exchange];
    return [
      ...observations,
      ...observed(clause, isThere, {
        message: `The ${parent.resource.name} does not show the ${life.resource.name} that was created in it.`,
        expected: `the ${life.resource.name} ${JSON.stringify(own.id)} in ${property}`,
        received: `${children.length} others`,
        exchanges,
      }),
    ];
  };
};

/** What is created in a resource is shown in it, where it embeds such. */
export const embeddedChildren: CheckMaker = (context, operation) => {
  const { contract } = context;
  const life = lifeOf(contract, operation);
  const creation = contract.operations.find(
    ({ does }) => does?.action === 'create' && does.resource === life?.resource.parent?.resource,
  );
  const parent = creation === undefined ? null : lifeOf(contract, creation);
  if (life === null || life.resource.embedded === null || parent?.operation('read') === undefined) return [];
  return [
    asCheck<CallValues>({
      id: `${contract.id}/${life.resource.name}#embedded`,
      operation,
      clauses: [life.clause('embedded', 'create')?.id ?? []].flat(),
      writes: true,
      cases: callsTo(context, life, operation),
      examples: [],
      runs: Math.ceil(lifeRuns(context) / 4),
      perform: perform(life, parent),
    }),
  ];
};
