import type { Clause } from '../../src/clauses/clause.ts';
import { type Observation, observed, untestable, vacuous } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import { observeAbsence } from '../lifecycle/absence.ts';
import { askedOfNothing, takingId } from '../lifecycle/asked-of-nothing.ts';
import { makesUnasked } from '../lifecycle/call-on-unknown.ts';
import { callOperation, scopeIn } from '../lifecycle/call-operation.ts';
import { findInList } from '../lifecycle/list.ts';
import { placeInList } from '../lifecycle/list-items.ts';
import { createOwn, type Own } from '../lifecycle/own.ts';
import type { ResourceModel } from '../lifecycle/resource-model.ts';
import { callsTo, lifeRuns, targetedCalls } from '../lifecycle/samples.ts';
import { testableModel } from '../lifecycle/testable-model.ts';
import type { CallValues } from '../requests/call.ts';
import type { CheckContext } from '../settings/check-context.ts';
import type { Target } from '../target/target.ts';
import { asCheck, type Check, type CheckMaker } from './check.ts';

const clausesOf = ({ contract }: CheckContext, { resource }: ResourceModel): readonly Clause[] =>
  contract.clauses.filter(
    ({ subject, kind }) =>
      ['gone', 'shown'].includes(kind) && subject.of === 'resource' && subject.resource === resource.name,
  );

/** Whether requests about what was deleted are refused. */
const observeGone = async (
  target: Target,
  model: ResourceModel,
  own: Own,
  before: readonly Exchange[],
  valuesFor: (action: (typeof takingId)[number]) => CallValues,
): Promise<readonly Observation[]> => {
  const observations: Observation[] = [];
  for (const [action, operation] of askedOfNothing(model, 'gone')) {
    const again = await callOperation(target, model, action, { ...own, values: valuesFor(action) });
    const exchanges = [...before, again.exchange];
    const what = `a ${model.resource.name} that was deleted`;
    observations.push(
      ...again.observations,
      ...observeAbsence(target, operation, model.clause('gone', action), { what, exchanges }),
    );
    if (!again.accepted) continue;
    // From here on there is one of that id. Where a read shows it, somebody else may have been given the id by now.
    if (makesUnasked(action))
      target.own.noteMadeUnasked(model.resource, scopeIn(model, own.scope), own.id, again.exchange);
    break;
  }
  return observations;
};

const perform = (context: CheckContext, model: ResourceModel): Check<CallValues>['perform'] => {
  const clauses = clausesOf(context, model);
  const valuesFor = new Map(
    takingId.map((action) => [action, targetedCalls(context, model, model.operation(action))[0]]),
  );
  return async (target, values) => {
    const created = await createOwn(target, model, values);
    if (!created.ok) return [...created.observations, ...untestable(clauses, created.reason)];
    const { own } = created;
    const deleted = await callOperation(target, model, 'delete', own);
    const observations: Observation[] = [...created.observations, ...deleted.observations];
    if (!deleted.accepted) {
      return [...observations, ...untestable(clauses, `the ${model.resource.name} that was made could not be deleted`)];
    }
    const before = [own.exchange, deleted.exchange];
    if (deleted.shown !== null) {
      const { [model.resource.id]: id } = deleted.shown;
      observations.push(
        ...observed(model.clause('shown', 'delete'), id === own.id, {
          message: `The answer to the deletion shows another ${model.resource.name} than the one that was deleted.`,
          expected: JSON.stringify(own.id),
          received: JSON.stringify(id) ?? 'nothing',
          exchanges: before,
        }),
      );
    }
    const found = await findInList(target, model, own.scope, [own.id]);
    const isListed = found?.items.some((item) => item[model.resource.id] === own.id) === true;
    if (found !== null) {
      observations.push(...found.observations);
      const clause = model.clause('gone', 'list');
      observations.push(
        ...(!isListed && found.unread !== null
          ? vacuous(clause, found.unread)
          : observed(clause, !isListed, {
              message: 'The list holds what was deleted.',
              expected: `a list without the ${model.resource.name} ${JSON.stringify(own.id)}`,
              received: 'it is there',
              exchanges: [...before, found.exchange],
              pointer: placeInList(model, found.exchange, own.id),
            })),
      );
    }
    // Where only the list can show it, it may be somebody else's who was given the id by now.
    if (isListed && model.operation('read') === undefined) return observations;
    const askedWith = (action: (typeof takingId)[number]): CallValues => valuesFor.get(action) ?? values;
    return [...observations, ...(await observeGone(target, model, own, before, askedWith))];
  };
};

/** What was deleted is shown a last time, where deletions show anything; then it is in no list, and every request for it is refused. */
export const deletedResources: CheckMaker = (context, operation) => {
  const model = testableModel(context, operation);
  const deletion = model?.operation('delete');
  if (model === null || deletion === undefined) return [];
  const [values] = targetedCalls(context, model, operation);
  return [
    asCheck<CallValues>({
      id: `${context.contract.id}/${model.resource.name}#deleted`,
      operation: deletion,
      clauses: clausesOf(context, model).map(({ id }) => id),
      writes: true,
      cases: callsTo(context, model, operation),
      examples: values === undefined ? [] : [values],
      runs: Math.ceil(lifeRuns(context) / 2),
      perform: perform(context, model),
    }),
  ];
};
