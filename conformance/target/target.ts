import type { Contract } from '../../src/clauses/contract.ts';
import type { Operation, Parameter } from '../../src/contract/api-description.ts';
import { operationById, resourceByName } from '../../src/contract/contract-index.ts';
import { pathParameters, resourceOfParameter } from '../../src/contract/path-resources.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { sameJson } from '../../src/document/same-json.ts';
import { isServerError, isSuccess, proves } from '../../src/http/statuses.ts';
import { schemaValidator } from '../../src/schema/schema-validator.ts';
import type { GenerationContext } from '../arbitraries/generation.ts';
import { generationOf } from '../arbitraries/generation-of.ts';
import { plainSample } from '../arbitraries/sample-call.ts';
import type { Leftover } from '../evidence/report.ts';
import type { Exchange } from '../http/exchange.ts';
import { isUnsure } from '../http/is-unsure.ts';
import type { ResponseJudge } from '../judge/response.ts';
import { type Call, type CallValues, parameterKey } from '../requests/call.ts';
import type { Settings } from '../settings/options.ts';
import type { Connection, Location } from './connection.ts';
import { looksLike } from './looks-like.ts';
import { OwnResources } from './own-resources.ts';
import { type Ownership, ownershipOf } from './ownership.ts';
import { whyMisread, whyOthersPath } from './path-as-sent.ts';
import { placeInPath, scopeOf } from './place.ts';
import { requiredParameters } from './required-parameters.ts';
import { Stopped } from './stopped.ts';
import { Withheld } from './withheld.ts';

/** What targets share that speak of the same server. */
export interface TargetParts {
  readonly contract: Contract;
  readonly judge: ResponseJudge;
  readonly connection: Connection;
  /** Sets a fresh request key in a call that has one; see `freshKeys`. */
  readonly withFreshKeys?: (call: Call) => Call;
}

/** A call that was answered with a 5xx. */
export interface FailedCall {
  readonly operation: Operation;
  readonly exchange: Exchange;
}

/** What became of a call that may have been withheld. */
export type Sent = { readonly ok: true; readonly exchange: Exchange } | { readonly ok: false; readonly reason: string };

/** The server under test, in the contract's terms: sends calls, and remembers what they made. */
export class Target {
  readonly contract: Contract;
  readonly settings: Settings;
  readonly judge: ResponseJudge;
  readonly connection: Connection;
  readonly own: OwnResources;
  /** The values that bodies take from lists, by the resource; see `lookUpLists`. */
  readonly lists: Map<string, readonly JsonValue[]>;
  readonly #parts: TargetParts;
  /** The kinds of resources whose read did not answer. */
  readonly #unread: Set<string>;
  readonly #samples: Map<string, CallValues | null>;
  readonly #ownerships: Map<Operation, Ownership>;
  #failed: FailedCall[] = [];

  constructor(parts: TargetParts, base?: Target) {
    this.#parts = parts;
    this.contract = parts.contract;
    this.settings = parts.connection.settings;
    this.judge = parts.judge;
    this.connection = parts.connection;
    this.lists = base?.lists ?? new Map();
    this.#unread = base === undefined ? new Set() : base.#unread;
    this.#samples = base === undefined ? new Map() : base.#samples;
    this.#ownerships = base === undefined ? new Map() : base.#ownerships;
    const { ownerValues } = this.settings;
    const locate = (call: Call): Location => parts.connection.locate(call);
    this.own = new OwnResources({ contract: parts.contract, locate, ownerValues }, base?.own ?? null);
  }

