import fc from 'fast-check';
import type { Action, Operation } from '../../src/contract/api-description.ts';
import type { JsonObject, JsonValue } from '../../src/document/document.ts';
import { proves } from '../../src/http/statuses.ts';
import { breakingAlone, waysToBreak } from '../../src/values/break-clause.ts';
import { addsForeignUrl } from '../arbitraries/foreign-url.ts';
import { schemaParts, valuesOf } from '../arbitraries/schema-parts.ts';
import { type Observation, observed, untestable, vacuous } from '../evidence/observation.ts';
import { brokenRequestClauses, requestClauses } from '../judge/request-violations.ts';
import { type Asked, type CallResult, callOperation, noteInvented } from '../lifecycle/call-operation.ts';
import { findInList } from '../lifecycle/list.ts';
import { markedValues } from '../lifecycle/marked-values.ts';
import { createOwn, type Own } from '../lifecycle/own.ts';
import { readBack } from '../lifecycle/read-back.ts';
import type { ResourceModel } from '../lifecycle/resource-model.ts';
import { isAsSet, isShownOtherwise } from '../lifecycle/same-value.ts';
import { callsTo, lifeRuns, targetedCalls } from '../lifecycle/samples.ts';
import { changedProperty } from '../lifecycle/stable.ts';
import { testableModel } from '../lifecycle/testable-model.ts';
import type { CallValues } from '../requests/call.ts';
import type { CheckContext } from '../settings/check-context.ts';
import { withListed } from '../target/lists.ts';
import { isId } from '../target/resource-ids.ts';
import type { Target } from '../target/target.ts';
import { asCheck, type Check, type CheckMaker } from './check.ts';

/** What a write is refused for: one broken clause of its body, or that it comes without credentials. */
const reasons = ['body', 'credentials'] as const;

/** A creation, and a write that is to be refused. */
type Write = readonly [CallValues, CallValues, (typeof reasons)[number]];

const writes = ['create', 'replace', 'edit', 'rotate', 'delete'] as const satisfies readonly Action[];

/** Shorter texts may be somebody else's too. */
const markLengthMin = 16;

/** A request that breaks one clause of its body by a value, and the rest of which could be taken; null where none can be made. */
const brokenIn = (
  { contract, evaluate }: CheckContext,
  operation: Operation,
  values: CallValues,
): CallValues | null => {
  const siblings = requestClauses(contract, operation);
  const kinds = ['type', 'enum', 'format', 'pattern'];
  for (const clause of siblings
    .filter(({ kind, at, level }) => kinds.includes(kind) && at.length > 0 && level === 'MUST')
    .toReversed()) {
    if (clause.subject.of !== 'request' || clause.subject.part !== 'body' || clause.notApplicable !== null) continue;
    const candidates = waysToBreak(clause, values.body, { siblings, place: 0 })
      .filter(({ value, root }) => value !== null && !addsForeignUrl(root, values.body))
      .map(({ root }) => {
        const changed = { ...values, body: root };
        return { changed, broken: brokenRequestClauses(contract, evaluate, operation, changed) };
      });
    const [found] = breakingAlone(clause, candidates);
    if (found !== undefined) return found.changed;
  }
  return null;
};

const isRefused = (target: Target, { exchange }: CallResult): boolean => {
  const isRefusal = exchange.response !== null && target.judge.isRefusalInSuccess(exchange.response);
  return isRefusal || proves(exchange.response?.status, 'refused');
};

/** Whether the contract lists a value of a property that creations set, so that what others make may have the same. */
const isListed = ({ document, shape, operation }: ResourceModel, name: string, value: string): boolean => {
  const parts = schemaParts(document, shape.writable.get(operation('create')?.id ?? '')?.get(name));
  return [...valuesOf(parts, 'enum').flat(), ...valuesOf(parts, 'const')].includes(value);
};

/** A property that was sent, by which what was made of it could be told from everything else; not one that is shown otherwise, which anything might be. */
const markOf = (model: ResourceModel, sent: ReadonlyMap<string, JsonValue>): readonly [string, string] | null => {
  for (const [name, value] of sent) {
    if (typeof value !== 'string' || value.length < markLengthMin) continue;
    if (!isShownOtherwise(model, name) && !isListed(model, name, value)) return [name, value];
  }
  return null;
};

/** A write that is to be refused. */
type Refused = Pick<Asked, 'values' | 'credentials'>;

