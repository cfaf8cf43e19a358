import fc from 'fast-check';
import type { Operation } from '../../src/contract/api-description.ts';
import { jsonBodySchema } from '../../src/contract/json-body-schema.ts';
import { statedRequired } from '../../src/contract/stated-required.ts';
import { isObject, objectAt } from '../../src/document/document.ts';
import { pointerTo, pointerTokens, valueAt, withValueAt } from '../../src/document/json-pointer.ts';
import { mergedSchema } from '../../src/document/merged-schema.ts';
import { generationOf } from '../arbitraries/generation-of.ts';
import { keptCalls } from '../arbitraries/kept-calls.ts';
import { ordinaryCall } from '../arbitraries/ordinary-call.ts';
import type { CallValues } from '../requests/call.ts';
import type { CheckContext } from '../settings/check-context.ts';
import { edgeCallsMax, lifeRunsMax } from '../settings/limits.ts';
import type { ResourceModel } from './resource-model.ts';

const nothing: CallValues = { parameters: {}, body: undefined };

/** Requests to an operation that set all that they can. */
export const fullCallsTo = (context: CheckContext, operation: Operation): fc.Arbitrary<CallValues> =>
  ordinaryCall(operation, generationOf(context.contract, context.settings));

/** The properties that a request may leave out of the resource that it sends. */
const optionalIn = (
  { contract }: CheckContext,
  operation: Operation,
  { resource, shape }: ResourceModel,
): readonly string[] => {
  const schema = pointerTokens(resource.sent).reduce(
    (found, token) => mergedSchema(contract.document, objectAt(found, 'properties')[token]),
    mergedSchema(contract.document, jsonBodySchema(operation) ?? undefined),
  );
  const required = statedRequired(contract.document, schema);
  return [...(shape.writable.get(operation.id)?.keys() ?? [])].filter((name) => !required.includes(name));
};

const without = ({ resource }: ResourceModel, values: CallValues, names: readonly string[]): CallValues => {
  // Where a resource is made of parts of a request (`from`), there is nothing to leave out of it.
  if (!isObject(valueAt(values.body, resource.sent))) return values;
  const body = names.reduce((left, name) => withValueAt(left, pointerTo(resource.sent, name), undefined), values.body);
  return { ...values, body };
};

/** Requests to an operation of a resource, that set all that they can or leave some of it out; none is sent where the resource has no such operation. */
export const callsTo = (
  context: CheckContext,
  model: ResourceModel,
  operation: Operation | undefined,
): fc.Arbitrary<CallValues> =>
  operation === undefined
    ? fc.constant(nothing)
    : fc
        .tuple(fullCallsTo(context, operation), fc.subarray([...optionalIn(context, operation, model)]))
        .map(([values, names]) => without(model, values, names));

/** Requests among which a second one is looked for that differs from the first in everything: enough for both values of several switches. */
const otherSamplesMax = 12;

/** Counts the properties in which the resources of two requests differ. */
const differences = ({ resource }: ResourceModel, one: CallValues, other: CallValues): number => {
  const [first, second] = [valueAt(one.body, resource.sent), valueAt(other.body, resource.sent)];
  if (!isObject(first) || !isObject(second)) return 0;
  return Object.keys(first).filter((name) => JSON.stringify(first[name]) !== JSON.stringify(second[name])).length;
};

/** The request that differs most from another, so that whatever was there before, one of the two changes it. */
const mostDifferent = (model: ResourceModel, first: CallValues, others: readonly CallValues[]): CallValues =>
  others.reduce(
    (best, other) => (differences(model, first, other) > differences(model, first, best) ? other : best),
    others[0] ?? first,
  );

/** Returns requests to an operation that set all that they can, with two values of each, and as little as they may. For an edit, also each property alone. */
export const targetedCalls = (
  context: CheckContext,
  model: ResourceModel,
  operation: Operation | undefined,
): readonly CallValues[] => {
  if (operation === undefined) return [nothing];
  const optional = optionalIn(context, operation, model);
  const numRuns = 1 + Math.max(otherSamplesMax, optional.length);
  const [first = nothing, ...others] = fc.sample(fullCallsTo(context, operation), {
    seed: context.settings.seed,
    numRuns,
  });
  const second = mostDifferent(model, first, others);
  const alone = operation.does?.action === 'edit' ? optional : [];
  return [
    first,
    second,
    without(model, first, optional),
    ...alone.map((name, index) =>
      without(
        model,
        others[index] ?? first,
        optional.filter((other) => other !== name),
      ),
    ),
  ];
};

/** Returns creations with one value each at the edge of what is permitted, which is refused, or kept as it is. */
export const edgeCalls = (context: CheckContext, create: Operation): readonly CallValues[] => {
  const { contract, settings } = context;
  const ordinary = fc.sample(fullCallsTo(context, create), { seed: settings.seed, numRuns: edgeCallsMax });
  return keptCalls(create, generationOf(contract, settings), ordinary);
};

/** How many sequences of requests a check tries: each takes several requests, so that there are fewer of them than of single requests. */
export const lifeRuns = ({ settings }: CheckContext): number => Math.min(settings.runs, lifeRunsMax);
