import type { Clause } from '../../src/contract/clause.ts';
import { type Observation, observed, untestable, vacuous } from '../evidence/observation.ts';
import { observeAbsence } from '../lifecycle/absence.ts';
import { act, scopeIn } from '../lifecycle/act.ts';
import { makesUnasked } from '../lifecycle/act-on-unknown.ts';
import { askedOfNothing, takingId } from '../lifecycle/asked-of-nothing.ts';
import type { Life } from '../lifecycle/life.ts';
import { lifeToTry } from '../lifecycle/life-to-try.ts';
import { findInList } from '../lifecycle/list.ts';
import { placeInList } from '../lifecycle/list-items.ts';
import { createOwn } from '../lifecycle/own.ts';
import { callsTo, lifeRuns, tellingCalls } from '../lifecycle/samples.ts';
import type { CallValues } from '../requests/call.ts';
import type { CheckContext } from '../settings/check-context.ts';
import { asCheck, type Check, type CheckMaker } from './check.ts';

const clausesOf = ({ contract }: CheckContext, { resource }: Life): readonly Clause[] =>
  contract.clauses.filter(
    ({ subject, kind }) =>
      ['gone', 'shown'].includes(kind) && subject.of === 'resource' && subject.resource === resource.name,
  );

const perform = (context: CheckContext, life: Life): Check<CallValues>['perform'] => {
  const clauses = clausesOf(context, life);
  const valuesFor = new Map(takingId.map((action) => [action, tellingCalls(context, life, life.operation(action))[0]]));
  return async (target, values) => {
    const created = await createOwn(target, life, values);
    if (!created.ok) return [...created.observations, ...untestable(clauses, created.reason)];
    const { own } = created;
    const deleted = await act(target, life, 'delete', own);
    const observations: Observation[] = [...created.observations, ...deleted.observations];
    if (!deleted.accepted) {
      return [...observations, ...untestable(clauses, `the ${life.resource.name} that was made could not be deleted`)];
    }
    const before = [own.exchange, deleted.exchange];
    if (deleted.shown !== null) {
      const { [life.resource.id]: id } = deleted.shown;
      observations.push(
        ...observed(life.clause('shown', 'delete'), id === own.id, {
          message: `The answer to the deletion shows another ${life.resource.name} than the one that was deleted.`,
          expected: JSON.stringify(own.id),
          received: JSON.stringify(id) ?? 'nothing',
          exchanges: before,
        }),
      );
    }
    const found = await findInList(target, life, own.scope, [own.id]);
    if (found !== null) {
      const isListed = found.items.some((item) => item[life.resource.id] === own.id);
      observations.push(...found.observations);
      const clause = life.clause('gone', 'list');
      observations.push(
        ...(!isListed && found.unread !== null
          ? vacuous(clause, found.unread)
          : observed(clause, !isListed, {
              message: 'The list holds what was deleted.',
              expected: `a list without the ${life.resource.name} ${JSON.stringify(own.id)}`,
              received: 'it is there',
              exchanges: [...before, found.exchange],
              pointer: placeInList(life, found.exchange, own.id),
            })),
      );
    }
    for (const [action, operation] of askedOfNothing(life, 'gone')) {
      const again = await act(target, life, action, { ...own, values: valuesFor.get(action) ?? values });
      const what = `a ${life.resource.name} that was deleted`;
      observations.push(...again.observations);
      observations.push(
        ...observeAbsence(target, operation, life.clause('gone', action), {
          what,
          exchanges: [...before, again.exchange],
        }),
      );
      // From here on there may be one of that id again, and what is asked of it is right to be answered.
      if (again.accepted && makesUnasked(action)) {
        target.own.noteMadeUnasked(life.resource, scopeIn(life, own.scope), own.id, again.exchange);
        break;
      }
    }
    return observations;
  };
};

/** What was deleted is shown a last time, where deletions show anything; then it is in no list, and every request for it is refused. */
export const deletedResources: CheckMaker = (context, operation) => {
  const life = lifeToTry(context, operation);
  const deletion = life?.operation('delete');
  if (life === null || deletion === undefined) return [];
  const [values] = tellingCalls(context, life, operation);
  return [
    asCheck<CallValues>({
      id: `${context.contract.id}/${life.resource.name}#deleted`,
      operation: deletion,
      clauses: clausesOf(context, life).map(({ id }) => id),
      writes: true,
      cases: callsTo(context, life, operation),
      examples: values === undefined ? [] : [values],
      runs: Math.ceil(lifeRuns(context) / 2),
      perform: perform(context, life),
    }),
  ];
};
