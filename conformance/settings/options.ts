import type { Contract } from '../../src/clauses/contract.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import { didYouMean } from '../../src/document/did-you-mean.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { UsageError } from '../../src/document/usage-error.ts';
import type { Baseline } from './baseline.ts';
import { requestsPerSecondDefault, runsDefault, runsMax, timeoutMsDefault, timeoutMsMax } from './limits.ts';
import { operationMatcher } from './selection.ts';

/** How a run goes about its target. All but the target have defaults. */
export interface RunOptions {
  /** What stands for the contract's server URL. */
  readonly target: string;
  /** The Bearer token, if the contract knows such. */
  readonly token?: string | undefined;
  /** The API key, which goes where the contract says. */
  readonly apiKey?: string | undefined;
  /** Further headers of every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Values for path parameters and properties that only the target's owner knows. */
  readonly set?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Globs of clause ids or operation ids: only checks of these are run. */
  readonly only?: readonly string[] | undefined;
  /** Globs of clause ids or operation ids that are left out, whatever `only` says. */
  readonly skip?: readonly string[] | undefined;
  /** Sends nothing that writes. */
  readonly readOnly?: boolean | undefined;
  /** Globs of operation ids: writes that are sent although they may change or delete what the run didn't make. */
  readonly allowUnowned?: readonly string[] | undefined;
  /** Values per check. */
  readonly runs?: number | undefined;
  /** Seconds after which no further check is begun. */
  readonly budgetSeconds?: number | undefined;
  /** How many requests are sent in a second at the most; 10 where the target isn't on loopback, else as many as can be. */
  readonly requestsPerSecond?: number | undefined;
  /** How long an answer may take, in milliseconds; 5,000 if left out. */
  readonly timeoutMs?: number | undefined;
  /** What the choices of a run follow from: with the same one they are the same. Drawn at random if left out; the report holds it. */
  readonly seed?: number | undefined;
  /** One counterexample, as a finding's `replay` names it. */
  readonly replay?: string | undefined;
  /** A broken SHOULD fails the run too. */
  readonly strict?: boolean | undefined;
  /** Clauses that are known to be broken: the text of a baseline, or a baseline that was read already. */
  readonly baseline?: string | Baseline | undefined;
  /** Ends the run when it is aborted: no further case is begun, what was made is deleted, and the report says that the run was interrupted. */
  readonly signal?: AbortSignal | undefined;
}

/** The options of one run, checked and complete. */
export interface Settings {
  readonly target: string;
  readonly onLoopback: boolean;
  readonly token: string | null;
  readonly apiKey: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly ownerValues: ReadonlyMap<string, readonly string[]>;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly readOnly: boolean;
  /** Whether `--allow-unowned` names an operation. */
  readonly allowsUnowned: (operation: Operation) => boolean;
  readonly runs: number;
  readonly budgetMs: number | null;
  readonly requestsPerSecond: number | null;
  readonly timeoutMs: number;
  readonly seed: number;
  /** When the run began, in milliseconds since 1970. With the seed it decides what must differ from run to run, so the report names it. */
  readonly startedAtMs: number;
  readonly replay: string | null;
  readonly strict: boolean;
  readonly signal: AbortSignal;
}

const loopbackHosts = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

const targetOf = (target: string): URL => {
  const url = URL.canParse(target) ? new URL(target) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new UsageError(
      `The target ${JSON.stringify(target)} is no http or https URL. Give one such as http://127.0.0.1:4010/api.`,
    );
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new UsageError(
      'The target holds credentials, a query or a fragment. Give the bare base URL, and credentials by their options.',
    );
  }
  return url;
};

/** Checks that a value can stand in a header (RFC 9110, 5.5), without showing it: it may be a secret. */
const checkHeaderValue = (option: string, value: string | undefined): void => {
  if (value === undefined || (/^[\t\x20-\x7e\x80-\xff]+$/.test(value) && value.trim() === value)) return;
  throw new UsageError(
    `${option} is empty, or holds what no header may hold, such as a line break or a space at an end. Give it without that.`,
  );
};

const checkHeaders = ({ token, apiKey, headers = {} }: RunOptions): void => {
  checkHeaderValue('--token or WEBHOOK_CONTRACTS_TOKEN', token);
  checkHeaderValue('--api-key or WEBHOOK_CONTRACTS_API_KEY', apiKey);
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name))
      throw new UsageError(`--header names ${JSON.stringify(name)}, which is no name of a header.`);
    checkHeaderValue(`--header ${name}`, value);
  }
};

