import type { Clause } from '../../src/contract/clause.ts';
import type { Action, Operation } from '../../src/contract/contract.ts';
import { isObject, type JsonObject, type JsonValue } from '../../src/contract/document.ts';
import { pointerTo, valueAt } from '../../src/contract/json-pointer.ts';
import { pathParameters } from '../../src/contract/path-resources.ts';
import { sentValues } from '../../src/contract/sent-values.ts';
import type { Observation } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import { parseBody } from '../judge/body.ts';
import type { CallValues, CredentialKind } from '../requests/call.ts';
import { withListed } from '../target/lists.ts';
import { prepare } from '../target/prepare.ts';
import { requiredParameters } from '../target/required-parameters.ts';
import { createdId } from '../target/resource-ids.ts';
import type { Target } from '../target/target.ts';
import { observed } from './compare.ts';
import type { Life } from './life.ts';

/** A resource of our own. */
export interface Own {
  readonly id: string | number;
  /** The values of the path parameters that it lives under, in their order. */
  readonly scope: readonly JsonValue[];
  /** What its creation set. */
  readonly sent: ReadonlyMap<string, JsonValue>;
  /** As the answer to its creation showed it, or null where that shows none. */
  readonly shown: JsonObject | null;
  readonly exchange: Exchange;
}

/** What became of a request about a resource of our own. */
export interface Acted {
  readonly exchange: Exchange;
  /** What its answer showed of the clauses of answers. */
  readonly observations: readonly Observation[];
  readonly accepted: boolean;
  /** What it set. */
  readonly sent: ReadonlyMap<string, JsonValue>;
  /** The resource as the answer showed it, or null. */
  readonly shown: JsonObject | null;
}

/** Kinds of clauses of which a breach means that a value is none that there is. */
const ofUnknownValues: readonly Clause['kind'][] = ['type', 'enum', 'const'];

/**
 * Gives the resource that an answer shows, or null where it shows none. A value that its schema doesn't know at all is left out: that it
 * is there was told already, and whatever else it might seem to break follows from that.
 */
const shownIn = (
  { resource: { one } }: Life,
  { response }: Exchange,
  observations: readonly Observation[],
): JsonObject | null => {
  const body = response === null ? null : parseBody(response);
  const shown = one === null || !body?.ok ? undefined : valueAt(body.value, one);
  if (one === null || !isObject(shown)) return null;
  const wrong = observations.flatMap((observation) =>
    observation.outcome === 'broken' && ofUnknownValues.includes(observation.clause.kind)
      ? (observation.pointer ?? [])
      : [],
  );
  const isWrong = (name: string): boolean => wrong.some((place) => `${place}/`.startsWith(`${pointerTo(one, name)}/`));
  return Object.fromEntries(Object.entries(shown).filter(([name]) => !isWrong(name)));
};

const sentBy = ({ shape }: Life, operation: Operation, body: JsonValue | undefined): ReadonlyMap<string, JsonValue> =>
  operation.does === null || body === undefined ? new Map() : sentValues(shape, operation, operation.does, body);

/** Why a resource of our own could not be made. */
export interface NotCreated {
  readonly ok: false;
  readonly reason: string;
  readonly observations: readonly Observation[];
}

/** Tells of a creation that answered with an id that was in use. Nothing more is asked of such resources then: what is answered of one may be another's. */
const repeatedId = (
  target: Target,
  { resource, clause }: Life,
  earlier: Exchange,
  exchange: Exchange,
  observations: readonly Observation[],
): NotCreated => {
  const { id, name } = resource;
  target.own.noteRepeated(name);
  const broken = observed(clause('unique', 'create'), false, {
    message: `A creation answered with the ${id} of another ${name} that is there.`,
    expected: `an ${id} that no other ${name} has`,
    received: `the ${id} of another one`,
    exchanges: [earlier, exchange],
  });
  return { ok: false, reason: repeatedReason(resource), observations: [...observations, ...broken] };
};

const repeatedReason = ({ id }: Life['resource']): string => `creations answer with the ${id} of what is there already`;

/** How a resource of our own is created. */
export interface Creating {
  /** The values of the path parameters that it is to live under; those that the target's settings tell if left out. */
  readonly scope?: readonly JsonValue[] | undefined;
  /** Whether the list is read before, for ids that are in use. */
  readonly looksFirst?: boolean;
}

