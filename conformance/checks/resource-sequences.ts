import fc from 'fast-check';
import type { Action } from '../../src/contract/api-description.ts';
import type { JsonObject } from '../../src/document/document.ts';
import { type Observation, observed, untestable, vacuous } from '../evidence/observation.ts';
import { isUnsure } from '../http/is-unsure.ts';
import { observeAbsence } from '../lifecycle/absence.ts';
import { type CallResult, callOperation } from '../lifecycle/call-operation.ts';
import { changes, observeChange, observeTimes, toldMissing } from '../lifecycle/changes.ts';
import { findInList } from '../lifecycle/list.ts';
import { createOwn, type Own } from '../lifecycle/own.ts';
import { type ReadBack, readBack } from '../lifecycle/read-back.ts';
import type { ResourceModel } from '../lifecycle/resource-model.ts';
import { callsTo, lifeRuns, targetedCalls } from '../lifecycle/samples.ts';
import { changedProperty } from '../lifecycle/stable.ts';
import { testableModel } from '../lifecycle/testable-model.ts';
import type { CallValues } from '../requests/call.ts';
import type { CheckContext } from '../settings/check-context.ts';
import { sequenceStepsMax } from '../settings/limits.ts';
import type { Target } from '../target/target.ts';
import { asCheck, type Check, type CheckMaker } from './check.ts';

const actions = ['create', ...changes, 'delete'] as const satisfies readonly Action[];

/** One step: what is done, and to which of the resources that are there. */
interface Step {
  readonly action: (typeof actions)[number];
  /** Modulo their number. */
  readonly on: number;
  readonly values: CallValues;
}

/** What is made first, and what is done then. */
interface Sequence {
  readonly made: readonly CallValues[];
  readonly steps: readonly Step[];
}

/** A resource of our own, as it has to be by now. */
interface Known {
  readonly own: Own;
  /** As it was last seen; null where it hasn't been. */
  last: JsonObject | null;
  /** The deletion, or null while it is there. */
  deletion: CallResult | null;
}

/** What a step did, and to which one. */
interface Done {
  readonly action: Step['action'];
  readonly subject: Known;
  readonly acted: CallResult | null;
}

const onMax = 100;

/** Whether a resource that the last step was not about is as it was. */
const observeOther = (
  model: ResourceModel,
  known: Known,
  { action, subject, acted }: Done,
  look: ReadBack,
): readonly Observation[] => {
  const { last } = known;
  if (last === null || look.exchange.response === null) return [];
  const name = look.shown === null ? null : changedProperty(model, last, look.shown);
  const exchanges = [known.own.exchange, acted?.exchange ?? subject.own.exchange, look.exchange];
  const { isGone } = look;
  if (look.shown === null && !isGone) return [];
  return observed(model.clause('alone', action), name === null && !isGone, {
    message: `What was done to one ${model.resource.name} (${action}) ${isGone ? 'took another away' : `changed ${name} of another`}.`,
    expected: isGone
      ? `${JSON.stringify(known.own.id)} is there, after what was done to ${JSON.stringify(subject.own.id)}`
      : JSON.stringify(last[name ?? '']),
    received: isGone ? 'it is not there' : JSON.stringify(look.shown?.[name ?? '']),
    exchanges,
  });
};

/** Compares one resource with what it has to be after a step. */
const observeOne = (
  target: Target,
  model: ResourceModel,
  known: Known,
  done: Done,
  look: ReadBack,
): readonly Observation[] => {
  const { own, deletion } = known;
  if (deletion !== null) {
    const read = model.operation('read');
    const what = `a ${model.resource.name} that was deleted`;
    const exchanges = [own.exchange, deletion.exchange, look.exchange];
    return read === undefined ? [] : observeAbsence(target, read, model.clause('gone', 'read'), { what, exchanges });
  }
  if (done.subject !== known) return observeOther(model, known, done, look);
  const { action, acted } = done;
  if (acted === null || !acted.accepted || known.last === null || action === 'create' || action === 'delete') return [];
  const changed = { action, own, before: known.last, acted };
  return [
    ...observeChange(model, changed, look.shown, [look.exchange], 'kept', toldMissing(look.observations)),
    ...observeTimes(model, changed, look.shown, [look.exchange]),
  ];
};

/** Whether the list agrees with all that was done. */
const observeList = async (
  target: Target,
  model: ResourceModel,
  all: readonly Known[],
): Promise<readonly Observation[]> => {
  const [first] = all;
  const there = all.filter(({ deletion }) => deletion === null);
  const found =
    first === undefined
      ? null
      : await findInList(
          target,
          model,
          first.own.scope,
          there.map(({ own }) => own.id),
        );
  if (found === null) return [];
  return [
    ...found.observations,
    ...all.flatMap(({ own, deletion }) => {
      const count = found.items.filter((item) => item[model.resource.id] === own.id).length;
      const isThere = deletion === null;
      const clause = model.clause(isThere ? 'listed' : 'gone', 'list');
      if (count === 0 && found.unread !== null) return vacuous(clause, found.unread);
      return observed(clause, count === (isThere ? 1 : 0), {
        message: isThere
          ? `After what was done to others, the list holds a ${model.resource.name} ${count} times.`
          : 'The list holds what was deleted.',
        expected: isThere ? 'once' : 'a list without it',
        received: `${count} of it`,
        exchanges: [own.exchange, ...(deletion === null ? [] : [deletion.exchange]), found.exchange],
      });
    }),
  ];
};

