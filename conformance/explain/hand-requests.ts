import type { Clause } from '../../src/clauses/clause.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import { resourceByName } from '../../src/contract/contract-index.ts';
import { pathParameters } from '../../src/contract/path-resources.ts';
import { isObject, type JsonValue } from '../../src/document/document.ts';
import { valueAt } from '../../src/document/json-pointer.ts';
import { isJsonMediaType } from '../../src/document/media-type.ts';
import { withReservedHosts } from '../../src/values/reserved-hosts.ts';
import { unknownLike } from '../../src/values/unknown-id.ts';
import { brokenCall, withAnyListed } from '../arbitraries/broken-call.ts';
import { generationOf } from '../arbitraries/generation-of.ts';
import { sampleCall } from '../arbitraries/sample-call.ts';
import { curlOf } from '../evidence/curl.ts';
import { requestClauses } from '../judge/request-violations.ts';
import { type Call, type CallValues, parameterKey } from '../requests/call.ts';
import { encode } from '../requests/encode.ts';
import { isSafe } from '../requests/is-safe.ts';
import type { CheckContext } from '../settings/check-context.ts';
import { oversizedBodyBytes } from '../settings/limits.ts';

/** Lines for a shell: a valid request, and the one that shows whether the clause holds where that is another. */
export interface HandRequests {
  readonly valid: string | null;
  readonly changed: string | null;
  /** The properties that the body of the valid one has. */
  readonly sends: readonly string[];
}

const sampleSeed = 1;

const unknownMakings = { uuid: '0b9d6f4e-7a51-4c3e-8f0a-5d2c1e9b8a47', number: 987_654_321 };

/** A valid request: what the contract's examples show, and made-up values for the rest. */
const sampleValues = (context: CheckContext, operation: Operation): CallValues | null => {
  const { contract, settings } = context;
  const made = sampleCall(operation, generationOf(contract, settings), sampleSeed);
  if (made === null) return null;
  const parameters = operation.parameters
    .filter(({ required }) => required)
    .flatMap((parameter): [string, JsonValue][] => {
      const key = parameterKey(parameter);
      const value = parameter.examples[0]?.value ?? made.parameters[key];
      return value === undefined ? [] : [[key, value]];
    });
  const mediaType = operation.requestBody?.content.find(({ name }) => isJsonMediaType(name));
  const [example] = mediaType?.examples ?? [];
  const body = example === undefined ? made.body : withReservedHosts(example.value);
  return withAnyListed(context, { parameters: Object.fromEntries(parameters), body });
};

/** A request that breaks any clause of the body, or else of anything, that is better not broken in a path. */
const anyBroken = (context: CheckContext, operation: Operation, values: CallValues): Call | null => {
  const [call = null] = requestClauses(context.contract, operation)
    .filter(({ subject, notApplicable }) => notApplicable === null && 'part' in subject && subject.part !== 'path')
    .filter(({ kind }) => kind === 'required' || kind === 'type' || kind === 'enum')
    // A part of the body tells more than none at all.
    .toSorted((one, other) => other.at.length - one.at.length)
    .flatMap((clause) => brokenCall(context, operation, clause, { values, place: 0, choice: 0 }) ?? []);
  return call;
};

/** The same request for something that isn't there; null where nothing in the path is an id. */
const ofNothing = ({ contract }: CheckContext, operation: Operation, valid: Call): Call | null => {
  const name = pathParameters(operation).at(-1);
  const resource = resourceByName(contract, operation.does?.resource);
  const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === name);
  if (name === undefined || resource === undefined || parameter === undefined || parameter.values === 'owner')
    return null;
  const id = valid.values.parameters[`path ${name}`];
  if (typeof id !== 'string' && typeof id !== 'number') return null;
  const parameters = { ...valid.values.parameters, [`path ${name}`]: unknownLike(id, unknownMakings) };
  return { ...valid, values: { ...valid.values, parameters } };
};

/** Another request to which a status is the answer; null where none is known, or it is the valid one's. */
const calledFor = (
  context: CheckContext,
  operation: Operation,
  valid: Call,
  statuses: readonly string[],
): Call | null => {
  const { values } = valid;
  const text = JSON.stringify(values.body ?? {});
  if (statuses.includes('404') || statuses.includes('410')) return ofNothing(context, operation, valid);
  if (statuses.includes('401')) return { ...valid, credentials: 'none' };
  if (statuses.includes('400') || statuses.includes('422')) return anyBroken(context, operation, values);
  if (values.body !== undefined && statuses.includes('415')) return { ...valid, mediaType: 'text/plain' };
  if (values.body !== undefined && statuses.includes('413'))
    return { ...valid, rawBody: text + ' '.repeat(oversizedBodyBytes) };
  return null;
};

const changedCall = (context: CheckContext, operation: Operation, clause: Clause, valid: Call): Call | null => {
  const { kind, subject } = clause;
  if (kind === 'credentials') return { ...valid, credentials: 'none' };
  if (subject.of === 'response') return calledFor(context, operation, valid, subject.statuses);
  if (subject.of !== 'request' || (subject.part === 'path' && !isSafe(operation))) return null;
  return brokenCall(context, operation, clause, { values: valid.values, place: 0, choice: 0 });
};

/** Stands where no request can be made. */
export const noRequests: HandRequests = { valid: null, changed: null, sends: [] };

/** The lines by which somebody finds out by hand whether a clause holds. Credentials are taken from the environment. */
export const handRequests = (context: CheckContext, operation: Operation, clause: Clause): HandRequests => {
  const values = sampleValues(context, operation);
  if (values === null) return noRequests;
  const { target, token, apiKey } = context.settings;
  const lineOf = (call: Call): string =>
    curlOf(context.contract, encode(call, { target, credentials: { token, apiKey }, headers: {} }), {
      token,
      apiKey,
      headers: {},
    });
  const valid: Call = { operation, values, credentials: 'valid' };
  const changed = changedCall(context, operation, clause, valid);
  const resource = resourceByName(context.contract, operation.does?.resource);
  const sent = values.body === undefined ? undefined : valueAt(values.body, resource?.sent ?? '');
  return {
    valid: lineOf(valid),
    changed: changed === null ? null : lineOf(changed),
    sends: isObject(sent) ? Object.keys(sent) : [],
  };
};