/** Creates a resource of our own. */
export const createOwn = async (
  target: Target,
  life: Life,
  values: CallValues,
  { scope, looksFirst = false }: Creating = {},
): Promise<{ readonly ok: true; readonly own: Own; readonly observations: readonly Observation[] } | NotCreated> => {
  const { resource } = life;
  const operation = life.operation('create');
  if (operation === undefined) return { ok: false, reason: 'nothing can be created', observations: [] };
  if (target.own.areRepeated(resource.name)) return { ok: false, reason: repeatedReason(resource), observations: [] };
  const prepared = await prepare(target, operation, values, { scope });
  if (!prepared.ok) return { ok: false, reason: prepared.reason, observations: [] };
  const { parameters, body } = prepared.values;
  const lived = pathParameters(operation).map((name) => parameters[`path ${name}`] ?? '');
  const before =
    looksFirst && life.operation('list') !== undefined
      ? await act(target, life, 'list', { id: '', scope: lived })
      : null;
  const exchange = await target.send({ operation, values: prepared.values, credentials: 'valid' });
  const observations = target.judge.judge(operation, exchange);
  const id = target.accepted(exchange) ? createdId(exchange, resource, operation) : undefined;
  if (id === undefined) {
    const how = exchange.response === null ? exchange.failure?.message : `answered ${exchange.response.status}`;
    return {
      ok: false,
      reason: `no ${resource.name} could be created for it: ${operation.id} ${how}`,
      observations,
    };
  }
  const wasListed = before !== null && (itemsIn(life, before.exchange) ?? []).some((item) => item[resource.id] === id);
  const earlier = target.own.earlierCreation(exchange) ?? (wasListed ? before.exchange : undefined);
  if (earlier !== undefined) return repeatedId(target, life, earlier, exchange, observations);
  const sent = sentBy(life, operation, body);
  const own = { id, scope: lived, sent, shown: shownIn(life, exchange, observations), exchange };
  return { ok: true, own, observations };
};

/** Gives an operation's path parameters for a scope, and an id where it takes one. */
const pathOf = (operation: Operation, scope: readonly JsonValue[], id: JsonValue): Record<string, JsonValue> =>
  Object.fromEntries(pathParameters(operation).map((name, index) => [`path ${name}`, [...scope, id][index] ?? '']));

/** Which resource a request is about, and what it says. */
export interface Asked {
  readonly id: JsonValue;
  readonly scope: readonly JsonValue[];
  readonly values?: CallValues;
  readonly credentials?: CredentialKind;
}

/** Sends a request about the resource of an id and a scope. The operation must be one that the resource has. */
export const act = async (target: Target, life: Life, action: Action, asked: Asked): Promise<Acted> => {
  const { id, scope, values, credentials = 'valid' } = asked;
  const operation = life.operation(action);
  if (operation === undefined) throw new Error(`${life.resource.name} has no operation to ${action} it.`);
  const body = withListed(target, values?.body);
  const parameters = {
    ...requiredParameters(target, operation),
    ...values?.parameters,
    ...pathOf(operation, scope, id),
  };
  const exchange = await target.send({ operation, values: { parameters, body }, credentials });
  const observations = target.judge.judge(operation, exchange);
  return {
    exchange,
    observations,
    accepted: target.accepted(exchange),
    sent: sentBy(life, operation, body),
    // A refusal may be an object too, which is no resource.
    shown: target.accepted(exchange) ? shownIn(life, exchange, observations) : null,
  };
};

/** Gives the place of what has an id in the list that an answer shows, as a JSON Pointer; null where it isn't there. */
export const placeInList = (life: Life, exchange: Exchange, id: JsonValue): string | null => {
  const { resource } = life;
  const index = (itemsIn(life, exchange) ?? []).findIndex((item) => item[resource.id] === id);
  return index < 0 || resource.many === null ? null : pointerTo(resource.many, index);
};

/** Gives the items of a list that an answer shows; null where it shows none. */
export const itemsIn = ({ resource }: Life, { response }: Exchange): readonly JsonObject[] | null => {
  const body = response === null ? null : parseBody(response);
  const items = resource.many === null || !body?.ok ? undefined : valueAt(body.value, resource.many);
  return Array.isArray(items) ? items.filter(isObject) : null;
};
