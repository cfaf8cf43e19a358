import fc from 'fast-check';
import type { Action } from '../../src/contract/contract.ts';
import type { JsonObject, JsonValue } from '../../src/contract/document.ts';
import type { Observation } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import { compare, observed } from '../lifecycle/compare.ts';
import { type Life, lifeOf } from '../lifecycle/life.ts';
import { findInList } from '../lifecycle/list.ts';
import { type Acted, act, createOwn, type Own } from '../lifecycle/own.ts';
import { callsTo, lifeRuns, tellingCalls } from '../lifecycle/samples.ts';
import { observeSecret } from '../lifecycle/secrets.ts';
import type { CallValues } from '../requests/call.ts';
import type { Target } from '../target/target.ts';
import { asCheck, type Check, type CheckMaker } from './check.ts';
import { untestable } from './exchange-with.ts';

/** A creation, and a change of what it made. */
type Change = readonly [CallValues, CallValues];

const changes = ['replace', 'edit', 'rotate'] as const satisfies readonly Action[];

/** Gives what is there, as a read shows it; where nothing can be read, as the list does. */
const lookAt = async (
  target: Target,
  life: Life,
  own: Own,
): Promise<{ shown: JsonObject | null; exchange: Exchange | null; observations: readonly Observation[] }> => {
  if (life.operation('read') !== undefined) {
    const { shown, exchange, observations } = await act(target, life, 'read', own);
    return { shown, exchange, observations };
  }
  const found = await findInList(target, life, own.scope, [own.id]);
  const shown = found?.items.find((item) => item[life.resource.id] === own.id) ?? null;
  return { shown, exchange: found?.exchange ?? null, observations: found?.observations ?? [] };
};

/** What a change said it would do, and what was there before it. */
interface Changed {
  readonly action: (typeof changes)[number];
  readonly own: Own;
  readonly before: JsonObject;
  readonly acted: Acted;
}

/** Says whether two values of a property can be compared: not a secret in full with one that is masked. */
const isComparable = (life: Life, name: string, one: JsonValue | undefined, other: JsonValue | undefined): boolean =>
  life.shape.properties.get(name)?.['x-secret'] === undefined || String(one).length === String(other).length;

/** Compares what an answer shows after a change with what was written, and with what was there before. */
const observeChange = (
  life: Life,
  { action, own, before, acted }: Changed,
  shown: JsonObject | null,
  seen: readonly Exchange[],
  kind: 'written' | 'kept',
): readonly Observation[] => {
  const exchanges = [own.exchange, acted.exchange, ...seen];
  const written = [...acted.sent].flatMap(([name, value]) =>
    compare(life, shown, { clause: life.clause(kind, action, name), name, value, otherwise: before[name], exchanges }),
  );
  const untouched = [...life.shape.properties.keys()]
    .filter((name) => !acted.sent.has(name) && isComparable(life, name, before[name], shown?.[name]))
    .flatMap((name) =>
      compare(life, shown, { clause: life.clause('untouched', action, name), name, value: before[name], exchanges }),
    );
  return [...written, ...untouched];
};

const timeOf = (value: JsonValue | undefined): number => (typeof value === 'string' ? Date.parse(value) : Number.NaN);

const observeTimes = (
  life: Life,
  { action, own, before, acted }: Changed,
  shown: JsonObject | null,
  seen: readonly Exchange[],
): readonly Observation[] =>
  [...life.shape.properties.keys()].flatMap((name) => {
    const [earlier, later] = [timeOf(before[name]), timeOf(shown?.[name])];
    if (Number.isNaN(earlier) || Number.isNaN(later)) return [];
    return observed(life.clause('forward', action, name), later >= earlier, {
      message: `In the answer, ${name} is earlier than it was before the change.`,
      expected: `${String(before[name])} or later`,
      received: String(shown?.[name]),
      exchanges: [own.exchange, acted.exchange, ...seen],
    });
  });

/** Says whether a rotation gave another secret, which reads then show the end of. */
const observeRotation = (
  life: Life,
  { action, own, acted }: Changed,
  read: { shown: JsonObject | null; exchange: Exchange | null },
): readonly Observation[] => {
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
    expected: 'another one',
    received: 'the one before',
    exchanges: [own.exchange, acted.exchange, ...(isNew && read.exchange !== null ? [read.exchange] : [])],
  });
};

const perform =
  (life: Life, action: (typeof changes)[number]): Check<Change>['perform'] =>
  async (target, [first, second]) => {
    const clauses = target.contract.clauses.filter(
      ({ subject }) =>
        subject.of === 'resource' && subject.resource === life.resource.name && subject.action === action,
    );
    const created = await createOwn(target, life, first);
    if (!created.ok) return [...created.observations, ...untestable(clauses, created.reason)];
    const { own } = created;
    const earlier = await lookAt(target, life, own);
    if (earlier.shown === null)
      return [...earlier.observations, ...untestable(clauses, `the new ${life.resource.name} cannot be read`)];
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
    if (later.exchange === null) return observations;
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
  const life = lifeOf(context.contract, operation);
  if (life === null) return [];
  return changes.flatMap((action) => {
    const change = life.operation(action);
    if (change === undefined) return [];
    const [created] = tellingCalls(context, life, operation);
    const telling = tellingCalls(context, life, change);
    return asCheck<Change>({
      id: `${context.contract.id}/${life.resource.name}#${action}`,
      operation: change,
      clauses: context.contract.clauses
        .filter(
          ({ subject }) =>
            subject.of === 'resource' && subject.resource === life.resource.name && subject.action === action,
        )
        .map(({ id }) => id),
      writes: true,
      cases: fc.tuple(callsTo(context, life, operation), callsTo(context, life, change)),
      examples: created === undefined ? [] : telling.map((values) => [created, values] as const),
      runs: Math.max(lifeRuns(context), telling.length),
      perform: perform(life, action),
    });
  });
};
