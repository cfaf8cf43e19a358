import { isObject } from '../../src/document/document.ts';
import { observed, untestable } from '../evidence/observation.ts';
import { callOperation } from '../lifecycle/call-operation.ts';
import { createOwn } from '../lifecycle/own.ts';
import { lifeOf, type ResourceModel } from '../lifecycle/resource-model.ts';
import { callsTo, lifeRuns } from '../lifecycle/samples.ts';
import type { CallValues } from '../requests/call.ts';
import { asCheck, type Check, type CheckMaker } from './check.ts';

const perform = (model: ResourceModel, parent: ResourceModel): Check<CallValues>['perform'] => {
  const clause = model.clause('embedded', 'create');
  const property = model.resource.embedded ?? '';
  return async (target, values) => {
    const created = await createOwn(target, model, values);
    if (!created.ok) return [...created.observations, ...untestable([clause], created.reason)];
    const { own } = created;
    const [id, scope] = [own.scope.at(-1) ?? '', own.scope.slice(0, -1)];
    const read = await callOperation(target, parent, 'read', { id, scope });
    const children = read.shown?.[property];
    const observations = [...created.observations, ...read.observations];
    // What the answer doesn't show at all breaks another promise.
    if (!Array.isArray(children)) return observations;
    const isThere = children.some((child) => isObject(child) && child[model.resource.id] === own.id);
    const exchanges = [own.exchange, read.exchange];
    return [
      ...observations,
      ...observed(clause, isThere, {
        message: `The ${parent.resource.name} does not show the ${model.resource.name} that was created in it.`,
        expected: `the ${model.resource.name} ${JSON.stringify(own.id)} in ${property}`,
        received: `${children.length} others`,
        exchanges,
      }),
    ];
  };
};

/** What is created in a resource is shown in it, where it embeds such. */
export const embeddedChildren: CheckMaker = (context, operation) => {
  const { contract } = context;
  const model = lifeOf(contract, operation);
  const creation = contract.operations.find(
    ({ does }) => does?.action === 'create' && does.resource === model?.resource.parent?.resource,
  );
  const parent = creation === undefined ? null : lifeOf(contract, creation);
  if (model === null || model.resource.embedded === null || parent?.operation('read') === undefined) return [];
  return [
    asCheck<CallValues>({
      id: `${contract.id}/${model.resource.name}#embedded`,
      operation,
      clauses: [model.clause('embedded', 'create')?.id ?? []].flat(),
      writes: true,
      cases: callsTo(context, model, operation),
      examples: [],
      runs: Math.ceil(lifeRuns(context) / 4),
      perform: perform(model, parent),
    }),
  ];
};