  /** The same target with a memory of its own of what is made, so that one case can clean up while others are under way. */
  fork(): Target {
    return new Target(this.#parts, this);
  }

  get generation(): GenerationContext {
    return generationOf(this.contract, this.settings);
  }

  get stopped(): boolean {
    return this.connection.stopped;
  }

  /** Sends a call. What it created is remembered, so that it can be deleted again. Throws Stopped where nothing more is to be sent. */
  async send(asked: Call, options?: { readonly evenIfStopped?: boolean }): Promise<Exchange> {
    const { kind } = this.#checkedOwnership(asked);
    const call = this.#parts.withFreshKeys?.(asked) ?? asked;
    const isCreation = call.operation.does?.action === 'create';
    if (isCreation && this.own.areTooMany) throw new Stopped();
    const why = kind === 'own' ? await this.#whyNoLongerOwn(call) : null;
    if (why !== null) throw new Withheld(`${call.operation.method} ${call.operation.path} was not sent: ${why}`);
    const exchange = await this.connection.send(call, options);
    if (call.operation.does?.action === 'delete' && isUnsure(exchange))
      this.own.noteUnsureDeletion(this.connection.locate(call).url);
    if (this.accepted(exchange)) {
      this.own.note(call, exchange, { adds: kind === 'creates', isElsewhere: this.#misplacing(asked).length > 0 });
      if (kind === 'named' || kind === 'allowed') this.own.noteChanged(call.operation);
    }
    if (isServerError(exchange.response?.status)) this.#failed.push({ operation: call.operation, exchange });
    const { failure } = exchange;
    if (isCreation && failure !== null && failure.kind !== 'unreachable') this.own.noteUnanswered();
    // What was given up when the run ended says nothing about the target.
    if (failure !== null && this.settings.signal.aborted && !options?.evenIfStopped) throw new Stopped();
    return exchange;
  }

  /** Sends a call that others need; where the last gate doesn't let it pass, that is no end of what needs it. */
  async trySend(call: Call, options?: { readonly evenIfStopped?: boolean }): Promise<Sent> {
    try {
      return { ok: true, exchange: await this.send(call, options) };
    } catch (error) {
      if (error instanceof Withheld) return { ok: false, reason: error.message };
      throw error;
    }
  }

  /**
   * The last gate before a write: whatever asks for it, nothing is written to that the run didn't make, or its user name; and nothing is
   * sent to a path that is another operation's, or written to one that may be read as another. Throws a Withheld.
   */
  #checkedOwnership(call: Call): Ownership {
    const { operation, values } = call;
    const { contract, settings } = this;
    const owned = this.#ownerships.get(operation) ?? ownershipOf(contract, settings, operation);
    this.#ownerships.set(operation, owned);
    const isOwned =
      owned.kind === 'own'
        ? this.#misplacing(call).length === 0 &&
          this.own.mayWriteTo(placeInPath(operation, owned.resource, owned.parameter, values.parameters))
        : owned.kind === 'creates'
          ? this.#isBelowOwn(call) && !this.#makesElsewhere(call)
          : owned.kind !== 'unowned';
    const misread =
      owned.kind === 'reads'
        ? whyOthersPath(contract, operation, values.parameters)
        : whyMisread(contract, operation, values.parameters, settings.ownerValues);
    const why = misread ?? this.#whyUntold(owned, call);
    if (why === null && isOwned && !(settings.readOnly && owned.kind !== 'reads')) return owned;
    const notOwn = "what it writes to is not known to be the run's own";
    throw new Withheld(`${operation.method} ${operation.path} was not sent: ${why ?? notOwn}`);
  }

  /** The parameters beside the path by which a call says another place than the one in which the run makes its own: there, the same id may be somebody's. */
  #misplacing({ operation, values }: Call): readonly Parameter[] {
    const { placeValues = new Map<string, JsonValue | undefined>() } = this.generation;
    return operation.parameters.filter((parameter) => {
      const key = parameterKey(parameter);
      return placeValues.has(key) && !sameJson(values.parameters[key] ?? null, placeValues.get(key) ?? null);
    });
  }

  /** Whether a creation would make something elsewhere, where nothing deletes it again: by a value that is permitted, and not there to be refused. */
  #makesElsewhere(call: Call): boolean {
    const { compile } = schemaValidator(this.contract.document);
    return this.#misplacing(call).some((parameter) => {
      const value = call.values.parameters[parameterKey(parameter)];
      return value === undefined ? !parameter.required : compile(parameter.schema)(value).length === 0;
    });
  }

  /** Whether a creation leads below nothing that a run makes and this one didn't. */
  #isBelowOwn({ operation, values }: Call): boolean {
    if (this.settings.allowsUnowned(operation)) return true;
    return pathParameters(operation).every((name) => {
      const parent = resourceOfParameter(this.contract, operation, name);
      const isMade = parent !== null && parent.operations.create !== undefined;
      return !isMade || this.own.mayWriteTo(placeInPath(operation, parent, name, values.parameters));
    });
  }

  /** Why what a creation makes could not be told from what was there, so that nobody could delete it again; or null. */
  #whyUntold(owned: Ownership, call: Call): string | null {
    if (owned.kind !== 'creates' || owned.resource === null) return null;
    return this.own.before.whyUnread(owned.resource, scopeOf(call));
  }

  /** Sends a call and deletes again what it made, so that what is sent next meets what this one met: a quota, say, or a name that is taken. */
  async sendAndUndo(call: Call): Promise<Exchange> {
    const own = this.fork();
    try {
      return await own.send(call);
    } finally {
      await own.cleanUp();
      this.#failed.push(...own.takeFailed());
    }
  }

  /** Hands over what was answered with a 5xx since it was asked last, set-up and clean-up included. */
  takeFailed(): readonly FailedCall[] {
    const failed = this.#failed;
    this.#failed = [];
    return failed;
  }

  /** Whether an exchange is an acceptance: a success that is not a refusal in disguise. */
  accepted({ response }: Exchange): boolean {
    return response !== null && isSuccess(response.status) && !this.judge.isRefusalInSuccess(response);
  }

  /** The one request to an operation that is made for the sake of others, drawn once, since it is always the same. */
  sampleOf(operation: Operation): CallValues | null {
    const known = this.#samples.get(operation.id);
    const sample = known === undefined ? plainSample(operation, this.generation, this.settings.seed) : known;
    this.#samples.set(operation.id, sample);
    return sample;
  }

  /** Deletes what was made here, newest first. What can't be deleted stays among the leftovers, and with whom this was forked from. */
  async cleanUp(): Promise<void> {
    if (!this.settings.readOnly) {
      for (const { url, deletion, resource, compared } of this.own.deletions) {
        if (this.connection.gone !== null) break;
        if (compared !== null && !(await this.#isStillOwn(url, deletion, resource, compared))) continue;
        const sent = await this.trySend(this.#withRequired(deletion), { evenIfStopped: true });
        // What may not be deleted stays left over.
        if (!sent.ok) continue;
        const { exchange } = sent;
        if (this.accepted(exchange) || proves(exchange.response?.status, 'not found')) this.own.forget(url);
      }
    }
    this.own.handOver();
  }

  /** Reads what a call names, with the same credentials; null where the contract has no read, or it can't be sent. */
  async #look(call: Call, name: string): Promise<Exchange | null> {
    const operation = operationById(this.contract, resourceByName(this.contract, name)?.operations.read);
    if (operation === undefined) return null;
    // One that hangs would cost its timeout each time.
    if (this.#unread.has(name)) return null;
    const read = this.#withRequired({ ...call, operation, values: { ...call.values, body: undefined } });
    const sent = await this.trySend(read, { evenIfStopped: true });
    if (sent.ok && sent.exchange.response === null) this.#unread.add(name);
    return sent.ok ? sent.exchange : null;
  }

  /** Whether what is there is still what the run made, so that it may be deleted. What is gone is forgotten, and another's is left alone. */
  async #isStillOwn(url: string, deletion: Call, name: string, creation: Exchange): Promise<boolean> {
    const resource = resourceByName(this.contract, name);
    const read = await this.#look(deletion, name);
    // Nobody can tell without a read; most deletions that failed were not done.
    if (read === null || resource === undefined) return true;
    if (proves(read.response?.status, 'not found')) this.own.forget(url);
    return this.accepted(read) && looksLike(resource, creation, read);
  }

  /** Why what a write names may be another's by now, or to its credentials; or null. */
  async #whyNoLongerOwn(call: Call): Promise<string | null> {
    const name = call.operation.does?.resource ?? '';
    const resource = resourceByName(this.contract, name);
    const deletion = operationById(this.contract, resource?.operations.delete);
    if (resource === undefined || deletion === undefined) return null;
    const made = this.own.madeAt(this.connection.locate({ ...call, operation: deletion }).url);
    if (made === null) return null;
    if (made.isUnsure && call.operation !== deletion)
      return `a deletion of the same ${name} failed, so that its id may be another's by now`;
    if (call.credentials === 'valid') return null;
    const read = await this.#look(call, name);
    const isAnothers = read !== null && this.accepted(read) && !looksLike(resource, made.creation, read);
    return isAnothers ? `such credentials see another ${name} under the same id` : null;
  }

  #withRequired({ operation, values, ...call }: Call): Call {
    const parameters = { ...requiredParameters(this, operation), ...values.parameters };
    return { ...call, operation, values: { ...values, parameters } };
  }

  get leftovers(): readonly Leftover[] {
    return this.own.leftovers;
  }
}
