import { getHttpOperationsFromSpec } from '@stoplight/prism-http';
import type { Contract, Operation } from '../contract/contract.ts';
import type { JsonValue } from '../contract/document.ts';
import { judgedInTime, timesLate, tooLate } from '../contract/judged-in-time.ts';
import { createMayTakeLong } from '../contract/may-take-long.ts';
import type { ApiRequest } from './api-request.ts';
import { createDiagnose } from './diagnose.ts';
import { lenientDocument } from './lenient-document.ts';
import type { Objection } from './objections.ts';
import type { ApiAnswer, ApiRefusal, Outcome } from './outcome.ts';
import { createPatternsBroken } from './patterns-broken.ts';
import { fillsTemplate, mockConfig, toAnswer, toObjections, toPrism } from './prism-message.ts';
import { isMistaken } from './prism-mistakes.ts';
import { type PrismOperation, type PrismParts, type PrismRequest, silentLogger } from './prism-parts.ts';
import { withoutHazards } from './prism-patterns.ts';
import type { Rules } from './rules.ts';

/** A contract's operations as Prism reads them, by method and path. */
export type PrismReading = ReadonlyMap<string, PrismOperation>;

const keyOf = ({ method, path }: { readonly method: string; readonly path: string }): string =>
  `${method.toUpperCase()} ${path}`;

/** Writes down that the style `form` has each value stand by itself, unless told otherwise (OpenAPI 3.1.1, 4.8.12.2): Prism takes it for the contrary. */
const withDefaults = (resource: PrismOperation): PrismOperation => {
  const { request } = resource;
  if (request?.query === undefined) return resource;
  const query = request.query.map((one) => ({ ...one, explode: one.explode ?? String(one.style) === 'form' }));
  return { ...resource, request: { ...request, query } };
};

/** Has Prism read a contract: a second reading, independent of ours. */
export const readWithPrism = async ({ document }: Contract): Promise<PrismReading> => {
  // Prism would make the dialect each schema's own, and judge nothing by one that it doesn't know, as OpenAPI's default.
  const { jsonSchemaDialect: _dialect, ...readable } = lenientDocument(document);
  // A copy, because Prism's reader writes into what it reads.
  const read = await getHttpOperationsFromSpec(structuredClone(readable));
  // Prism would call the URL of a callback by itself, and a mock calls nobody.
  const resources = read.map(({ callbacks: _callbacks, ...resource }) => withDefaults(resource as PrismOperation));
  return new Map(withoutHazards(resources).map((resource) => [keyOf(resource), resource]));
};

const found = <Value>(
  known: ReadonlyMap<string, Value>,
  wanted: { readonly method: string; readonly path: string },
) => {
  const value = known.get(keyOf(wanted));
  if (value === undefined) throw new Error(`Prism and the contract disagree on whether there is ${keyOf(wanted)}.`);
  return value;
};

/** What an operation documents for a status: its example, or a body made from its schema. Null where it documents nothing. */
export const documentedAnswer =
  (reading: PrismReading, { mock }: PrismParts) =>
  (operation: Operation, status: number): ApiAnswer | null => {
    const resource = found(reading, operation);
    const input = { data: { method: resource.method as 'get', url: { path: operation.path } }, validations: [] };
    const mocked = mock({ resource, input, config: { dynamic: false, code: status } })(silentLogger);
    return mocked._tag === 'Right' && mocked.right.statusCode === status ? toAnswer(mocked.right) : null;
  };

/** What can be chosen of Prism. */
export interface PrismOptions {
  readonly parts: PrismParts;
  /** By which generated values repeat, or undefined. */
  readonly seed: string | undefined;
  /** Whether all answers are judged too; those with generated values are in any case. */
  readonly checkOutput: boolean;
}

/** Prism with one contract. */
export interface Prism {
  /** Routes a request, judges it, and answers it. */
  answer(request: ApiRequest): Outcome;
  /** Whether there is a path, whatever the method. */
  hasPath(path: string): boolean;
}

/** What Prism found of a request that leads to an operation. */
interface Routed {
  readonly request: ApiRequest;
  readonly element: PrismRequest;
  readonly resource: PrismOperation;
  readonly operation: Operation;
}

/**
 * Gives Prism with one contract. Its parts are asked in the order in which Prism asks them, and the rules have their say between:
 * they add to what Prism found, and answer in its place where anything was.
 */
