import fc from 'fast-check';
import { clausesOf } from '../../src/clauses/clauses-of.ts';
import type { Operation, Parameter } from '../../src/contract/api-description.ts';
import type { JsonObject, JsonValue } from '../../src/document/document.ts';
import { valueAt } from '../../src/document/json-pointer.ts';
import { nearestPermitted } from '../arbitraries/nearest-permitted.ts';
import { type Observation, observed, untestable } from '../evidence/observation.ts';
import { parseBody } from '../http/response-body.ts';
import { type CallResult, callOperation } from '../lifecycle/call-operation.ts';
import { pageParameter } from '../lifecycle/list.ts';
import { itemsIn } from '../lifecycle/list-items.ts';
import { createOwn } from '../lifecycle/own.ts';
import { lifeOf, type ResourceModel } from '../lifecycle/resource-model.ts';
import { fullCallsTo, lifeRuns } from '../lifecycle/samples.ts';
import { type CallValues, parameterKey } from '../requests/call.ts';
import type { CheckContext } from '../settings/check-context.ts';
import type { Target } from '../target/target.ts';
import { asCheck, type Check, type CheckMaker } from './check.ts';

/** The least of which there are a first and a second on a page. */
const pageItems = 2;

/** More are not made for the sake of a page that may hold no fewer. */
const pageItemsMax = 10;

/** How many items a page is asked for: as few as may be. */
const sizeOf = ({ contract }: CheckContext, limit: Parameter | null): number =>
  limit === null ? pageItems : nearestPermitted(contract.document, limit.schema, pageItems);

interface Page {
  readonly acted: CallResult;
  readonly items: readonly JsonObject[];
  readonly total: JsonValue | undefined;
}

const readPage = async (
  target: Target,
  model: ResourceModel,
  scope: readonly JsonValue[],
  parameters: Record<string, JsonValue>,
): Promise<Page | null> => {
  const acted = await callOperation(target, model, 'list', { id: '', scope, values: { parameters, body: undefined } });
  const items = acted.accepted ? itemsIn(model, acted.exchange) : null;
  const body = acted.exchange.response === null ? null : parseBody(acted.exchange.response);
  const { total } = model.resource;
  return items === null
    ? null
    : { acted, items, total: total === null || !body?.ok ? undefined : valueAt(body.value, total) };
};

const idsOf = (model: ResourceModel, { items }: Page): string =>
  JSON.stringify(items.map((item) => item[model.resource.id]));

const perform = (
  context: CheckContext,
  model: ResourceModel,
  list: Operation,
): Check<readonly CallValues[]>['perform'] => {
  const [limit, offset] = [pageParameter(list, 'limit'), pageParameter(list, 'offset')];
  const size = sizeOf(context, limit);
  const limited = limit === null ? undefined : model.clause('limited', 'list', limit.name);
  const skipped = offset === null ? undefined : model.clause('skipped', 'list', offset.name);
  const counted = model.clause('counted', 'list');
  const clauses = [limited, skipped, counted];
  const bounded: Record<string, JsonValue> = limit === null ? {} : { [parameterKey(limit)]: size };

  /** A page that begins one later begins with what stood second, if nobody else changed the list meanwhile. */
  const observeSkip = async (
    target: Target,
    scope: readonly JsonValue[],
    first: Page,
  ): Promise<readonly Observation[]> => {
    // A page of one has nothing that stands second.
    if (offset === null || first.items.length < 2) return [];
    const second = await readPage(target, model, scope, { ...bounded, [parameterKey(offset)]: 1 });
    const again = await readPage(target, model, scope, { ...bounded, [parameterKey(offset)]: 0 });
    if (second === null || again === null || idsOf(model, first) !== idsOf(model, again)) {
      return untestable([skipped], 'the list changed while its pages were read, or a page was refused');
    }
    const [expected, received] = [first.items[1]?.[model.resource.id], second.items[0]?.[model.resource.id]];
    return observed(skipped, expected === received, {
      message: `A page with ${offset.name}=1 does not begin with what stands second.`,
      expected: JSON.stringify(expected) ?? 'nothing',
      received: JSON.stringify(received) ?? 'nothing',
      exchanges: [first.acted.exchange, second.acted.exchange],
    });
  };

  return async (target, [first, ...others]) => {
    const made = first === undefined ? null : await createOwn(target, model, first);
    if (made === null || !made.ok) return untestable(clauses, made?.reason ?? 'nothing could be created');
    const { scope } = made.own;
    const creations = [made.own.exchange];
    for (const values of others) {
      const next = await createOwn(target, model, values, { scope });
      if (!next.ok) return untestable(clauses, next.reason);
      creations.push(next.own.exchange);
    }
    const page = await readPage(target, model, scope, bounded);
    if (page === null) return untestable(clauses, 'a page of the list was refused');
    const exchanges = [page.acted.exchange];
    const observations: Observation[] = [...page.acted.observations];
    // A page that isn't full may be all that there is, and shows no limit.
    if (page.items.length >= size) {
      observations.push(
        ...observed(limited, page.items.length === size, {
          message: `A page with ${limit?.name}=${size} holds more than that.`,
          expected: `${size} at most`,
          received: String(page.items.length),
          exchanges,
        }),
      );
    }
    if (typeof page.total === 'number') {
      observations.push(
        ...observed(counted, page.total >= creations.length, {
          message: 'The total does not count what is on no page that was asked for.',
          expected: `${creations.length} or more`,
          received: String(page.total),
          exchanges: [...creations, ...exchanges],
        }),
      );
    }
    // A server that doesn't mind the limit has one page, in which the second stands second too.
    return [...observations, ...(await observeSkip(target, scope, page))];
  };
};

/** Pages hold no more than was asked for, begin where they should, and are counted as a whole. */
export const pagedLists: CheckMaker = (context, operation) => {
  const model = lifeOf(context.contract, operation);
  const list = model?.operation('list');
  if (model === null || list === undefined || !list.parameters.some(({ page }) => page !== null)) return [];
  const calls = fullCallsTo(context, operation);
  const size = sizeOf(context, pageParameter(list, 'limit'));
  // So many that a page leaves one out.
  const ownCount = size + 1;
  return [
    asCheck<readonly CallValues[]>({
      id: `${context.contract.id}/${model.resource.name}#pages`,
      operation: list,
      clauses: clausesOf(context.contract, list)
        .filter(({ kind }) => ['limited', 'skipped', 'counted'].includes(kind))
        .map(({ id }) => id),
      writes: true,
      cases: fc.array(calls, { minLength: ownCount, maxLength: ownCount }),
      examples: [],
      ...(size > pageItemsMax ? { lacks: `no page may hold fewer than ${size}, and so many are not made` } : {}),
      runs: Math.ceil(lifeRuns(context) / 4),
      perform: perform(context, model, list),
    }),
  ];
};