const perform = (
  context: CheckContext,
  model: ResourceModel,
  action: (typeof writes)[number],
): Check<Write>['perform'] => {
  const clause = model.clause('traceless', action);

  const afterCreate = async (
    target: Target,
    scope: readonly JsonValue[],
    acted: CallResult,
    before: readonly JsonObject[],
  ): Promise<readonly Observation[]> => {
    const mark = markOf(model, acted.sent);
    const found = mark === null ? null : await findInList(target, model, scope, []);
    if (mark === null || found === null) return [];
    if (found.unread !== null) return vacuous(clause, found.unread);
    const [name, value] = mark;
    const wasThere = new Set(before.map((item) => item[model.resource.id]));
    const trace = found.items.find(
      (item) => !wasThere.has(item[model.resource.id]) && isAsSet(model, name, value, item[name]),
    );
    // It is ours all the same, and nobody else will take it away.
    const id = trace?.[model.resource.id];
    if (isId(id) && model.operation('delete') !== undefined && noteInvented(target, model, scope, id)) {
      await callOperation(target, model, 'delete', { id, scope });
    }
    return observed(clause, trace === undefined, {
      message: `A creation that was refused made a ${model.resource.name} all the same.`,
      expected: `a list without one whose ${name} is ${JSON.stringify(value)}`,
      received: 'it is there',
      exchanges: [acted.exchange, found.exchange],
    });
  };

  const create = async (target: Target, own: Own, refused: Refused): Promise<readonly Observation[]> => {
    const before = await findInList(target, model, own.scope, []);
    const acted = await callOperation(target, model, action, { id: own.id, scope: own.scope, ...refused });
    // That it wasn't refused breaks another promise.
    if (before === null || !isRefused(target, acted)) return acted.observations;
    if (before.unread !== null) return [...acted.observations, ...vacuous(clause, before.unread)];
    return [...acted.observations, ...(await afterCreate(target, own.scope, acted, before.items))];
  };

  /** Whether a write would have changed something that can be seen: one that wouldn't leaves no trace either. */
  const wouldShow = ({ sent }: CallResult, seen: JsonObject): boolean =>
    !['replace', 'edit'].includes(action) ||
    [...sent].some(([name, value]) => Object.hasOwn(seen, name) && !isAsSet(model, name, value, seen[name]));

  const change = async (target: Target, own: Own, refused: Refused): Promise<readonly Observation[]> => {
    const before = await readBack(target, model, own);
    const acted = await callOperation(target, model, action, { id: own.id, scope: own.scope, ...refused });
    if (!isRefused(target, acted) || before === null || before.shown === null) return acted.observations;
    const seen = before.shown;
    const after = await readBack(target, model, own);
    if (after === null) return acted.observations;
    if (!wouldShow(acted, seen)) return acted.observations;
    const exchanges = [own.exchange, before.exchange, acted.exchange, after.exchange];
    // What a server changes by itself, say a time of last use, is no trace.
    const name = after.shown === null ? null : changedProperty(model, seen, after.shown);
    const { isGone } = after;
    // What can't be seen just now says nothing.
    if (after.shown === null && !isGone) return acted.observations;
    // Whether what is there can still be read is only asked of a deletion: what else keeps it from being read is no trace of this.
    if (isGone && action !== 'delete') return acted.observations;
    const wrong = isGone
      ? {
          message: `A deletion that was refused deleted the ${model.resource.name} all the same.`,
          expected: 'it is there',
          received: 'it is not there',
        }
      : {
          message: `A write that was refused changed ${name} all the same.`,
          expected: JSON.stringify(seen[name ?? '']),
          received: JSON.stringify(after.shown?.[name ?? '']),
        };
    return [...acted.observations, ...observed(clause, name === null && !isGone, { ...wrong, exchanges })];
  };

  const refusedBy = (target: Target, values: CallValues, reason: Write[2]): Refused | null => {
    const operation = model.operation(action);
    if (operation === undefined) return null;
    if (reason === 'credentials') return operation.security.length === 0 ? null : { values, credentials: 'none' };
    const broken = brokenIn(context, operation, { ...values, body: withListed(target, values.body) });
    return broken === null ? null : { values: broken };
  };

  return async (target, [first, second, reason]) => {
    const operation = model.operation(action);
    const told =
      action === 'create' && operation !== undefined ? markedValues(context, model, operation, second) : second;
    const refused = refusedBy(target, told, reason);
    if (refused === null) return [];
    const created = await createOwn(target, model, first);
    if (!created.ok) return [...created.observations, ...untestable([clause], created.reason)];
    return action === 'create' ? create(target, created.own, refused) : change(target, created.own, refused);
  };
};

/** A write that is refused leaves no trace. */
export const refusedWrites: CheckMaker = (context, operation) => {
  const model = testableModel(context, operation);
  if (model === null) return [];
  return writes.flatMap((action) => {
    const write = model.operation(action);
    const clause = model.clause('traceless', action);
    const isSeen =
      model.operation('list') !== undefined || (action !== 'create' && model.operation('read') !== undefined);
    if (write === undefined || clause === undefined || !isSeen) return [];
    const [created] = targetedCalls(context, model, operation);
    // Not the values of the creation itself, which would leave no trace that could be seen.
    const [telling = created] = targetedCalls(context, model, write).slice(1, 2);
    return asCheck<Write>({
      id: `${context.contract.id}/${model.resource.name}#refused:${action}`,
      operation: write,
      clauses: [clause.id],
      writes: true,
      cases: fc.tuple(callsTo(context, model, operation), callsTo(context, model, write), fc.constantFrom(...reasons)),
      examples:
        created === undefined || telling === undefined
          ? []
          : reasons.map((reason) => [created, telling, reason] as const),
      runs: Math.ceil(lifeRuns(context) / 2),
      perform: perform(context, model, action),
    });
  });
};