export const openPrism = (contract: Contract, reading: PrismReading, rules: Rules, options: PrismOptions): Prism => {
  const { parts, seed, checkOutput } = options;
  const { diagnosticsOfSecurity, diagnosticsOfInput, diagnosticsOfOutput } = createDiagnose(parts);
  const resources = [...reading.values()];
  const operations = new Map(contract.operations.map((operation) => [found(reading, operation), operation]));
  const patternsBroken = createPatternsBroken(contract.document);
  const methods = [...new Set(resources.map(({ method }) => method))] as PrismRequest['method'][];

  /** The operation that a request leads to, or why there is none. */
  const route = (input: PrismRequest): PrismOperation | (Error & { readonly status?: number }) => {
    const routed = parts.route({ resources, input });
    if (routed._tag === 'Left') return routed.left;
    const isFilled = fillsTemplate(input.url.path, routed.right.path);
    return isFilled ? routed.right : Object.assign(new Error('A path parameter is empty.'), { status: 404 });
  };
  const hasMethod = (path: string) => (method: PrismRequest['method']) =>
    !(route({ method, url: { path } }) instanceof Error);

  const mayTakeLong = createMayTakeLong(contract.document);
  /** Whether to judge a request may take longer than anyone waits. */
  const isWatched = ({ request: { content }, operation: { requestBody } }: Routed): boolean =>
    content.kind === 'json' && (requestBody?.content ?? []).some(({ schema }) => mayTakeLong(schema, content.value));

  const judgeInTime = (routed: Routed): readonly Objection[] => {
    if (!isWatched(routed)) return judge(routed);
    const lateBefore = timesLate();
    const found = judgedInTime(() => judge(routed));
    // Late in part, it has no verdict on the rest, which may be wrong.
    return found === tooLate || timesLate() !== lateBefore
      ? [{ status: 413, message: 'The request body takes the mock too long to judge' }]
      : found;
  };

  const judge = ({ request, element, resource, operation }: Routed): readonly Objection[] => {
    const ofSecurity = diagnosticsOfSecurity({ resource, element });
    const ofInput = diagnosticsOfInput({ resource, element });
    return [
      ...rules.credentials(operation, request, toObjections(ofSecurity, operation)),
      ...rules.input(operation, request, toObjections(ofInput, operation)),
    ];
  };

  const respond = (routed: Routed, config: ReturnType<typeof mockConfig>): ApiAnswer | ApiRefusal => {
    const { request, element, resource, operation } = routed;
    const objections = judgeInTime(routed);
    if (objections.length > 0 || request.failure !== null) return rules.refuse(operation, request, objections);
    const mocked = parts.mock({ resource, input: { data: element, validations: [] }, config })(silentLogger);
    if (mocked._tag === 'Right') return rules.remember(operation, request, toAnswer(mocked.right));
    const { status = 500, detail, message } = mocked.left as Error & { status?: number; detail?: string };
    return rules.refuse(operation, request, [{ status, message: detail || message }]);
  };

  const violationsOf = ({ resource, operation }: Routed, { status: statusCode, headers, body }: ApiAnswer) => {
    const found = diagnosticsOfOutput({ resource, element: { statusCode, headers: { ...headers }, body } });
    const meant = found.filter((diagnostic) => !isMistaken(body as JsonValue | undefined, diagnostic));
    const ofPatterns = patternsBroken(operation, { status: statusCode, headers, body });
    return [...new Set([...toObjections(meant, operation).map(({ message }) => message), ...ofPatterns])];
  };

  return {
    hasPath: (path) => methods.some(hasMethod(path)),
    answer(request) {
      const element = toPrism(request) as PrismRequest;
      const resource = route(element);
      if (resource instanceof Error) {
        if (resource.status === 404) return { kind: 'no path' };
        if (resource.status !== 405) throw resource;
        const allowed = methods.filter(hasMethod(request.path)).map((method) => method.toUpperCase());
        return { kind: 'no method', allowed };
      }
      const operation = operations.get(resource);
      if (operation === undefined) throw new Error(`Prism knows an operation that the contract lacks: ${resource.id}.`);
      const routed = { request, element, resource, operation };
      const config = mockConfig(request, seed);
      const answer = respond(routed, config);
      const violations = checkOutput || config.dynamic ? violationsOf(routed, answer) : [];
      return { kind: 'answered', operation, answer, violations };
    },
  };
};
