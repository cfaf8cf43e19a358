import fc from 'fast-check';
import type { Clause } from '../../src/contract/clause.ts';
import type { JsonObject } from '../../src/contract/document.ts';
import { type Observation, observed, untestable, vacuous } from '../evidence/observation.ts';
import { act } from '../lifecycle/act.ts';
import { compare } from '../lifecycle/compare.ts';
import type { Life } from '../lifecycle/life.ts';
import { lifeToTry } from '../lifecycle/life-to-try.ts';
import { type FoundList, findInList } from '../lifecycle/list.ts';
import { createOwn, type Own } from '../lifecycle/own.ts';
import { callsTo, edgeCalls, lifeRuns, tellingCalls } from '../lifecycle/samples.ts';
import { observeSecret } from '../lifecycle/secrets.ts';
import type { CallValues } from '../requests/call.ts';
import type { Target } from '../target/target.ts';
import { asCheck, type CheckMaker } from './check.ts';

/** What an answer must show of a new resource: what was written, and the defaults of the rest. */
const observeCreated = (
  life: Life,
  own: Own,
  shown: JsonObject | null,
  kind: 'written' | 'kept',
  last: Own['exchange'],
): readonly Observation[] => {
  const exchanges = last === own.exchange ? [last] : [own.exchange, last];
  const { defaults } = life.shape;
  const written = [...own.sent].flatMap(([name, value]) =>
    compare(life, shown, {
      clause: life.clause(kind, 'create', name),
      name,
      value,
      otherwise: defaults.get(name),
      exchanges,
    }),
  );
  const byDefault = [...defaults]
    .filter(([name]) => !own.sent.has(name))
    .flatMap(([name, value]) =>
      compare(life, shown, { clause: life.clause('default', 'create', name), name, value, exchanges }),
    );
  return [...written, ...byDefault];
};

/** Says of a second creation that it answered with an id of its own, unless it was told already that it didn't. */
const observeUnique = (life: Life, again: Awaited<ReturnType<typeof createOwn>>): readonly Observation[] => {
  const clause = life.clause('unique', 'create');
  if (clause === undefined || again.observations.some((one) => one.clause === clause)) return [];
  return again.ok ? [{ clause, outcome: 'held', cases: 1 }] : untestable([clause], again.reason);
};

/** Says whether an item of a list of children names the parent under which it was made. */
const observeParent = (life: Life, own: Own, item: JsonObject | null, found: FoundList): readonly Observation[] => {
  const property = life.resource.parent?.property ?? '';
  const [parent, named] = [own.scope.at(-1), item?.[property]];
  if (named === undefined || parent === undefined) return [];
  return observed(life.clause('parented', 'list', property), String(named) === String(parent), {
    message: `In the list, ${property} of what was created is not the id under which it was created.`,
    expected: JSON.stringify(parent),
    received: JSON.stringify(named),
    exchanges: [own.exchange, found.exchange],
  });
};

const observeRead = async (target: Target, life: Life, own: Own): Promise<readonly Observation[]> => {
  const read = await act(target, life, 'read', own);
  return [
    ...read.observations,
    ...observeCreated(life, own, read.shown, 'kept', read.exchange),
    ...observeSecret(life, 'read', read.shown, own.shown, [own.exchange, read.exchange]),
  ];
};

/** Says whether each of some new resources is in the list once; and where there is no other way to read one, whether it is as it was written. */
const observeList = async (target: Target, life: Life, made: readonly Own[]): Promise<readonly Observation[]> => {
  const ids = made.map(({ id }) => id);
  const found = await findInList(target, life, made[0]?.scope ?? [], ids);
  if (found === null) return [];
  const ofOne = (own: Own): readonly Observation[] => {
    const items = found.items.filter((item) => item[life.resource.id] === own.id);
    const exchanges = [own.exchange, found.exchange];
    if (items.length === 0 && found.unread !== null) return vacuous(life.clause('listed', 'list'), found.unread);
    const [item = null] = items;
    return [
      ...observed(life.clause('listed', 'list'), items.length === 1, {
        message: `The list ${items.length === 0 ? 'does not hold what was created' : `holds what was created ${items.length} times`}.`,
        expected: `the ${life.resource.name} ${JSON.stringify(own.id)}, once`,
        received: items.length === 0 ? 'a list without it' : `${items.length} of it`,
        exchanges,
      }),
      ...observeSecret(life, 'list', item, own.shown, exchanges),
      ...observeParent(life, own, item, found),
      ...(life.operation('read') === undefined ? observeCreated(life, own, item, 'kept', found.exchange) : []),
    ];
  };
  return [...found.observations, ...made.flatMap(ofOne)];
};

const perform =
  (life: Life, clauses: readonly Clause[]) =>
  async (target: Target, [first, second]: readonly [CallValues, CallValues]): Promise<readonly Observation[]> => {
    const created = await createOwn(target, life, first, { looksFirst: true });
    if (!created.ok) return [...created.observations, ...untestable(clauses, created.reason)];
    const { own } = created;
    // Before the second is made: what that does to the first is another promise.
    const read = life.operation('read') === undefined ? [] : await observeRead(target, life, own);
    const again = await createOwn(target, life, second, { scope: own.scope });
    return [
      ...created.observations,
      ...observeCreated(life, own, own.shown, 'written', own.exchange),
      ...observeSecret(life, 'create', own.shown, null, [own.exchange]),
      ...again.observations,
      ...observeUnique(life, again),
      ...read,
      ...(await observeList(target, life, again.ok ? [own, again.own] : [own])),
    ];
  };

/** What is created is shown, read and listed as it was written, under an id of its own. */
export const createdResources: CheckMaker = (context, operation) => {
  const life = lifeToTry(context, operation);
  if (life === null) return [];
  const calls = callsTo(context, life, operation);
  const telling = [...tellingCalls(context, life, operation), ...edgeCalls(context, operation)];
  const clauses = context.contract.clauses.filter(
    ({ subject, kind }) =>
      subject.of === 'resource' &&
      subject.resource === life.resource.name &&
      (subject.action === 'create' ||
        ['listed', 'parented'].includes(kind) ||
        (kind === 'masked' && ['read', 'list'].includes(subject.action))) &&
      !['traceless', 'embedded', 'unknown', 'alone', 'parallel'].includes(kind),
  );
  return [
    asCheck<readonly [CallValues, CallValues]>({
      id: `${context.contract.id}/${life.resource.name}#created`,
      operation,
      clauses: clauses.map(({ id }) => id),
      writes: true,
      cases: fc.tuple(calls, calls),
      examples: telling.map((values, index) => [values, telling[(index + 1) % telling.length] ?? values] as const),
      runs: Math.max(lifeRuns(context), telling.length),
      perform: perform(life, clauses),
    }),
  ];
};
