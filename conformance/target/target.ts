import fc from 'fast-check';
import type { Contract, Operation, Resource } from '../../src/contract/contract.ts';
import type { JsonValue } from '../../src/contract/document.ts';
import { valueAt } from '../../src/contract/json-pointer.ts';
import { pathParameters, resourceOfParameter } from '../../src/contract/path-resources.ts';
import { CannotGenerate } from '../arbitraries/cannot-generate.ts';
import { resolveListed } from '../arbitraries/listed-value.ts';
import { ordinaryCall } from '../arbitraries/ordinary-call.ts';
import type { GenerationContext } from '../arbitraries/ordinary-value.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Sender } from '../http/send.ts';
import { parseBody } from '../judge/body.ts';
import { isSuccessStatus } from '../judge/documented-response.ts';
import type { ResponseJudge } from '../judge/response.ts';
import { failuresInARowMax, leftoversMax } from '../limits.ts';
import type { Settings } from '../options.ts';
import type { Call, CallValues } from '../requests/call.ts';
import { encode } from '../requests/encode.ts';
import { isSafe } from '../requests/is-safe.ts';
import { Stopped } from './stopped.ts';

/** Values for a request, made ready for one target, or why they can't be. */
export type Prepared =
  | { readonly ok: true; readonly values: CallValues }
  | { readonly ok: false; readonly reason: string };

/** Values for the path parameters of an operation, or why there are none. */
export type PathValues =
  | { readonly ok: true; readonly values: Readonly<Record<string, JsonValue>> }
  | { readonly ok: false; readonly reason: string };

type FoundValue = { readonly ok: true; readonly value: JsonValue } | { readonly ok: false; readonly reason: string };

/** A resource of our own that may still exist. */
export interface OwnResource {
  readonly resource: string;
  readonly id: JsonValue;
  readonly path: string;
  /** The operation that deletes it, or null where the contract has none. */
  readonly deletion: Call | null;
}

/** The server under test, in the contract's terms: sends calls, makes what they need, and remembers what it made. */
export class Target {
  readonly contract: Contract;
  readonly settings: Settings;
  readonly judge: ResponseJudge;
  readonly #sender: Sender;
  readonly #own = new Map<string, OwnResource>();
  readonly #lists = new Map<string, readonly JsonValue[]>();
  readonly #samples = new Map<string, CallValues | null>();
  readonly #onExchange: (exchange: Exchange) => void;
  #nameless = 0;
  #failuresInARow = 0;
  #lastFailure = '';
  requestsSent = 0;

  constructor(parts: {
    readonly contract: Contract;
    readonly settings: Settings;
    readonly judge: ResponseJudge;
    readonly sender: Sender;
    /** Told of every exchange, those of set-up and clean-up too. */
    readonly onExchange: (exchange: Exchange) => void;
  }) {
    this.contract = parts.contract;
    this.settings = parts.settings;
    this.judge = parts.judge;
    this.#sender = parts.sender;
    this.#onExchange = parts.onExchange;
  }

  get generation(): GenerationContext {
    return { document: this.contract.document, ownerValues: this.settings.ownerValues };
  }

  /** Says that nothing more is to be sent: the run was interrupted, or the target is gone. */
  get stopped(): boolean {
    return this.settings.signal.aborted || this.gone !== null;
  }

  /** Why the target is held to be gone, or null. */
  get gone(): string | null {
    if (this.#failuresInARow < failuresInARowMax) return null;
    return `The target ${this.#lastFailure}, ${failuresInARowMax} times in a row.`;
  }

  /** Says that so much of what was made couldn't be deleted that making more would do harm. */
  get #makesNoMore(): boolean {
    return this.#nameless + [...this.#own.values()].filter(({ deletion }) => deletion !== null).length >= leftoversMax;
  }

