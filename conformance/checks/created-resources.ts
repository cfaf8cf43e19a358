import fc from 'fast-check';
import type { Clause } from '../../src/clauses/clause.ts';
import type { JsonObject } from '../../src/document/document.ts';
import { type Observation, observed, untestable, vacuous } from '../evidence/observation.ts';
import { callOperation } from '../lifecycle/call-operation.ts';
import { compare } from '../lifecycle/compare.ts';
import { type FoundList, findInList } from '../lifecycle/list.ts';
import { createOwn, type Own } from '../lifecycle/own.ts';
import type { ResourceModel } from '../lifecycle/resource-model.ts';
import { callsTo, edgeCalls, lifeRuns, targetedCalls } from '../lifecycle/samples.ts';
import { observeSecret } from '../lifecycle/secrets.ts';
import { testableModel } from '../lifecycle/testable-model.ts';
import type { CallValues } from '../requests/call.ts';
import type { Target } from '../target/target.ts';
import { asCheck, type CheckMaker } from './check.ts';

/** What an answer must show of a new resource: what was written, and the defaults of the rest. */
const observeCreated = (
  model: ResourceModel,
  own: Own,
  shown: JsonObject | null,
  kind: 'written' | 'kept',
  last: Own['exchange'],
): readonly Observation[] => {
  const exchanges = last === own.exchange ? [last] : [own.exchange, last];
  const { defaults } = model.shape;
  const written = [...own.sent].flatMap(([name, value]) =>
    compare(model, shown, {
      clause: model.clause(kind, 'create', name),
      name,
      value,
      otherwise: defaults.get(name),
      exchanges,
    }),
  );
  const byDefault = [...defaults]
    .filter(([name]) => !own.sent.has(name))
    .flatMap(([name, value]) =>
      compare(model, shown, { clause: model.clause('default', 'create', name), name, value, exchanges }),
    );
  return [...written, ...byDefault];
};

/** Observes that a second creation answered with an id of its own, unless a finding says already that it didn't. */
const observeUnique = (model: ResourceModel, again: Awaited<ReturnType<typeof createOwn>>): readonly Observation[] => {
  const clause = model.clause('unique', 'create');
  if (clause === undefined || again.observations.some((one) => one.clause === clause)) return [];
  return again.ok ? [{ clause, outcome: 'held', cases: 1 }] : untestable([clause], again.reason);
};

/** Whether an item of a list of children names the parent under which it was made. */
const observeParent = (
  model: ResourceModel,
  own: Own,
  item: JsonObject | null,
  found: FoundList,
): readonly Observation[] => {
  const property = model.resource.parent?.property ?? '';
  const [parent, named] = [own.scope.at(-1), item?.[property]];
  if (named === undefined || parent === undefined) return [];
  return observed(model.clause('parented', 'list', property), String(named) === String(parent), {
    message: `In the list, ${property} of what was created is not the id under which it was created.`,
    expected: JSON.stringify(parent),
    received: JSON.stringify(named),
    exchanges: [own.exchange, found.exchange],
  });
};

const observeRead = async (target: Target, model: ResourceModel, own: Own): Promise<readonly Observation[]> => {
  const read = await callOperation(target, model, 'read', own);
  return [
    ...read.observations,
    ...observeCreated(model, own, read.shown, 'kept', read.exchange),
    ...observeSecret(model, 'read', read.shown, own.shown, [own.exchange, read.exchange]),
  ];
};

/** Whether each of some new resources is in the list once; and where there is no other way to read one, whether it is as it was written. */
const observeList = async (
  target: Target,
  model: ResourceModel,
  made: readonly Own[],
): Promise<readonly Observation[]> => {
  const ids = made.map(({ id }) => id);
  const found = await findInList(target, model, made[0]?.scope ?? [], ids);
  if (found === null) return [];
  const ofOne = (own: Own): readonly Observation[] => {
    const items = found.items.filter((item) => item[model.resource.id] === own.id);
    const exchanges = [own.exchange, found.exchange];
    if (items.length === 0 && found.unread !== null) return vacuous(model.clause('listed', 'list'), found.unread);
    const [item = null] = items;
    return [
      ...observed(model.clause('listed', 'list'), items.length === 1, {
        message: `The list ${items.length === 0 ? 'does not hold what was created' : `holds what was created ${items.length} times`}.`,
        expected: `the ${model.resource.name} ${JSON.stringify(own.id)}, once`,
        received: items.length === 0 ? 'a list without it' : `${items.length} of it`,
        exchanges,
      }),
      ...observeSecret(model, 'list', item, own.shown, exchanges),
      ...observeParent(model, own, item, found),
      ...(model.operation('read') === undefined ? observeCreated(model, own, item, 'kept', found.exchange) : []),
    ];
  };
  return [...found.observations, ...made.flatMap(ofOne)];
};

const perform =
  (model: ResourceModel, clauses: readonly Clause[]) =>
  async (target: Target, [first, second]: readonly [CallValues, CallValues]): Promise<readonly Observation[]> => {
    const created = await createOwn(target, model, first, { looksFirst: true });
    if (!created.ok) return [...created.observations, ...untestable(clauses, created.reason)];
    const { own } = created;
    // Before the second is made: what that does to the first is another promise.
    const read = model.operation('read') === undefined ? [] : await observeRead(target, model, own);
    const again = await createOwn(target, model, second, { scope: own.scope });
    return [
      ...created.observations,
      ...observeCreated(model, own, own.shown, 'written', own.exchange),
      ...observeSecret(model, 'create', own.shown, null, [own.exchange]),
      ...again.observations,
      ...observeUnique(model, again),
      ...read,
      ...(await observeList(target, model, again.ok ? [own, again.own] : [own])),
    ];
  };

/** What is created is shown, read and listed as it was written, under an id of its own. */
export const createdResources: CheckMaker = (context, operation) => {
  const model = testableModel(context, operation);
  if (model === null) return [];
  const calls = callsTo(context, model, operation);
  const telling = [...targetedCalls(context, model, operation), ...edgeCalls(context, operation)];
  const clauses = context.contract.clauses.filter(
    ({ subject, kind }) =>
      subject.of === 'resource' &&
      subject.resource === model.resource.name &&
      (subject.action === 'create' ||
        ['listed', 'parented'].includes(kind) ||
        (kind === 'masked' && ['read', 'list'].includes(subject.action))) &&
      !['traceless', 'embedded', 'unknown', 'alone', 'parallel'].includes(kind),
  );
  return [
    asCheck<readonly [CallValues, CallValues]>({
      id: `${context.contract.id}/${model.resource.name}#created`,
      operation,
      clauses: clauses.map(({ id }) => id),
      writes: true,
      cases: fc.tuple(calls, calls),
      examples: telling.map((values, index) => [values, telling[(index + 1) % telling.length] ?? values] as const),
      runs: Math.max(lifeRuns(context), telling.length),
      perform: perform(model, clauses),
    }),
  ];
};
