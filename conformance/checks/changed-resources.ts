import fc from 'fast-check';
import type { Clause } from '../../src/contract/clause.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { type Observation, observed, untestable } from '../evidence/observation.ts';
import { act } from '../lifecycle/act.ts';
import { type Changed, type ChangingAction, changes, observeChange, observeTimes } from '../lifecycle/changes.ts';
import type { Life } from '../lifecycle/life.ts';
import { lifeToTry } from '../lifecycle/life-to-try.ts';
import { type Look, lookAt } from '../lifecycle/look.ts';
import { createOwn } from '../lifecycle/own.ts';
import { callsTo, lifeRuns, tellingCalls } from '../lifecycle/samples.ts';
import { observeSecret } from '../lifecycle/secrets.ts';
import type { CallValues } from '../requests/call.ts';
import { asCheck, type Check, type CheckMaker } from './check.ts';

/** A creation, and a change of what it made. */
type Change = readonly [CallValues, CallValues];

/** Says whether a rotation gave another secret, which reads then show the end of. */
const observeRotation = (life: Life, { action, own, acted }: Changed, read: Look): readonly Observation[] => {
  const name = life.operation('rotate')?.does?.property;
  const [old, fresh, later] = [own.shown, acted.shown, read.shown].map((shown) =>
    name == null ? undefined : shown?.[name],
  );
  if (action !== 'rotate' || name == null || typeof old !== 'string' || typeof fresh !== 'string') return [];
  const isNew = old !== fresh;
  const follows = typeof later !== 'string' || fresh.endsWith(later) || !old.endsWith(later);
  return observed(life.clause('rotated', 'rotate', name), isNew && follows, {
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

const clausesOf = ({ clauses }: Contract, { resource }: Life, action: ChangingAction): readonly Clause[] =>
  clauses.filter(
    ({ kind, subject }) =>
      judged.includes(kind) &&
      subject.of === 'resource' &&
      subject.resource === resource.name &&
      subject.action === action,
  );

const perform =
  (life: Life, action: ChangingAction): Check<Change>['perform'] =>
  async (target, [first, second]) => {
    const clauses = clausesOf(target.contract, life, action);
    const created = await createOwn(target, life, first);
    if (!created.ok) return [...created.observations, ...untestable(clauses, created.reason)];
    const { own } = created;
    const earlier = await lookAt(target, life, own);
    if (earlier === null || earlier.shown === null) {
      return [...created.observations, ...untestable(clauses, `the new ${life.resource.name} cannot be read`)];
    }
    const acted = await act(target, life, action, { ...own, values: second });
    const observations = [...created.observations, ...earlier.observations, ...acted.observations];
    if (!acted.accepted) return observations;
    const changed: Changed = { action, own, before: earlier.shown, acted };
    const full = acted.shown ?? own.shown;
    observations.push(
      ...observeChange(life, changed, acted.shown, [], 'written'),
      ...observeTimes(life, changed, acted.shown, []),
      ...observeSecret(life, action, acted.shown, own.shown, [own.exchange, acted.exchange]),
    );
    const later = await lookAt(target, life, own);
    if (later === null) return observations;
    const seen = [later.exchange];
    // What the answer showed wrong already is no news afterwards.
    const known = new Set(observations.flatMap(({ clause, outcome }) => (outcome === 'broken' ? [clause.id] : [])));
    const afterwards = [
      ...observeChange(life, changed, later.shown, seen, 'kept'),
      ...observeTimes(life, changed, later.shown, seen),
      ...observeRotation(life, changed, later),
      ...(action === 'rotate' ? observeSecret(life, 'read', later.shown, full, [acted.exchange, ...seen]) : []),
    ];
    return [...observations, ...later.observations, ...afterwards.filter(({ clause }) => !known.has(clause.id))];
  };

/** A change is shown and read as it was written, and touches nothing else. */
export const changedResources: CheckMaker = (context, operation) => {
  const life = lifeToTry(context, operation);
  if (life === null) return [];
  return changes.flatMap((action) => {
    const change = life.operation(action);
    if (change === undefined) return [];
    const [created] = tellingCalls(context, life, operation);
    const telling = tellingCalls(context, life, change);
    return asCheck<Change>({
      id: `${context.contract.id}/${life.resource.name}#${action}`,
      operation: change,
      clauses: clausesOf(context.contract, life, action).map(({ id }) => id),
      writes: true,
      cases: fc.tuple(callsTo(context, life, operation), callsTo(context, life, change)),
      examples: created === undefined ? [] : telling.map((values) => [created, values] as const),
      runs: Math.max(lifeRuns(context), telling.length),
      perform: perform(life, action),
    });
  });
};