  /** Sends a call. What it created is remembered, so that it can be deleted again. Throws Stopped where nothing more is to be sent. */
  async send(call: Call, { evenIfStopped = false }: { readonly evenIfStopped?: boolean } = {}): Promise<Exchange> {
    if (this.stopped && !evenIfStopped) throw new Stopped();
    if (call.operation.does?.action === 'create' && this.#makesNoMore) throw new Stopped();
    const { target, token, apiKey, headers } = this.settings;
    const exchange = await this.#sender.send(encode(call, { target, credentials: { token, apiKey }, headers }));
    this.requestsSent++;
    this.#failuresInARow = exchange.failure === null ? 0 : this.#failuresInARow + 1;
    this.#lastFailure = exchange.failure?.message ?? '';
    this.#onExchange(exchange);
    this.#remember(call, exchange);
    return exchange;
  }

  /** Gives what a request to an operation needs of the target: ids in its path, and values that the target lists; or says why it can't be had. */
  async prepare(operation: Operation, values: CallValues): Promise<Prepared> {
    if (operation.does?.action === 'create' && this.#makesNoMore) {
      return {
        ok: false,
        reason: `${leftoversMax} resources that were made could not be deleted, so that no more are made`,
      };
    }
    const body = values.body === undefined ? null : resolveListed(values.body, this.#lists);
    if (body !== null && !body.ok)
      return { ok: false, reason: `the target lists no ${body.resource}, whose values it takes` };
    const path = await this.pathValues(operation);
    if (!path.ok) return path;
    await this.#populate(operation, path.values);
    return { ok: true, values: { parameters: { ...values.parameters, ...path.values }, body: body?.value } };
  }

  /** Makes something of ours for an answer to show: in the list that is read, and inside what embeds its children. Without it, the answer says less. */
  async #populate(operation: Operation, path: Readonly<Record<string, JsonValue>>): Promise<void> {
    const { does } = operation;
    if (does === null || this.settings.readOnly || this.#makesNoMore) return;
    const scope = Object.fromEntries(pathParameters(operation).map((name) => [name, path[`path ${name}`] ?? '']));
    for (const resource of this.contract.resources) {
      const isListed = does.action === 'list' && resource.name === does.resource;
      const isEmbedded =
        does.action !== 'create' && resource.parent?.resource === does.resource && resource.embedded !== null;
      const create = this.#operation(resource.operations.create);
      if (create === undefined || !(isListed || (isEmbedded && does.action !== 'list'))) continue;
      await this.#idOfNew(resource, create, scope);
    }
  }

  /** Says whether an exchange is an acceptance: a success that is not a refusal in disguise. */
  accepted({ response }: Exchange): boolean {
    return response !== null && isSuccessStatus(response.status) && !this.judge.isRefusalInSuccess(response);
  }

  /** Gives values for an operation's path: ids of resources made for the purpose (one that exists where nothing may be written), the owner's values, or documented ones. */
  async pathValues(operation: Operation): Promise<PathValues> {
    const values: Record<string, JsonValue> = {};
    for (const name of pathParameters(operation)) {
      const resource = resourceOfParameter(this.contract, operation, name);
      const found =
        resource === null ? this.#ownerValue(operation, name) : await this.#idOf(resource, values, operation, name);
      if (!found.ok) return found;
      values[`path ${name}`] = found.value;
    }
    return { ok: true, values };
  }

  /** Looks up the values that bodies take from lists. A list that can't be had stays empty. */
  async lookUpLists(resources: Iterable<string>): Promise<void> {
    for (const name of resources) {
      const resource = this.contract.resources.find((candidate) => candidate.name === name);
      const operation = this.#operation(resource?.operations.list);
      if (resource === undefined || operation === undefined) continue;
      const path = await this.pathValues(operation);
      if (!path.ok) continue;
      const exchange = await this.send({
        operation,
        values: { parameters: path.values, body: undefined },
        credentials: 'valid',
      });
      this.#lists.set(name, idsIn(exchange, resource));
    }
  }

  /** Deletes what was made here since a mark, newest first. What can't be deleted stays among the leftovers. */
  async cleanUp(mark = 0): Promise<void> {
    for (const [key, { deletion }] of [...this.#own].slice(mark).toReversed()) {
      if (deletion === null || this.settings.readOnly) continue;
      if (this.gone !== null) return;
      const exchange = await this.send(deletion, { evenIfStopped: true });
      if (this.accepted(exchange) || [404, 410].includes(exchange.response?.status ?? 0)) this.#own.delete(key);
    }
  }

  /** How many own resources there are: a mark for cleanUp. */
  get mark(): number {
    return this.#own.size;
  }

  get leftovers(): readonly OwnResource[] {
    const nameless = this.contract.resources.slice(0, this.#nameless > 0 ? 1 : 0).map((): OwnResource => {
      return {
        resource: 'of unknown id',
        id: null,
        path: `(${this.#nameless} of which the answers held no id)`,
        deletion: null,
      };
    });
    return [...this.#own.values(), ...nameless];
  }

  close(): Promise<void> {
    return this.#sender.close();
  }

  #operation(id: string | undefined): Operation | undefined {
    return id === undefined ? undefined : this.contract.operations.find((operation) => operation.id === id);
  }

  #ownerValue(operation: Operation, name: string): FoundValue {
    const parameter = operation.parameters.find((candidate) => candidate.in === 'path' && candidate.name === name);
    const given = this.settings.ownerValues.get(name)?.[0];
    if (given !== undefined) return { ok: true, value: given };
    if (!isSafe(operation) && parameter?.values !== 'owner' && !this.settings.onLoopback) {
      // For all that the contract says, it could be the id of something that is somebody's.
      return {
        ok: false,
        reason: `${operation.id} writes, and only the target's owner knows a ${name} for that: give one with --set`,
      };
    }
    const documented = parameter?.examples[0]?.value;
    if (documented !== undefined) return { ok: true, value: documented };
    const sample = sampleCall(operation, this.generation, 1);
    return { ok: true, value: sample?.parameters[`path ${name}`] ?? 'example' };
  }

  async #idOf(
    resource: Resource,
    scope: Readonly<Record<string, JsonValue>>,
    operation: Operation,
    name: string,
  ): Promise<FoundValue> {
    const create = this.#operation(resource.operations.create);
    if (create !== undefined && !this.settings.readOnly) {
      const leftover = this.#makesNoMore ? this.leftovers.findLast((own) => own.resource === resource.name) : undefined;
      return leftover === undefined ? this.#idOfNew(resource, create, scope) : { ok: true, value: leftover.id };
    }
    if (!isSafe(operation)) return { ok: false, reason: `no ${resource.name} of our own can be made for it` };
    const list = this.#operation(resource.operations.list);
    if (list !== undefined) {
      const parameters = await this.#scopeFor(list, scope);
      const exchange = await this.send({
        operation: list,
        values: { parameters, body: undefined },
        credentials: 'valid',
      });
      const [first] = idsIn(exchange, resource);
      if (first !== undefined) return { ok: true, value: first };
      return { ok: false, reason: `the target lists no ${resource.name}, and none may be created` };
    }
    return this.#ownerValue(operation, name);
  }

