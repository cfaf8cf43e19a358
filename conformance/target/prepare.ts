import type { Operation, Resource } from '../../src/contract/api-description.ts';
import { operationById, resourceByName } from '../../src/contract/contract-index.ts';
import { pathParameters, resourceOfParameter } from '../../src/contract/path-resources.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { resolveListed } from '../arbitraries/listed-value.ts';
import { sampleCall } from '../arbitraries/sample-call.ts';
import type { Call, CallValues } from '../requests/call.ts';
import { isSafe } from '../requests/is-safe.ts';
import { whyUnsendable } from '../requests/why-unsendable.ts';
import { leftoversMax } from '../settings/limits.ts';
import { adviceOn, undeclaredParameter } from './guessed-parameter.ts';
import { type Scope, scopeOf, valuesOfScope } from './place.ts';
import { requiredParameters } from './required-parameters.ts';
import { answeredWithoutId, createdId, listedIds, unwritableReason } from './resource-ids.ts';
import type { Target } from './target.ts';

/** Values for a request, made ready for one target, or why they can't be. */
export type Prepared =
  | { readonly ok: true; readonly values: CallValues }
  | { readonly ok: false; readonly reason: string };

/** Values for the path parameters of an operation, or why there are none. */
export type PathValues =
  | { readonly ok: true; readonly values: Readonly<Record<string, JsonValue>> }
  | { readonly ok: false; readonly reason: string };

type FoundValue = { readonly ok: true; readonly value: JsonValue } | { readonly ok: false; readonly reason: string };

/** What a request is prepared for. */
export interface Preparation {
  /** The values of the path parameters, in their order; made or looked up where they aren't given. */
  readonly scope?: readonly JsonValue[] | undefined;
  /** Whether there has to be something of ours for the answer to show. */
  readonly isShown?: boolean;
}

/**
 * What a request to an operation needs of the target: ids in its path, values that the target lists, and something of ours that
 * the answer can show; or says why it can't be had.
 */
export const prepare = async (
  target: Target,
  operation: Operation,
  values: CallValues,
  { scope, isShown = true }: Preparation = {},
): Promise<Prepared> => {
  if (operation.does?.action === 'create' && target.own.areTooMany) {
    return {
      ok: false,
      reason: `${leftoversMax} resources that were made could not be deleted, so that no more are made`,
    };
  }
  const body = values.body === undefined ? null : resolveListed(values.body, target.lists);
  if (body !== null && !body.ok)
    return { ok: false, reason: `the target lists no ${body.resource}, whose values it takes` };
  const path = scope === undefined ? await pathValues(target, operation) : scopeValues(operation, scope);
  if (!path.ok) return path;
  const parameters = { ...values.parameters, ...path.values };
  const reason = whyUnsendable(operation, parameters);
  if (reason !== null) return { ok: false, reason };
  if (isShown) await populate(target, operation, path.values);
  return { ok: true, values: { parameters, body: body?.value } };
};

/** Values for an operation's path: ids of resources made for the purpose (one that exists where nothing may be written), the owner's values, or documented ones. */
export const pathValues = async (target: Target, operation: Operation): Promise<PathValues> => {
  return valuesWithin(target, operation, { names: [], values: [] }, []);
};

/**
 * Values for an operation's path as far as a scope doesn't tell them, whatever its parameters are called there: the path of what
 * is in a list, or was created, may name less of where it lives. `making` names what is being made, for which no other of its kind is.
 */
const valuesWithin = async (
  target: Target,
  operation: Operation,
  scope: Scope,
  making: readonly Resource[],
): Promise<PathValues> => {
  const names = pathParameters(operation);
  const known = valuesOfScope(names, scope);
  const values: JsonValue[] = [];
  for (const [index, name] of names.entries()) {
    const found = await valueFor(target, operation, name, {
      known: known[index],
      scope: { names: names.slice(0, index), values },
      making,
    });
    if (!found.ok) return found;
    values.push(found.value);
  }
  return { ok: true, values: Object.fromEntries(names.map((name, index) => [`path ${name}`, values[index] ?? ''])) };
};

const valueFor = async (
  target: Target,
  operation: Operation,
  name: string,
  told: { readonly known: JsonValue | undefined; readonly scope: Scope; readonly making: readonly Resource[] },
): Promise<FoundValue> => {
  if (told.known !== undefined) return { ok: true, value: told.known };
  const resource = resourceOfParameter(target.contract, operation, name);
  if (resource === null) return ownerValue(target, operation, name);
  if (told.making.includes(resource)) return { ok: false, reason: `a ${resource.name} can be made only below another` };
  return idOf(target, { resource, operation, name, making: told.making }, told.scope);
};

const operationOf = ({ contract }: Target, id: string | undefined): Operation | undefined =>
  id === undefined ? undefined : operationById(contract, id);

const scopeValues = (operation: Operation, scope: readonly JsonValue[]): PathValues => ({
  ok: true,
  values: Object.fromEntries(pathParameters(operation).map((name, index) => [`path ${name}`, scope[index] ?? ''])),
});

