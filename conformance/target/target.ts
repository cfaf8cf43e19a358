import type { Contract, Operation, Resource } from '../../src/contract/contract.ts';
import type { JsonValue } from '../../src/contract/document.ts';
import { pathParameters, resourceOfParameter } from '../../src/contract/path-resources.ts';
import type { GenerationContext } from '../arbitraries/generation.ts';
import { resolveListed } from '../arbitraries/listed-value.ts';
import { plainSample, sampleCall } from '../arbitraries/sample-call.ts';
import type { Leftover } from '../evidence/report.ts';
import type { Exchange, HttpRequest } from '../http/exchange.ts';
import { isSuccessStatus } from '../judge/documented-response.ts';
import type { ResponseJudge } from '../judge/response.ts';
import { failuresInARowMax, leftoversMax } from '../limits.ts';
import type { Settings } from '../options.ts';
import type { Call, CallValues } from '../requests/call.ts';
import { encode } from '../requests/encode.ts';
import { isSafe } from '../requests/is-safe.ts';
import { adviceOn, undeclaredParameter } from './guessed-parameter.ts';
import { OwnResources } from './own-resources.ts';
import type { PacedSender } from './pace.ts';
import { createdId, listedIds } from './resource-ids.ts';
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

/** The server under test, in the contract's terms: sends calls, makes what they need, and remembers what it made. */
export class Target {
  readonly contract: Contract;
  readonly settings: Settings;
  readonly judge: ResponseJudge;
  readonly #sender: PacedSender;
  readonly #own: OwnResources;
  readonly #lists = new Map<string, readonly JsonValue[]>();
  readonly #samples = new Map<string, CallValues | null>();
  readonly #onExchange: (exchange: Exchange) => void;
  #failuresInARow = 0;
  #lastFailure = '';
  requestsSent = 0;

