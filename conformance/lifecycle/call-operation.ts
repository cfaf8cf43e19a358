import type { Action, Operation } from '../../src/contract/api-description.ts';
import { pathParameters } from '../../src/contract/path-resources.ts';
import { isObject, type JsonObject, type JsonValue } from '../../src/document/document.ts';
import { sentValues } from '../../src/values/sent-values.ts';
import type { Observation } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import type { CallValues, CredentialKind } from '../requests/call.ts';
import { withListed } from '../target/lists.ts';
import { pathWithin, placeWithin, type Scope } from '../target/place.ts';
import { requiredParameters } from '../target/required-parameters.ts';
import type { Target } from '../target/target.ts';
import type { ResourceModel } from './resource-model.ts';
import { shownIn } from './shown-in.ts';

/** Which resource a request is about, and what it says. */
export interface Asked {
  readonly id: JsonValue;
  readonly scope: readonly JsonValue[];
  readonly values?: CallValues;
  readonly credentials?: CredentialKind;
}

/** What became of a request about a resource of our own. */
export interface CallResult {
  readonly exchange: Exchange;
  /** What its answer showed of the clauses of answers. */
  readonly observations: readonly Observation[];
  readonly accepted: boolean;
  /** Whether its body shows what it sets. */
  readonly isTold: boolean;
  /** What it set. */
  readonly sent: ReadonlyMap<string, JsonValue>;
  /** The resource as the answer showed it, or null. */
  readonly shown: JsonObject | null;
}

/** What a request sets. */
export const sentBy = (
  { shape }: ResourceModel,
  operation: Operation,
  body: JsonValue | undefined,
): ReadonlyMap<string, JsonValue> =>
  operation.does === null || body === undefined ? new Map() : sentValues(shape, operation, operation.does, body);

/** Whether a body shows what it sets: it is a resource, or parts of it are what one is made of. Without any, a request sets nothing. */
const isTold = ({ does }: Operation, body: JsonValue | undefined): boolean =>
  body === undefined || isObject(body) || Object.keys(does?.from ?? {}).length > 0;

/** What a scope's values are called where a resource is made. */
export const scopeIn = (model: ResourceModel, values: readonly JsonValue[]): Scope => {
  const create = model.operation('create');
  return { names: create === undefined ? [] : pathParameters(create), values };
};

/** Permits writes to an id in a scope that nobody's resource has. False where somebody's has it, or no write may name it. */
export const noteInvented = (
  target: Target,
  model: ResourceModel,
  scope: readonly JsonValue[],
  id: JsonValue,
): boolean =>
  // What was made up is new, as what a 201 tells of.
  target.own.whyUnwritable(model.resource, scopeIn(model, scope), id, 201) === null &&
  target.own.noteInvented(placeWithin(target.contract, model.resource, scopeIn(model, scope), id));

/** Sends a request about the resource of an id and a scope. The operation must be one that the resource has. */
export const callOperation = async (
  target: Target,
  model: ResourceModel,
  action: Action,
  asked: Asked,
): Promise<CallResult> => {
  const { id, scope, values, credentials = 'valid' } = asked;
  const operation = model.operation(action);
  if (operation === undefined) throw new Error(`${model.resource.name} has no operation to ${action} it.`);
  const body = withListed(target, values?.body);
  const parameters = {
    ...requiredParameters(target, operation),
    ...values?.parameters,
    ...pathWithin(operation, scopeIn(model, scope), ['create', 'list'].includes(action) ? null : id),
  };
  const exchange = await target.send({ operation, values: { parameters, body }, credentials });
  const observations = target.judge.judge(operation, exchange);
  return {
    exchange,
    observations,
    accepted: target.accepted(exchange),
    isTold: isTold(operation, body),
    sent: sentBy(model, operation, body),
    // A refusal may be an object too, which is no resource.
    shown: target.accepted(exchange) ? shownIn(model, exchange, observations) : null,
  };
};