const perform = (context: CheckContext, model: ResourceModel): Check<Sequence>['perform'] => {
  const clauses = context.contract.clauses.filter(
    ({ kind, subject }) => kind === 'alone' && subject.of === 'resource' && subject.resource === model.resource.name,
  );

  /** Does one step; null where there is nothing that it could be done to, or it wasn't accepted, or may not be done yet. */
  const doStep = async (
    target: Target,
    all: Known[],
    { action, on, values }: Step,
    observations: Observation[],
  ): Promise<Done | null> => {
    const scope = all[0]?.own.scope;
    if (action === 'create') {
      const created = await createOwn(target, model, values, { scope });
      observations.push(...created.observations);
      if (!created.ok) return null;
      // Where an id is given out again, which no document forbids, nothing more can be said of the one that had it.
      const before = all.findIndex(({ own, deletion }) => deletion !== null && own.id === created.own.id);
      if (before >= 0) all.splice(before, 1);
      const subject: Known = { own: created.own, last: null, deletion: null };
      all.push(subject);
      return { action, subject, acted: null };
    }
    const there = all.filter(({ deletion }) => deletion === null);
    const subject = there[on % there.length];
    if (subject === undefined || model.operation(action) === undefined) return null;
    const acted = await callOperation(target, model, action, { id: subject.own.id, scope: subject.own.scope, values });
    observations.push(...acted.observations);
    // What may have been done or not can't be told of any more, nor may it be laid at the door of what comes next. That it leaves the
    // others alone can't be seen before it is done.
    if (isUnsure(acted.exchange)) all.splice(all.indexOf(subject), 1);
    if (isUnsure(acted.exchange) || !acted.accepted) return null;
    if (action === 'delete') subject.deletion = acted;
    return { action, subject, acted };
  };

  /** Looks at all of them after a step. What got lost is told once, and then left out: all that follows from it is no news. */
  const lookAtAll = async (target: Target, all: Known[], done: Done, observations: Observation[]): Promise<void> => {
    for (const known of [...all]) {
      const look = await readBack(target, model, known.own);
      // As what was changed was before says nothing of what it is now, should it not be seen this time.
      const before = known === done.subject ? null : known.last;
      if (look !== null) observations.push(...look.observations, ...observeOne(target, model, known, done, look));
      known.last = look?.shown ?? before;
      if (look === null) continue;
      if (known.deletion === null && look.isGone) all.splice(all.indexOf(known), 1);
    }
  };

  return async (target, { made, steps }) => {
    const all: Known[] = [];
    const observations: Observation[] = [];
    let created = 0;
    const starting = made.map((values): Step => ({ action: 'create', on: 0, values }));
    for (const step of [...starting, ...steps]) {
      const done = await doStep(target, all, step, observations);
      if (done === null) continue;
      if (done.action === 'create') created++;
      await lookAtAll(target, all, done, observations);
    }
    if (created < 2)
      observations.push(...untestable(clauses, `no two ${model.resource.name}s could be created for it`));
    return [...observations, ...(await observeList(target, model, all))];
  };
};

/** One sequence that has everything: each kind of change, each with others beside it. */
const tellingSequence = (context: CheckContext, model: ResourceModel): Sequence => {
  const callTo = (action: Action, index: number): CallValues => {
    const calls = targetedCalls(context, model, model.operation(action));
    return calls[index % calls.length] ?? { parameters: {}, body: undefined };
  };
  const steps = [...changes, 'delete' as const].filter((action) => model.operation(action) !== undefined);
  return {
    made: [callTo('create', 0), callTo('create', 1), callTo('create', 0)],
    steps: steps.map((action) => ({ action, on: 1, values: callTo(action, 1) })),
  };
};

/** Whatever is done in whatever order, each resource is as it has to be by then, and nothing else has changed. */
export const resourceSequences: CheckMaker = (context, operation) => {
  const model = testableModel(context, operation);
  if (model === null) return [];
  const possible = actions.filter((action) => model.operation(action) !== undefined);
  const step = fc.oneof(
    ...possible.map((action) =>
      fc.record({
        action: fc.constant(action),
        on: fc.nat(onMax),
        values: callsTo(context, model, model.operation(action)),
      }),
    ),
  );
  const clauses = possible.flatMap((action) => model.clause('alone', action)?.id ?? []);
  if (clauses.length === 0) return [];
  return [
    asCheck<Sequence>({
      id: `${context.contract.id}/${model.resource.name}#sequence`,
      operation,
      clauses,
      writes: true,
      cases: fc.record({
        made: fc.array(callsTo(context, model, operation), { minLength: 2, maxLength: 3 }),
        steps: fc.array(step, { maxLength: sequenceStepsMax }),
      }),
      examples: [tellingSequence(context, model)],
      runs: 1 + Math.ceil(lifeRuns(context) / 4),
      perform: perform(context, model),
    }),
  ];
};