  constructor(parts: {
    readonly contract: Contract;
    readonly settings: Settings;
    readonly judge: ResponseJudge;
    readonly sender: PacedSender;
    /** Told of every exchange, those of set-up and clean-up too. */
    readonly onExchange: (exchange: Exchange) => void;
  }) {
    this.contract = parts.contract;
    this.settings = parts.settings;
    this.judge = parts.judge;
    this.#sender = parts.sender;
    this.#onExchange = parts.onExchange;
    this.#own = new OwnResources(parts.contract, (call) => {
      const { url } = this.#encoded(call);
      return { url, path: url.slice(parts.settings.target.length) };
    });
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

  /** Sends a call. What it created is remembered, so that it can be deleted again. Throws Stopped where nothing more is to be sent. */
  async send(call: Call, { evenIfStopped = false }: { readonly evenIfStopped?: boolean } = {}): Promise<Exchange> {
    if (this.stopped && !evenIfStopped) throw new Stopped();
    if (call.operation.does?.action === 'create' && this.#own.areTooMany) throw new Stopped();
    const exchange = await this.#sender.send(this.#encoded(call));
    this.requestsSent++;
    this.#failuresInARow = exchange.failure === null ? 0 : this.#failuresInARow + 1;
    this.#lastFailure = exchange.failure?.message ?? '';
    this.#onExchange(exchange);
    if (this.accepted(exchange)) this.#own.note(call, exchange);
    const { failure } = exchange;
    if (call.operation.does?.action === 'create' && failure !== null && failure.kind !== 'unreachable')
      this.#own.noteUnanswered();
    return exchange;
  }

  /** Waits until so many calls may be sent at once. */
  together(count: number): Promise<void> {
    return this.#sender.together(count);
  }

  /** Puts values that the target lists in the place of their stand-ins; undefined where it lists none. */
  withListed(body: JsonValue | undefined): JsonValue | undefined {
    const resolved = body === undefined ? null : resolveListed(body, this.#lists);
    return resolved?.ok ? resolved.value : undefined;
  }

  /**
   * Gives what a request to an operation needs of the target: ids in its path, unless `scope` gives their values, and values that the
   * target lists; or says why it can't be had.
   */
  async prepare(operation: Operation, values: CallValues, scope?: readonly JsonValue[]): Promise<Prepared> {
    if (operation.does?.action === 'create' && this.#own.areTooMany) {
      return {
        ok: false,
        reason: `${leftoversMax} resources that were made could not be deleted, so that no more are made`,
      };
    }
    const body = values.body === undefined ? null : resolveListed(values.body, this.#lists);
    if (body !== null && !body.ok)
      return { ok: false, reason: `the target lists no ${body.resource}, whose values it takes` };
    const path = scope === undefined ? await this.pathValues(operation) : scopeValues(operation, scope);
    if (!path.ok) return path;
    await this.#populate(operation, path.values);
    return { ok: true, values: { parameters: { ...values.parameters, ...path.values }, body: body?.value } };
  }

  /** Makes something of ours for an answer to show: in the list that is read, and inside what embeds its children. Without it, the answer says less. */
  async #populate(operation: Operation, path: Readonly<Record<string, JsonValue>>): Promise<void> {
    const { does } = operation;
    if (does === null || does.action === 'create' || this.settings.readOnly || this.#own.areTooMany) return;
    const scope = Object.fromEntries(pathParameters(operation).map((name) => [name, path[`path ${name}`] ?? '']));
    if (does.action !== 'list') return this.#makeChildren(does.resource, scope);
    const resource = this.contract.resources.find(({ name }) => name === does.resource);
    const create = this.#operation(resource?.operations.create);
    if (resource === undefined || create === undefined) return;
    const made = await this.#idOfNew(resource, create, scope);
    if (made.ok)
      await this.#makeChildren(resource.name, { ...scope, [resource.idParameter ?? resource.id]: made.value });
  }

  /** Makes what a resource shows of those that belong to it. */
  async #makeChildren(parent: string, scope: Readonly<Record<string, JsonValue>>): Promise<void> {
    for (const resource of this.contract.resources) {
      const create = this.#operation(resource.operations.create);
      const isEmbedded = resource.parent?.resource === parent && resource.embedded !== null;
      if (isEmbedded && create !== undefined) await this.#idOfNew(resource, create, scope);
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
      this.#lists.set(name, listedIds(exchange, resource));
    }
  }

  /** Deletes what was made here since a mark, newest first. What can't be deleted stays among the leftovers. */
  async cleanUp(mark = 0): Promise<void> {
    if (this.settings.readOnly) return;
    for (const { url, deletion } of this.#own.deletionsSince(mark)) {
      if (this.gone !== null) return;
      const exchange = await this.send(deletion, { evenIfStopped: true });
      if (this.accepted(exchange) || [404, 410].includes(exchange.response?.status ?? 0)) this.#own.forget(url);
    }
  }

  /** How many own resources there are: a mark for cleanUp. */
  get mark(): number {
    return this.#own.count;
  }

  get leftovers(): readonly Leftover[] {
    return this.#own.leftovers;
  }

  close(): Promise<void> {
    return this.#sender.close();
  }

  #encoded(call: Call): HttpRequest {
    const { target, token, apiKey, headers } = this.settings;
    return encode(call, { target, credentials: { token, apiKey }, headers });
  }

  #operation(id: string | undefined): Operation | undefined {
    return id === undefined ? undefined : this.contract.operations.find((operation) => operation.id === id);
  }

  #ownerValue(operation: Operation, name: string): FoundValue {
    const parameter = operation.parameters.find((candidate) => candidate.in === 'path' && candidate.name === name);
    const given = this.settings.ownerValues.get(name)?.[0];
    if (given !== undefined) return { ok: true, value: given };
    // For all that the contract says, it could be the id of something that is somebody's.
    const undeclared = isSafe(operation) ? null : undeclaredParameter(this.settings, this.contract, operation);
    if (undeclared !== null) {
      const reason = `${operation.id} writes, and the contract doesn't say whose ${undeclared} it takes: ${adviceOn(undeclared)}`;
      return { ok: false, reason };
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
      const leftover = this.#own.areTooMany ? this.#own.newestId(resource.name) : undefined;
      return leftover === undefined ? this.#idOfNew(resource, create, scope) : { ok: true, value: leftover };
    }
    if (!isSafe(operation)) return { ok: false, reason: `no ${resource.name} of our own can be made for it` };
    const list = this.#operation(resource.operations.list);
    if (list !== undefined) {
      const parameters = this.#scopeFor(list, scope);
      const exchange = await this.send({
        operation: list,
        values: { parameters, body: undefined },
        credentials: 'valid',
      });
      const [first] = listedIds(exchange, resource);
      if (first !== undefined) return { ok: true, value: first };
      return { ok: false, reason: `the target lists no ${resource.name}, and none may be created` };
    }
    return this.#ownerValue(operation, name);
  }

  #scopeFor(operation: Operation, scope: Readonly<Record<string, JsonValue>>): Record<string, JsonValue> {
    const given = Object.values(scope);
    // The scope of a list or a creation is the beginning of the path of what is in it, whatever its parameters are called there.
    return Object.fromEntries(
      pathParameters(operation).map((name, index) => [`path ${name}`, given[index] ?? 'example']),
    );
  }

  /** Gives the one request by which resources are made for other requests, drawn once, since it is always the same. */
  #sampleOf(create: Operation): CallValues | null {
    const known = this.#samples.get(create.id);
    const sample = known === undefined ? plainSample(create, this.generation, this.settings.seed) : known;
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
    const parameters = { ...sample.parameters, ...this.#scopeFor(create, scope) };
    const body = sample.body === undefined ? null : resolveListed(sample.body, this.#lists);
    if (body !== null && !body.ok) {
      return { ok: false, reason: `no ${resource.name} could be created for it: the target lists no ${body.resource}` };
    }
    const exchange = await this.send({
      operation: create,
      values: { parameters, body: body?.value },
      credentials: 'valid',
    });
    if (this.accepted(exchange)) {
      const id = createdId(exchange, resource, create);
      if (id !== undefined) return { ok: true, value: id };
      const answer = `${create.id} answered ${exchange.response?.status}`;
      return { ok: false, reason: `${answer} without the id of the new ${resource.name}` };
    }
    const how = exchange.response === null ? exchange.failure?.message : `answered ${exchange.response.status}`;
    return { ok: false, reason: `no ${resource.name} could be created for it: ${create.id} ${how ?? ''}`.trim() };
  }
}

const scopeValues = (operation: Operation, scope: readonly JsonValue[]): PathValues => ({
  ok: true,
  values: Object.fromEntries(pathParameters(operation).map((name, index) => [`path ${name}`, scope[index] ?? ''])),
});
