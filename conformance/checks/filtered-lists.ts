import fc from 'fast-check';
import type { Filter, Operation, Parameter } from '../../src/contract/api-description.ts';
import { isObject, type JsonValue, type Schema } from '../../src/document/document.ts';
import { pointerTo, withValueAt } from '../../src/document/json-pointer.ts';
import { schemaValidator } from '../../src/schema/schema-validator.ts';
import { ownerValue } from '../arbitraries/owner-value.ts';
import { type Observation, observed, untestable, vacuous } from '../evidence/observation.ts';
import { brokenRequestClauses } from '../judge/request-violations.ts';
import { callOperation } from '../lifecycle/call-operation.ts';
import { filterValues } from '../lifecycle/filter-values.ts';
import { findInList } from '../lifecycle/list.ts';
import { placeInList } from '../lifecycle/list-items.ts';
import { createOwn, type Own } from '../lifecycle/own.ts';
import type { ResourceModel } from '../lifecycle/resource-model.ts';
import { isAsSet } from '../lifecycle/same-value.ts';
import { callsTo, lifeRuns } from '../lifecycle/samples.ts';
import { testableModel } from '../lifecycle/testable-model.ts';
import { type CallValues, parameterKey } from '../requests/call.ts';
import type { CheckContext } from '../settings/check-context.ts';
import type { Target } from '../target/target.ts';
import { asCheck, type Check, type CheckMaker } from './check.ts';

/** One that matches, one that doesn't, one that lacks the property. */
type Three = readonly [CallValues, CallValues, CallValues];

/** A parameter that filters, with what it filters by. */
type Filtering = Parameter & { readonly filter: Filter };

/** A request that sets the property which is filtered by, or leaves it out. */
const withProperty = (
  { contract }: CheckContext,
  { resource, shape }: ResourceModel,
  { values, text }: { readonly values: CallValues; readonly text: string | null },
  { property, how }: Filter,
): CallValues => {
  const schema = shape.properties.get(property) ?? true;
  const part = how === 'contains' && isObject(schema) ? (schema.items ?? true) : schema;
  const permits = schemaValidator(contract.document).compile(part as Schema);
  const written = (one: string): JsonValue => {
    const value = ownerValue(one, (candidate) => permits(candidate).length === 0);
    return how === 'contains' ? [value] : value;
  };
  return {
    ...values,
    body: withValueAt(values.body, pointerTo(resource.sent, property), text === null ? undefined : written(text)),
  };
};

/** Whether what is filtered by is as it was written; where it can't be read, it is taken to be. */
const isKept = async (target: Target, model: ResourceModel, own: Own, { property }: Filter): Promise<boolean> => {
  if (model.operation('read') === undefined) return true;
  const { shown } = await callOperation(target, model, 'read', own);
  return shown === null || isAsSet(model, property, own.sent.get(property), shown[property]);
};

/** Whether a creation is still permitted after something was left out of it, which may be required. */
const isPermitted = (
  { contract, evaluate }: CheckContext,
  create: Operation,
  { whole, left }: { readonly whole: CallValues; readonly left: CallValues },
): boolean => {
  const [before, after] = [whole, left].map(
    (values) => brokenRequestClauses(contract, evaluate, create, values).length,
  );
  return before === after;
};

/** What came of a creation, or null where none was tried. */
type Made = Awaited<ReturnType<typeof createOwn>> | null;

const isFiltering = (parameter: Parameter): parameter is Filtering => parameter.filter !== null;

const perform = (context: CheckContext, model: ResourceModel, parameter: Filtering): Check<Three>['perform'] => {
  const { filter, name } = parameter;
  const create = model.operation('create');
  const [wanted, other] = filterValues(model.shape, context.settings, name, filter);
  const clauseOf = (kind: 'filtered' | 'matching' | 'unset') => model.clause(kind, 'list', name);
  const query: Record<string, JsonValue> = {
    [parameterKey(parameter)]: parameter.style === 'form' && parameter.explode ? [wanted ?? ''] : (wanted ?? ''),
  };

  return async (target, [one, two, three]) => {
    if (wanted === undefined) return [];
    const matching = await createOwn(
      target,
      model,
      withProperty(context, model, { values: one, text: wanted }, filter),
    );
    if (!matching.ok) return [...matching.observations, ...untestable([clauseOf('matching')], matching.reason)];
    const { scope } = matching.own;
    const others =
      other === undefined
        ? null
        : await createOwn(target, model, withProperty(context, model, { values: two, text: other }, filter), { scope });
    const without = withProperty(context, model, { values: three, text: null }, filter);
    const isSent = create !== undefined && isPermitted(context, create, { whole: three, left: without });
    const unset = isSent ? await createOwn(target, model, without, { scope }) : null;
    const found = await findInList(target, model, scope, [], query);
    const isListed = ({ id }: Own): boolean => found?.items.some((item) => item[model.resource.id] === id) ?? false;
    if (found === null) return untestable([clauseOf('matching')], 'the filtered list could not be read');
    if (found.unread !== null && !isListed(matching.own)) return untestable([clauseOf('matching')], found.unread);
    if (!(await isKept(target, model, matching.own, filter)))
      return untestable([clauseOf('matching')], `the ${filter.property} that was written is not kept`);
    const observe = (kind: 'filtered' | 'matching' | 'unset', own: Own, message: string): readonly Observation[] => {
      // What isn't on the pages that could be read may be on another.
      if (!isListed(own) && found.unread !== null) return vacuous(clauseOf(kind), found.unread);
      return observed(clauseOf(kind), isListed(own) === (kind !== 'filtered'), {
        message,
        expected: `a list ${kind === 'filtered' ? 'without' : 'with'} the ${model.resource.name} ${JSON.stringify(own.id)}`,
        received: isListed(own) ? 'it is there' : 'it is not there',
        exchanges: [own.exchange, found.exchange],
        pointer: placeInList(model, found.exchange, own.id),
      });
    };
    const observeMade = (kind: 'filtered' | 'unset', made: Made, message: string): readonly Observation[] => {
      if (made === null) return [];
      return made.ok ? observe(kind, made.own, message) : untestable([clauseOf(kind)], made.reason);
    };
    return [
      ...found.observations,
      ...observe('matching', matching.own, `The list filtered by ${name} leaves out what matches.`),
      ...observeMade('filtered', others, `The list filtered by ${name} holds what doesn't match.`),
      ...observeMade('unset', unset, `The list filtered by ${name} leaves out what has no ${filter.property}.`),
    ];
  };
};

const filtersOf = (list: Operation | undefined): readonly Filtering[] => (list?.parameters ?? []).filter(isFiltering);

/** Filters leave out what doesn't match, and nothing else. */
export const filteredLists: CheckMaker = (context, operation) => {
  const model = testableModel(context, operation);
  const list = model?.operation('list');
  if (model === null || list === undefined) return [];
  const calls = callsTo(context, model, operation);
  // What no creation writes can't be told apart by it.
  const written = model.shape.writable.get(operation.id);
  const filters = filtersOf(list).filter(({ filter }) => written?.has(filter.property));
  return filters.map((parameter) =>
    asCheck<Three>({
      id: `${context.contract.id}/${model.resource.name}#filter:${parameter.name}`,
      operation: list,
      clauses: (['filtered', 'matching', 'unset'] as const).flatMap(
        (kind) => model.clause(kind, 'list', parameter.name)?.id ?? [],
      ),
      writes: true,
      cases: fc.tuple(calls, calls, calls),
      examples: [],
      runs: Math.ceil(lifeRuns(context) / 4),
      perform: perform(context, model, parameter),
    }),
  );
};
