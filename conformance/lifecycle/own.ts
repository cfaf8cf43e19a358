import type { Operation } from '../../src/contract/api-description.ts';
import { isDocumentedStatus } from '../../src/contract/documented-status.ts';
import { pathParameters } from '../../src/contract/path-resources.ts';
import type { JsonObject, JsonValue } from '../../src/document/document.ts';
import { type Observation, observed } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Call, CallValues } from '../requests/call.ts';
import { scopeOf } from '../target/place.ts';
import { prepare } from '../target/prepare.ts';
import { answeredWithoutId, createdId, unwritableReason } from '../target/resource-ids.ts';
import type { Target } from '../target/target.ts';
import { callOperation, sentBy } from './call-operation.ts';
import { itemsIn } from './list-items.ts';
import type { ResourceModel } from './resource-model.ts';
import { shownIn } from './shown-in.ts';

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

/** Why a resource of our own could not be made. */
export interface NotCreated {
  readonly ok: false;
  readonly reason: string;
  readonly observations: readonly Observation[];
}

/** Reports a creation that answered with an id that was in use. Nothing more is asked of such resources then: what is answered of one may be another's. */
const repeatedId = (
  target: Target,
  { resource, clause }: ResourceModel,
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

/** A creation that answers with the id of what was there before the run: what has it isn't ours, and a new one is to have an id of its own. */
const foreignId = (
  { contract }: Target,
  { resource, operation, clause }: ResourceModel,
  exchange: Exchange,
  observations: readonly Observation[],
): NotCreated => {
  const { id, name } = resource;
  const reason = `a creation answered with the ${id} of a ${name} that was there before the run, which is not written to (--allow-unowned permits it)`;
  const create = operation('create');
  // RFC 9110, 15.3.2: where 201 is documented for what is new, a documented 200 gives what was there.
  const givesWhatIsThere =
    exchange.response?.status === 200 &&
    create !== undefined &&
    isDocumentedStatus(contract, create, 200) &&
    isDocumentedStatus(contract, create, 201);
  const broken = observed(givesWhatIsThere ? undefined : clause('unique', 'create'), false, {
    message: `A creation answered with the ${id} of another ${name} that was there before the run.`,
    expected: `an ${id} that no other ${name} has`,
    received: `the ${id} of another one`,
    exchanges: [exchange],
  });
  return { ok: false, reason, observations: [...observations, ...broken] };
};

/** Why what a creation answers with the id of is not written to; or null. */
const asNotOurs = (
  target: Target,
  model: ResourceModel,
  call: Call,
  answered: { readonly id: JsonValue; readonly exchange: Exchange; readonly observations: readonly Observation[] },
): NotCreated | null => {
  const { id, exchange, observations } = answered;
  const scope = scopeOf(call);
  if (target.own.before.hasIn(model.resource, scope, id)) {
    if (target.own.before.hasExactly(model.resource, scope, id))
      return foreignId(target, model, exchange, observations);
    const reason = `a creation answered with an id like one that was there before the run, which is not written to: ${String(id)}`;
    return { ok: false, reason, observations };
  }
  const why = target.own.whyUnwritable(model.resource, scope, id, exchange.response?.status);
  return why === null ? null : { ok: false, reason: unwritableReason(call.operation, why), observations };
};

/** Whether a creation was answered 200 by a server that tells of new ones by 201 (RFC 9110, 15.3.2): it gave what was there. */
const isFound = ({ contract, own }: Target, operation: Operation, resource: string, { response }: Exchange): boolean =>
  response?.status === 200 && isDocumentedStatus(contract, operation, 200) && own.areToldAsNew(resource);

const repeatedReason = ({ id }: ResourceModel['resource']): string =>
  `creations answer with the ${id} of what is there already`;

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
  model: ResourceModel,
  values: CallValues,
  { scope, looksFirst = false }: Creating = {},
): Promise<{ readonly ok: true; readonly own: Own; readonly observations: readonly Observation[] } | NotCreated> => {
  const { resource } = model;
  const operation = model.operation('create');
  if (operation === undefined) return { ok: false, reason: 'nothing can be created', observations: [] };
  if (target.own.areRepeated(resource.name)) return { ok: false, reason: repeatedReason(resource), observations: [] };
  const prepared = await prepare(target, operation, values, { scope });
  if (!prepared.ok) return { ok: false, reason: prepared.reason, observations: [] };
  const { parameters, body } = prepared.values;
  const lived = pathParameters(operation).map((name) => parameters[`path ${name}`] ?? '');
  const before =
    looksFirst && model.operation('list') !== undefined
      ? await callOperation(target, model, 'list', { id: '', scope: lived })
      : null;
  const call: Call = { operation, values: prepared.values, credentials: 'valid' };
  const asked = await target.trySend(call);
  if (!asked.ok) return { ok: false, reason: asked.reason, observations: [] };
  const { exchange } = asked;
  const observations = target.judge.judge(operation, exchange);
  const isAccepted = target.accepted(exchange);
  const id = isAccepted ? createdId(exchange, resource, operation) : undefined;
  if (id === undefined) {
    const how = exchange.response === null ? exchange.failure?.message : `answered ${exchange.response.status}`;
    const why = isAccepted ? answeredWithoutId(exchange, resource, operation) : `${operation.id} ${how}`;
    return { ok: false, reason: `no ${resource.name} could be created for it: ${why}`, observations };
  }
  const notOurs = asNotOurs(target, model, call, { id, exchange, observations });
  if (notOurs !== null) return notOurs;
  const wasListed = before !== null && (itemsIn(model, before.exchange) ?? []).some((item) => item[resource.id] === id);
  const earlier = target.own.earlierCreation(exchange) ?? (wasListed ? before.exchange : undefined);
  if (earlier !== undefined && isFound(target, operation, resource.name, exchange)) {
    return { ok: false, reason: `a creation was answered 200, with a ${resource.name} that is there`, observations };
  }
  if (earlier !== undefined) return repeatedId(target, model, earlier, exchange, observations);
  const sent = sentBy(model, operation, body);
  const own = { id, scope: lived, sent, shown: shownIn(model, exchange, observations), exchange };
  return { ok: true, own, observations };
};
