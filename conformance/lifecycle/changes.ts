import type { Action } from '../../src/contract/api-description.ts';
import { arrayAt, type JsonObject, type JsonValue } from '../../src/document/document.ts';
import { type Observation, observed, untestable } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import type { CallResult } from './call-operation.ts';
import { compare } from './compare.ts';
import { edited, mannersOf } from './edited.ts';
import type { Own } from './own.ts';
import { whyPending } from './pending.ts';
import type { ResourceModel } from './resource-model.ts';

export const changes = ['replace', 'edit', 'rotate'] as const satisfies readonly Action[];
export type ChangingAction = (typeof changes)[number];

/** What a change said it would do, and what was there before it. */
export interface Changed {
  readonly action: ChangingAction;
  readonly own: Own;
  readonly before: JsonObject;
  readonly acted: CallResult;
}

/** Whether two values of a property can be compared: not a secret in full with one that is masked. */
export const isComparable = (
  model: ResourceModel,
  name: string,
  one: JsonValue | undefined,
  other: JsonValue | undefined,
): boolean =>
  model.shape.properties.get(name)?.['x-secret'] === undefined || String(one).length === String(other).length;

/** The properties that a response lacks although the contract requires them: that is told already. */
export const toldMissing = (observations: readonly Observation[]): ReadonlySet<string> =>
  new Set(
    observations.flatMap(({ clause: { kind, level, schema }, outcome }) =>
      outcome === 'broken' && kind === 'required' && level === 'MUST'
        ? arrayAt(schema ?? {}, 'required').map(String)
        : [],
    ),
  );

/** Compares what an answer shows after a change with what was written, with what was there before, and with the defaults that it has to return to. */
export const observeChange = (
  model: ResourceModel,
  { action, own, before, acted }: Changed,
  shown: JsonObject | null,
  seen: readonly Exchange[],
  kind: 'written' | 'kept',
  known: ReadonlySet<string> = new Set(),
): readonly Observation[] => {
  // An array of operations (RFC 6902), say, names nothing that it sets, nor what it leaves.
  if (!acted.isTold) return [];
  const exchanges = [own.exchange, acted.exchange, ...seen];
  // A read shows what the one before the change did; the response to a change is a view of its own.
  const wasShown = (name: string): boolean => kind === 'kept' && Object.hasOwn(before, name) && !known.has(name);
  const change = model.operation(action);
  const manners = change === undefined ? [] : mannersOf(change);
  const written = [...acted.sent].flatMap(([name, sent]) => {
    const [value = sent, ...orElse] = manners.map((manner) => edited(manner, before[name], sent));
    const clause = model.clause(kind, action, name);
    return compare(model, shown, {
      clause,
      name,
      value,
      orElse,
      otherwise: before[name],
      wasShown: wasShown(name),
      exchanges,
    });
  });
  const untouched = [...model.shape.properties.keys()]
    .filter((name) => !acted.sent.has(name) && isComparable(model, name, before[name], shown?.[name]))
    .flatMap((name) =>
      compare(model, shown, {
        clause: model.clause('untouched', action, name),
        name,
        value: before[name],
        wasShown: wasShown(name),
        exchanges,
      }),
    );
  // What a change leaves alone is seen only where it was done: one that is still to come has touched nothing yet.
  const pending = written.some(({ outcome }) => outcome === 'held') ? null : whyPending(acted.exchange);
  const clauses = untouched.map(({ clause }) => clause);
  const left = pending === null ? untouched : untestable(clauses, pending);
  const byDefault = [...model.shape.defaults]
    .filter(([name]) => !acted.sent.has(name))
    .flatMap(([name, value]) =>
      compare(model, shown, {
        clause: model.clause('default', action, name),
        name,
        value,
        otherwise: before[name],
        wasShown: wasShown(name),
        exchanges,
      }),
    );
  return [...written, ...left, ...byDefault];
};

const timeOf = (value: JsonValue | undefined): number => (typeof value === 'string' ? Date.parse(value) : Number.NaN);

/** Whether the times of the last change went back. */
export const observeTimes = (
  model: ResourceModel,
  { action, own, before, acted }: Changed,
  shown: JsonObject | null,
  seen: readonly Exchange[],
): readonly Observation[] =>
  [...model.shape.properties.keys()].flatMap((name) => {
    const [earlier, later] = [timeOf(before[name]), timeOf(shown?.[name])];
    if (Number.isNaN(earlier) || Number.isNaN(later)) return [];
    return observed(model.clause('forward', action, name), later >= earlier, {
      message: `In the answer, ${name} is earlier than it was before the change.`,
      expected: `${String(before[name])} or later`,
      received: String(shown?.[name]),
      exchanges: [own.exchange, acted.exchange, ...seen],
    });
  });