const within = (
  name: string,
  value: number,
  range: { readonly min: number; readonly max: number; readonly whole: boolean },
): number => {
  if (value >= range.min && value <= range.max && (!range.whole || Number.isInteger(value))) return value;
  throw new UsageError(
    `${name} is ${value}; it takes a ${range.whole ? 'whole ' : ''}number from ${range.min} to ${range.max}.`,
  );
};

const budgetSecondsRange = { min: 1, max: 86_400, whole: false };
const rateRange = { min: 0.1, max: 10_000, whole: false };

const optional = <Value>(value: Value | undefined, read: (value: Value) => number): number | null =>
  value === undefined ? null : read(value);

const seedMax = 0x7fffffff;

/** Names that `--set` may give values to: path parameters, and whatever the contract says only the owner knows. */
const settable = (contract: Contract): ReadonlySet<string> => {
  const names = new Set(contract.operations.flatMap(({ parameters }) => parameters.map(({ name }) => name)));
  const visit = (value: JsonValue): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, child] of Object.entries(value)) {
        if (key === 'properties' && typeof child === 'object' && child !== null)
          for (const name of Object.keys(child)) names.add(name);
        visit(child);
      }
    }
  };
  visit(contract.document);
  return names;
};

/** The path parameters whose values only the owner of a target knows, and didn't say. */
const unknownOwnerValues = (contract: Contract, set: RunOptions['set']): readonly string[] => {
  const names = contract.operations.flatMap(({ parameters }) =>
    parameters.filter(({ in: place, values }) => place === 'path' && values === 'owner').map(({ name }) => name),
  );
  return [...new Set(names)].filter((name) => set?.[name] === undefined);
};

/** Checks that `--set` names what there is, and that it names all that a target which isn't ours can't do without. */
const checkOwnerValues = (contract: Contract, options: RunOptions, onLoopback: boolean): void => {
  const unknown = unknownOwnerValues(contract, options.set);
  if (!onLoopback && unknown.length > 0) {
    const example = unknown.map((name) => `--set ${name}=…`).join(' ');
    throw new UsageError(`Only the owner of the target knows the ${unknown.join(' and ')} to use. Give ${example}.`);
  }
  const known = settable(contract);
  for (const name of Object.keys(options.set ?? {})) {
    if (!known.has(name))
      throw new UsageError(`--set names ${name}, but ${contract.id} has no parameter or property of that name.`);
    if (options.set?.[name]?.length === 0)
      throw new UsageError(`--set names ${name} and gives no value of it. Give one at least, or leave it out.`);
  }
};

/** Reads the globs of `--allow-unowned`. Throws a UsageError for one that names no operation: it was meant to allow something. */
const unownedMatcher = (contract: Contract, globs: readonly string[]): Settings['allowsUnowned'] => {
  const unmatched = globs.find((glob) => !contract.operations.some(operationMatcher(contract.id, [glob])));
  if (unmatched !== undefined)
    throw new UsageError(
      `--allow-unowned ${unmatched} matches no operation. ${didYouMean(
        unmatched,
        contract.operations.map(({ id }) => id),
      )}`,
    );
  return operationMatcher(contract.id, globs);
};

/** Checks the options of a run and fills in the defaults. Throws a UsageError that names the option. */
export const settingsOf = (contract: Contract, options: RunOptions): Settings => {
  const url = targetOf(options.target);
  const onLoopback = loopbackHosts.test(url.hostname);
  checkOwnerValues(contract, options, onLoopback);
  checkHeaders(options);
  return {
    target: url.href.replace(/\/+$/, ''),
    onLoopback,
    token: options.token ?? null,
    apiKey: options.apiKey ?? null,
    headers: Object.fromEntries(
      Object.entries(options.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
    ),
    ownerValues: new Map(Object.entries(options.set ?? {})),
    only: options.only ?? [],
    skip: options.skip ?? [],
    readOnly: options.readOnly ?? false,
    allowsUnowned: unownedMatcher(contract, options.allowUnowned ?? []),
    runs: within('--runs', options.runs ?? runsDefault, { min: 1, max: runsMax, whole: true }),
    budgetMs: optional(options.budgetSeconds, (seconds) => within('--budget', seconds, budgetSecondsRange) * 1000),
    requestsPerSecond:
      optional(options.requestsPerSecond, (rate) => within('--rate', rate, rateRange)) ??
      (onLoopback ? null : requestsPerSecondDefault),
    timeoutMs: within('--timeout', options.timeoutMs ?? timeoutMsDefault, { min: 1, max: timeoutMsMax, whole: true }),
    seed: within('--seed', options.seed ?? Math.floor(Math.random() * seedMax), { min: 0, max: seedMax, whole: true }),
    startedAtMs: Date.now(),
    replay: options.replay ?? null,
    strict: options.strict ?? false,
    signal: options.signal ?? new AbortController().signal,
  };
};