/** Makes something of ours for an answer to show: in the list that is read, and inside what embeds its children. Without it, the answer says less. */
const populate = async (
  target: Target,
  operation: Operation,
  path: Readonly<Record<string, JsonValue>>,
): Promise<void> => {
  const { does } = operation;
  if (does === null || does.action === 'create' || target.settings.readOnly || target.own.areTooMany) return;
  const names = pathParameters(operation);
  const scope: Scope = { names, values: names.map((name) => path[`path ${name}`] ?? '') };
  if (does.action !== 'list') return makeChildren(target, does.resource, scope);
  const resource = resourceByName(target.contract, does.resource);
  const create = operationOf(target, resource?.operations.create);
  if (resource === undefined || create === undefined) return;
  const made = await idOfNew(target, resource, create, scope);
  if (!made.ok) return;
  const within = { names: [...names, resource.idParameter ?? resource.id], values: [...scope.values, made.value] };
  await makeChildren(target, resource.name, within);
};

/** Makes what a resource shows of those that belong to it. */
const makeChildren = async (target: Target, parent: string, scope: Scope): Promise<void> => {
  for (const resource of target.contract.resources) {
    const create = operationOf(target, resource.operations.create);
    const isEmbedded = resource.parent?.resource === parent && resource.embedded !== null;
    if (isEmbedded && create !== undefined) await idOfNew(target, resource, create, scope);
  }
};

const ownerValue = ({ contract, settings, generation }: Target, operation: Operation, name: string): FoundValue => {
  const parameter = operation.parameters.find((candidate) => candidate.in === 'path' && candidate.name === name);
  // For all that the contract says, it could be the id of something that is somebody's.
  const undeclared = isSafe(operation) ? null : undeclaredParameter(settings, contract, operation);
  if (undeclared !== null) {
    const reason = `${operation.id} writes, and the contract doesn't say whose ${undeclared} it takes: ${adviceOn(undeclared)}`;
    return { ok: false, reason };
  }
  const given = settings.ownerValues.get(name)?.[0];
  if (given !== undefined) return { ok: true, value: given };
  const documented = parameter?.examples[0]?.value;
  if (documented !== undefined) return { ok: true, value: documented };
  const sample = sampleCall(operation, generation, 1);
  return { ok: true, value: sample?.parameters[`path ${name}`] ?? 'example' };
};

/** The id of a resource for a parameter of an operation's path. */
const idOf = async (
  target: Target,
  {
    resource,
    operation,
    name,
    making,
  }: {
    readonly resource: Resource;
    readonly operation: Operation;
    readonly name: string;
    readonly making: readonly Resource[];
  },
  scope: Scope,
): Promise<FoundValue> => {
  const create = operationOf(target, resource.operations.create);
  if (create !== undefined && !target.settings.readOnly) {
    const leftover = target.own.areTooMany ? target.own.newestId(resource.name) : undefined;
    return leftover === undefined ? idOfNew(target, resource, create, scope, making) : { ok: true, value: leftover };
  }
  const given = create === undefined ? target.settings.ownerValues.get(name)?.[0] : undefined;
  if (given !== undefined) return { ok: true, value: given };
  if (!isSafe(operation)) return { ok: false, reason: `no ${resource.name} of our own can be made for it` };
  const list = operationOf(target, resource.operations.list);
  if (list !== undefined) {
    const within = await valuesWithin(target, list, scope, [...making, resource]);
    if (!within.ok) return within;
    const parameters = { ...requiredParameters(target, list), ...within.values };
    const values = { parameters, body: undefined };
    const sent = await target.trySend({ operation: list, values, credentials: 'valid' });
    if (!sent.ok) return sent;
    const [first] = listedIds(sent.exchange, resource);
    if (first !== undefined) return { ok: true, value: first };
    return { ok: false, reason: `the target lists no ${resource.name}, and none may be created` };
  }
  return ownerValue(target, operation, name);
};

const idOfNew = async (
  target: Target,
  resource: Resource,
  create: Operation,
  scope: Scope,
  making: readonly Resource[] = [],
): Promise<FoundValue> => {
  const sample = target.sampleOf(create);
  if (sample === null) return { ok: false, reason: `no request to ${create.id} can be generated` };
  const within = await valuesWithin(target, create, scope, [...making, resource]);
  if (!within.ok) return within;
  const parameters = { ...sample.parameters, ...within.values };
  const body = sample.body === undefined ? null : resolveListed(sample.body, target.lists);
  if (body !== null && !body.ok) {
    return { ok: false, reason: `no ${resource.name} could be created for it: the target lists no ${body.resource}` };
  }
  const values = { parameters, body: body?.value };
  const call: Call = { operation: create, values, credentials: 'valid' };
  const sent = await target.trySend(call);
  if (!sent.ok) return sent;
  const { exchange } = sent;
  if (target.accepted(exchange)) {
    const id = createdId(exchange, resource, create);
    if (id !== undefined && target.own.before.hasIn(resource, scopeOf(call), id))
      return {
        ok: false,
        reason: `${create.id} answered with the id of a ${resource.name} that was there before the run, which is not written to (--allow-unowned permits it)`,
      };
    const unwritable =
      id === undefined ? null : target.own.whyUnwritable(resource, scopeOf(call), id, exchange.response?.status);
    if (unwritable !== null) return { ok: false, reason: unwritableReason(create, unwritable) };
    if (id !== undefined) return { ok: true, value: id };
    return { ok: false, reason: answeredWithoutId(exchange, resource, create) };
  }
  const how = exchange.response === null ? exchange.failure?.message : `answered ${exchange.response.status}`;
  return { ok: false, reason: `no ${resource.name} could be created for it: ${create.id} ${how ?? ''}`.trim() };
};
