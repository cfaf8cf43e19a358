import type { Action } from '../../src/contract/api-description.ts';
import type { JsonObject, JsonValue } from '../../src/document/document.ts';
import { edited, type Manner, mannersOf } from './edited.ts';
import type { ResourceModel } from './resource-model.ts';
import { isAsSet, isShownOtherwise } from './same-value.ts';

/** Values of some properties. */
export type Values = ReadonlyMap<string, JsonValue>;

/** Counts the properties that can be compared with what an answer shows of a resource; null where one of them differs. Secrets are shown otherwise than they are. */
export const agreeing = (model: ResourceModel, shown: JsonObject, expected: Values): number | null => {
  let count = 0;
  for (const [name, value] of expected) {
    const schema = model.shape.properties.get(name);
    if (schema === undefined || schema['x-secret'] !== undefined || !Object.hasOwn(shown, name)) continue;
    if (isShownOtherwise(model, name)) continue;
    if (!isAsSet(model, name, value, shown[name])) return null;
    count++;
  }
  return count;
};

/** Whether an answer shows something of what a request set, and all of that as it was set. */
export const shows = (model: ResourceModel, shown: JsonObject | null, expected: Values): boolean =>
  shown !== null && (expected.size === 0 || (agreeing(model, shown, expected) ?? 0) > 0);

/** What is done to a resource, and how it is meant. */
interface Changing {
  readonly action: Action;
  readonly manner: Manner;
}

/** What a change leaves of the properties that are known: an edit changes what it names, a replacement keeps only what the contract says that it keeps. */
const after = (model: ResourceModel, { action, manner }: Changing, before: Values, sent: Values): Values => {
  if (action === 'edit') {
    const named = [...sent].map(([name, value]) => [name, edited(manner, before.get(name), value)] as const);
    return new Map([...before, ...named]);
  }
  const omitted = model.operation(action)?.does?.omitted ?? {};
  return new Map([...[...before].filter(([name]) => omitted[name] === 'keep'), ...sent]);
};

const permutations = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  all.length <= 1
    ? [all]
    : all.flatMap((one, index) => permutations(all.toSpliced(index, 1)).map((others) => [one, ...others]));

/** All that changes of one resource may leave that are done in their order, one for each way in which they may be meant. */
export const inTurn = (
  model: ResourceModel,
  action: Action,
  before: Values,
  changes: readonly Values[],
): readonly Values[] => {
  const operation = model.operation(action);
  const manners = operation === undefined ? [] : mannersOf(operation);
  return manners.map((manner) =>
    changes.reduce((state, sent) => after(model, { action, manner }, state, sent), before),
  );
};

/** All that changes of one resource may leave, for each order in which they may have been done. */
export const outcomes = (
  model: ResourceModel,
  action: Action,
  before: Values,
  changes: readonly Values[],
): readonly Values[] => permutations(changes).flatMap((order) => inTurn(model, action, before, order));
