import fc from 'fast-check';
import type { Clause } from '../../src/clauses/clause.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import { pathParameters, resourceOfParameter } from '../../src/contract/path-resources.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { isServerError, proves } from '../../src/http/statuses.ts';
import { type UnknownMakings, unknownLike, unknownNumber } from '../../src/values/unknown-id.ts';
import { type Observation, untestable } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import { observeAbsence } from '../lifecycle/absence.ts';
import { askedOfNothing, takingId } from '../lifecycle/asked-of-nothing.ts';
import { actOnUnknown } from '../lifecycle/call-on-unknown.ts';
import { callOperation } from '../lifecycle/call-operation.ts';
import { createOwn, type Own } from '../lifecycle/own.ts';
import { permitsInPath } from '../lifecycle/permits-in-path.ts';
import type { ResourceModel } from '../lifecycle/resource-model.ts';
import { callsTo, lifeRuns, targetedCalls } from '../lifecycle/samples.ts';
import { testableModel } from '../lifecycle/testable-model.ts';
import type { CallValues } from '../requests/call.ts';
import type { CheckContext } from '../settings/check-context.ts';
import { placeInPath } from '../target/place.ts';
import type { Target } from '../target/target.ts';
import { refusalClauses } from './answer-clauses.ts';
import { asCheck, type Check, type CheckMaker } from './check.ts';

/** A creation, which shows what ids look like, and what the unknown one is made of. */
interface UnknownCase {
  readonly values: CallValues;
  readonly uuid: string;
  readonly number: number;
}

/** What another unknown id is made of, as far from all that exists as the first. */
const nextUnknown = ({ uuid, number }: UnknownMakings, index: number): UnknownMakings => ({
  uuid: `${((Number.parseInt(uuid.slice(0, 8), 16) + index) % 2 ** 32).toString(16).padStart(8, '0')}${uuid.slice(8)}`,
  number: number - index,
});

/** Whether a request for what never existed was refused: for that, and not for the shape of the id that was made up. */
const observeUnknown = (
  target: Target,
  operation: Operation,
  clause: Clause | undefined,
  { what, exchange, isShaped }: { readonly what: string; readonly exchange: Exchange; readonly isShaped: boolean },
): readonly Observation[] => {
  const status = exchange.response?.status;
  const isOfShape = status !== undefined && !proves(status, 'not found') && !isServerError(status);
  if (!isShaped && isOfShape && !target.accepted(exchange)) {
    const why = `for the shape of its id, which the contract doesn't permit: it was answered ${status}`;
    return untestable([clause], `a request for ${what} may have been refused ${why}`);
  }
  return observeAbsence(target, operation, clause, { what, exchanges: [exchange] });
};

/** Permits creations below a parent whose id was made up. False where somebody's has it. */
const noteInventedParent = (target: Target, operation: Operation, scope: readonly JsonValue[]): boolean => {
  const names = pathParameters(operation);
  const last = names.at(-1) ?? '';
  const parent = resourceOfParameter(target.contract, operation, last);
  const path = Object.fromEntries(names.map((name, index) => [`path ${name}`, scope[index] ?? '']));
  return parent === null || target.own.noteInvented(placeInPath(operation, parent, last, path));
};

/** Whether a creation is refused under a parent that never existed. */
const observeOrphan = async (
  target: Target,
  model: ResourceModel,
  { scope }: Own,
  unknown: UnknownCase,
): Promise<readonly Observation[]> => {
  const operation = model.operation('create');
  const clause = model.clause('unknown', 'create');
  const parent = scope.at(-1);
  if (operation === undefined || clause === undefined || !(typeof parent === 'string' || typeof parent === 'number'))
    return [];
  const nobody = unknownLike(parent, unknown);
  const isShaped = permitsInPath(target.contract, operation, scope.length - 1, nobody);
  const nowhere = scope.with(-1, nobody);
  if (!noteInventedParent(target, operation, nowhere))
    return untestable([clause], 'the id that was made up for its parent has been there before the run');
  const acted = await callOperation(target, model, 'create', { id: '', scope: nowhere, values: unknown.values });
  const what = `a new ${model.resource.name} of a ${model.resource.parent?.resource ?? 'parent'} that never existed`;
  const { exchange, observations } = acted;
  return [...observations, ...observeUnknown(target, operation, clause, { what, exchange, isShaped })];
};

const perform = (context: CheckContext, model: ResourceModel): Check<UnknownCase>['perform'] => {
  const clauses = [...takingId, 'create' as const].map((action) => model.clause('unknown', action));
  const valuesFor = new Map(
    takingId.map((action) => [action, targetedCalls(context, model, model.operation(action))[0]]),
  );
  return async (target, unknown) => {
    const created = await createOwn(target, model, unknown.values);
    if (!created.ok) return [...created.observations, ...untestable(clauses, created.reason)];
    const observations: Observation[] = [...created.observations];
    for (const [index, [action, operation]] of askedOfNothing(model, 'unknown').entries()) {
      // Each has an id of its own: one that a wrong server has made by now would be there for the next.
      const acted = await actOnUnknown(target, model, action, {
        like: created.own,
        makings: nextUnknown(unknown, index),
        scope: created.own.scope,
        values: valuesFor.get(action) ?? unknown.values,
      });
      const what = `a ${model.resource.name} that never existed`;
      const isShaped = permitsInPath(target.contract, operation, created.own.scope.length, acted.id);
      const seen = { what, exchange: acted.exchange, isShaped };
      observations.push(
        ...acted.observations,
        ...observeUnknown(target, operation, model.clause('unknown', action), seen),
      );
    }
    return [...observations, ...(await observeOrphan(target, model, created.own, unknown))];
  };
};

/** Requests for what never existed are refused. */
export const unknownIds: CheckMaker = (context, operation) => {
  const model = testableModel(context, operation);
  const taking = takingId.find((action) => model?.operation(action) !== undefined);
  if (model === null || taking === undefined) return [];
  return [
    asCheck<UnknownCase>({
      id: `${context.contract.id}/${model.resource.name}#unknown`,
      operation,
      clauses: [...takingId, 'create' as const].flatMap((action) => {
        const one = model.operation(action);
        const refused = one === undefined ? [] : refusalClauses(context.contract, one, ['absence']);
        return [
          ...(model.clause('unknown', action) === undefined ? [] : refused),
          model.clause('unknown', action)?.id ?? [],
        ].flat();
      }),
      writes: true,
      isIndependent: true,
      cases: fc.record({
        values: callsTo(context, model, operation),
        uuid: fc.uuid({ version: 4 }),
        number: fc.integer(unknownNumber),
      }),
      examples: [],
      runs: Math.ceil(lifeRuns(context) / 4),
      perform: perform(context, model),
    }),
  ];
};
