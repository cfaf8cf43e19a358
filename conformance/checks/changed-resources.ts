import fc from 'fast-check';
import type { Clause } from '../../src/clauses/clause.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import { type Observation, observed, untestable } from '../evidence/observation.ts';
import { callOperation } from '../lifecycle/call-operation.ts';
import {
  type Changed,
  type ChangingAction,
  changes,
  observeChange,
  observeTimes,
  toldMissing,
} from '../lifecycle/changes.ts';
import { createOwn } from '../lifecycle/own.ts';
import { type ReadBack, readBack } from '../lifecycle/read-back.ts';
import type { ResourceModel } from '../lifecycle/resource-model.ts';
import { callsTo, lifeRuns, targetedCalls } from '../lifecycle/samples.ts';
import { observeSecret } from '../lifecycle/secrets.ts';
import { testableModel } from '../lifecycle/testable-model.ts';
import type { CallValues } from '../requests/call.ts';
import { asCheck, type Check, type CheckMaker } from './check.ts';

/** A creation, and a change of what it made. */
type Change = readonly [CallValues, CallValues];

/** Whether a rotation gave another secret, which reads then show the end of. */
const observeRotation = (
  model: ResourceModel,
  { action, own, acted }: Changed,
  read: ReadBack,
): readonly Observation[] => {
  const name = model.operation('rotate')?.does?.property;
  const [old, fresh, later] = [own.shown, acted.shown, read.shown].map((shown) =>
    name == null ? undefined : shown?.[name],
  );
  if (action !== 'rotate' || name == null || typeof old !== 'string' || typeof fresh !== 'string') return [];
  const isNew = old !== fresh;
  const follows = typeof later !== 'string' || fresh.endsWith(later) || !old.endsWith(later);
  return observed(model.clause('rotated', 'rotate', name), isNew && follows, {
    message: isNew
      ? `After the rotation, ${name} is still read as it was.`
      : `The rotation answered with the ${name} that was there before.`,
    expected: `a ${name} that is new`,
    received: `the ${name} from before`,
    exchanges: [own.exchange, acted.exchange, ...(isNew ? [read.exchange] : [])],
  });
};

/** What is judged here of a change; the rest of what it promises takes more than one resource, or a refusal. */
const judged: readonly Clause['kind'][] = [
  'written',
  'kept',
  'default',
  'untouched',
  'forward',
  'full',
  'masked',
  'rotated',
];

const clausesOf = ({ clauses }: Contract, { resource }: ResourceModel, action: ChangingAction): readonly Clause[] =>
  clauses.filter(
    ({ kind, subject }) =>
      judged.includes(kind) &&
      subject.of === 'resource' &&
      subject.resource === resource.name &&
      subject.action === action,
  );

const perform =
  (model: ResourceModel, action: ChangingAction): Check<Change>['perform'] =>
  async (target, [first, second]) => {
    const clauses = clausesOf(target.contract, model, action);
    const created = await createOwn(target, model, first);
    if (!created.ok) return [...created.observations, ...untestable(clauses, created.reason)];
    const { own } = created;
    const earlier = await readBack(target, model, own);
    if (earlier === null || earlier.shown === null) {
      return [...created.observations, ...untestable(clauses, `the new ${model.resource.name} cannot be read`)];
    }
    const acted = await callOperation(target, model, action, { ...own, values: second });
    const observations = [...created.observations, ...earlier.observations, ...acted.observations];
    if (!acted.accepted) return observations;
    const changed: Changed = { action, own, before: earlier.shown, acted };
    const full = acted.shown ?? own.shown;
    observations.push(
      ...observeChange(model, changed, acted.shown, [], 'written'),
      ...observeTimes(model, changed, acted.shown, []),
      ...observeSecret(model, action, acted.shown, own.shown, [own.exchange, acted.exchange]),
    );
    const later = await readBack(target, model, own);
    if (later === null) return observations;
    const seen = [later.exchange];
    // What the answer showed wrong already is no news afterwards.
    const known = new Set(observations.flatMap(({ clause, outcome }) => (outcome === 'broken' ? [clause.id] : [])));
    const afterwards = [
      ...observeChange(model, changed, later.shown, seen, 'kept', toldMissing(later.observations)),
      ...observeTimes(model, changed, later.shown, seen),
      ...observeRotation(model, changed, later),
      ...(action === 'rotate' ? observeSecret(model, 'read', later.shown, full, [acted.exchange, ...seen]) : []),
    ];
    return [...observations, ...later.observations, ...afterwards.filter(({ clause }) => !known.has(clause.id))];
  };

/** A change is shown and read as it was written, and touches nothing else. */
export const changedResources: CheckMaker = (context, operation) => {
  const model = testableModel(context, operation);
  if (model === null) return [];
  return changes.flatMap((action) => {
    const change = model.operation(action);
    if (change === undefined) return [];
    const [created] = targetedCalls(context, model, operation);
    const telling = targetedCalls(context, model, change);
    return asCheck<Change>({
      id: `${context.contract.id}/${model.resource.name}#${action}`,
      operation: change,
      clauses: clausesOf(context.contract, model, action).map(({ id }) => id),
      writes: true,
      cases: fc.tuple(callsTo(context, model, operation), callsTo(context, model, change)),
      examples: created === undefined ? [] : telling.map((values) => [created, values] as const),
      runs: Math.max(lifeRuns(context), telling.length),
      perform: perform(model, action),
    });
  });
};