  async #scopeFor(
    operation: Operation,
    scope: Readonly<Record<string, JsonValue>>,
  ): Promise<Record<string, JsonValue>> {
    const given = Object.values(scope);
    // The scope of a list or a creation is the beginning of the path of what is in it, whatever its parameters are called there.
    return Object.fromEntries(
      pathParameters(operation).map((name, index) => [`path ${name}`, given[index] ?? 'example']),
    );
  }

  /** Gives the one request by which resources are made for other requests, drawn once, since it is always the same. */
  #sampleOf(create: Operation): CallValues | null {
    const known = this.#samples.get(create.id);
    const sample = known === undefined ? sampleCall(create, this.generation, this.settings.seed) : known;
    this.#samples.set(create.id, sample);
    return sample;
  }

  async #idOfNew(
    resource: Resource,
    create: Operation,
    scope: Readonly<Record<string, JsonValue>>,
  ): Promise<FoundValue> {
    const sample = this.#sampleOf(create);
    if (sample === null) return { ok: false, reason: `no request to ${create.id} can be generated` };
    const parameters = { ...sample.parameters, ...(await this.#scopeFor(create, scope)) };
    const body = sample.body === undefined ? null : resolveListed(sample.body, this.#lists);
    if (body !== null && !body.ok) {
      return { ok: false, reason: `no ${resource.name} could be created for it: the target lists no ${body.resource}` };
    }
    const exchange = await this.send({
      operation: create,
      values: { parameters, body: body?.value },
      credentials: 'valid',
    });
    if (this.accepted(exchange) && idIn(exchange, resource, create) === undefined) {
      return {
        ok: false,
        reason: `${create.id} answered ${exchange.response?.status} without the id of the new ${resource.name}`,
      };
    }
    const id = this.accepted(exchange) ? idIn(exchange, resource, create) : undefined;
    if (id !== undefined) return { ok: true, value: id };
    const how = exchange.response === null ? exchange.failure?.message : `answered ${exchange.response.status}`;
    return { ok: false, reason: `no ${resource.name} could be created for it: ${create.id} ${how ?? ''}`.trim() };
  }

  #remember(call: Call, exchange: Exchange): void {
    const { does } = call.operation;
    const resource = this.contract.resources.find(({ name }) => name === does?.resource);
    if (does === null || resource === undefined || !this.accepted(exchange)) return;
    if (does.action === 'delete') {
      this.#own.delete(exchange.request.url);
      return;
    }
    const id = does.action === 'create' ? idIn(exchange, resource, call.operation) : undefined;
    if (id === undefined) {
      // It was made all the same, and nobody can clean it up.
      const wasMade = exchange.response !== null && parseBody(exchange.response).ok;
      if (wasMade && does.action === 'create' && (does.id !== null || resource.one !== null)) this.#nameless++;
      return;
    }
    const operation = this.#operation(resource.operations.delete);
    if (operation === undefined) {
      this.#own.set(`${exchange.request.url}/${String(id)}`, {
        resource: resource.name,
        id,
        path: String(id),
        deletion: null,
      });
      return;
    }
    const scope = pathParameters(call.operation).map((name) => call.values.parameters[`path ${name}`] ?? 'example');
    const values = [...scope, id];
    const parameters = Object.fromEntries(
      pathParameters(operation).map((name, index) => [`path ${name}`, values[index] ?? 'example']),
    );
    const deletion: Call = { operation, values: { parameters, body: undefined }, credentials: 'valid' };
    const { target, token, apiKey, headers } = this.settings;
    const { url } = encode(deletion, { target, credentials: { token, apiKey }, headers });
    this.#own.set(url, { resource: resource.name, id, path: url.slice(target.length), deletion });
  }
}

