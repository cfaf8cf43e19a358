import fc from 'fast-check';
import type { JsonObject } from '../../src/contract/document.ts';
import type { Observation } from '../evidence/observation.ts';
import { compare, observed } from '../lifecycle/compare.ts';
import { type Life, lifeOf } from '../lifecycle/life.ts';
import { findInList } from '../lifecycle/list.ts';
import { act, createOwn, type Own } from '../lifecycle/own.ts';
import { callsTo, lifeRuns, tellingCalls } from '../lifecycle/samples.ts';
import { observeSecret } from '../lifecycle/secrets.ts';
import type { CallValues } from '../requests/call.ts';
import type { Target } from '../target/target.ts';
import { asCheck, type CheckMaker } from './check.ts';
import { untestable } from './exchange-with.ts';

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

const observeId = (life: Life, one: Own, other: Own): readonly Observation[] =>
  observed(life.clause('unique', 'create'), one.id !== other.id, {
    message: `Two creations answered with the same ${life.resource.id}.`,
    expected: 'another id',
    received: JSON.stringify(other.id),
    exchanges: [one.exchange, other.exchange],
  });

const perform =
  (life: Life) =>
  async (target: Target, [first, second]: readonly [CallValues, CallValues]) => {
    const created = await createOwn(target, life, first);
    if (!created.ok) {
      const clauses = target.contract.clauses.filter(
        ({ subject }) =>
          subject.of === 'resource' && subject.resource === life.resource.name && subject.action === 'create',
      );
      return [...created.observations, ...untestable(clauses, created.reason)];
    }
    const { own } = created;
    const observations = [
      ...created.observations,
      ...observeCreated(life, own, own.shown, 'written', own.exchange),
      ...observeSecret(life, 'create', own.shown, null, [own.exchange]),
    ];
    const again = await createOwn(target, life, second, own.scope);
    if (again.ok) observations.push(...observeId(life, own, again.own));
    if (life.operation('read') !== undefined) {
      const read = await act(target, life, 'read', own);
      const exchanges = [own.exchange, read.exchange];
      observations.push(...read.observations, ...observeCreated(life, own, read.shown, 'kept', read.exchange));
      observations.push(...observeSecret(life, 'read', read.shown, own.shown, exchanges));
    }
    const found = await findInList(target, life, own.scope, [own.id]);
    if (found === null) return observations;
    const item = found.items.find((one) => one[life.resource.id] === own.id) ?? null;
    const exchanges = [own.exchange, found.exchange];
    observations.push(...found.observations);
    if (item !== null || found.isWhole) {
      const count = found.items.filter((one) => one[life.resource.id] === own.id).length;
      observations.push(
        ...observed(life.clause('listed', 'list'), count === 1, {
          message: `The list holds what was created ${count === 0 ? 'not at all' : `${count} times`}.`,
          expected: `the ${life.resource.name} ${JSON.stringify(own.id)}, once`,
          received: count === 0 ? 'a list without it' : `${count} of it`,
          exchanges,
        }),
      );
    }
    observations.push(...observeSecret(life, 'list', item, own.shown, exchanges));
    if (life.operation('read') === undefined)
      observations.push(...observeCreated(life, own, item, 'kept', found.exchange));
    return observations;
  };

/** What is created is shown, read and listed as it was written, under an id of its own. */
export const createdResources: CheckMaker = (context, operation) => {
  const life = lifeOf(context.contract, operation);
  if (life === null) return [];
  const calls = callsTo(context, life, operation);
  const telling = tellingCalls(context, life, operation);
  return [
    asCheck<readonly [CallValues, CallValues]>({
      id: `${context.contract.id}/${life.resource.name}#created`,
      operation,
      clauses: context.contract.clauses
        .filter(
          ({ subject, kind }) =>
            subject.of === 'resource' &&
            subject.resource === life.resource.name &&
            (subject.action === 'create' || ['listed', 'masked'].includes(kind)),
        )
        .map(({ id }) => id),
      writes: true,
      cases: fc.tuple(calls, calls),
      examples: telling.map((values, index) => [values, telling[(index + 1) % telling.length] ?? values] as const),
      runs: Math.max(lifeRuns(context), telling.length),
      perform: perform(life),
    }),
  ];
};