/** Gives one ordinary request, or null where none can be made. */
const sampleCall = (operation: Operation, context: GenerationContext, seed: number): CallValues | null => {
  try {
    return fc.sample(ordinaryCall(operation, context), { seed, numRuns: 1 })[0] ?? null;
  } catch (error) {
    if (error instanceof CannotGenerate) return null;
    throw error;
  }
};

/** Gives the id of what an answer to a creation says was created. */
const idIn = ({ response }: Exchange, resource: Resource, create: Operation): JsonValue | undefined => {
  const body = response === null ? null : parseBody(response);
  if (body === null || !body.ok) return undefined;
  const pointer = create.does?.id ?? (resource.one === null ? null : `${resource.one}/${resource.id}`);
  const id = pointer === null ? undefined : valueAt(body.value, pointer);
  return typeof id === 'string' || typeof id === 'number' ? id : undefined;
};

/** Gives the ids of what an answer lists. */
const idsIn = ({ response }: Exchange, resource: Resource): readonly JsonValue[] => {
  const body = response === null ? null : parseBody(response);
  const items = body?.ok ? valueAt(body.value, resource.many ?? '') : undefined;
  if (!Array.isArray(items)) return [];
  return items.flatMap((item) => {
    const id = valueAt(item, `/${resource.id}`);
    return typeof id === 'string' || typeof id === 'number' ? [id] : [];
  });
};
