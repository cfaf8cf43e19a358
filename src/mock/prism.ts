import { getHttpOperationsFromSpec } from '@stoplight/prism-http';
import type { Contract, Operation } from '../contract/contract.ts';
import type { ApiAnswer, ApiRefusal, ApiRequest, Finding, Outcome, Rules } from './api-request.ts';
import { lenientDocument } from './lenient-document.ts';
import {
  fillsTemplate,
  mockConfig,
  type PrismDiagnostic,
  severityOfErrors,
  toAnswer,
  toFindings,
  toPrism,
} from './prism-message.ts';
import { type PrismParts, type PrismRequest, type Resource, silentLogger } from './prism-parts.ts';

/** A contract's operations as Prism reads them, by method and path. */
export type PrismReading = ReadonlyMap<string, Resource>;

const keyOf = ({ method, path }: { readonly method: string; readonly path: string }): string =>
  `${method.toUpperCase()} ${path}`;

/** Has Prism read a contract: a second reading, independent of ours. */
export const readWithPrism = async ({ document }: Contract): Promise<PrismReading> => {
  // Prism would make the dialect each schema's own, and judge nothing by one that it doesn't know, as OpenAPI's default.
  const { jsonSchemaDialect: _dialect, ...readable } = lenientDocument(document);
  // A copy, because Prism's reader writes into what it reads.
  const read = await getHttpOperationsFromSpec(structuredClone(readable));
  // Prism would call the URL of a callback by itself, and a mock calls nobody.
  return new Map(read.map(({ callbacks: _callbacks, ...resource }) => [keyOf(resource), resource as Resource]));
};

const found = <Value>(
  known: ReadonlyMap<string, Value>,
  wanted: { readonly method: string; readonly path: string },
) => {
  const value = known.get(keyOf(wanted));
  if (value === undefined) throw new Error(`Prism and the contract disagree on whether there is ${keyOf(wanted)}.`);
  return value;
};

/** Gives what an operation documents for a status: its example, or a body made from its schema. Null where it documents nothing. */
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
  /** Says whether there is a path, whatever the method. */
  hasPath(path: string): boolean;
}

/** Prism's readers of parameters and forms throw where they don't understand a value. */
const diagnosticsOf = (judge: () => ReturnType<PrismParts['validateInput']>): readonly PrismDiagnostic[] => {
  try {
    const judged = judge();
    return judged._tag === 'Left' ? judged.left : [];
  } catch (error) {
    return [{ message: `The request cannot be read: ${(error as Error).message}`, severity: severityOfErrors }];
  }
};

/** What Prism found of a request that leads to an operation. */
interface Routed {
  readonly request: ApiRequest;
  readonly element: PrismRequest;
  readonly resource: Resource;
  readonly operation: Operation;
}

/**
 * Gives Prism with one contract. Its parts are asked in the order in which Prism asks them, and the rules have their say between:
 * they add to what Prism found, and answer in its place where anything was.
 */
export const openPrism = (contract: Contract, reading: PrismReading, rules: Rules, options: PrismOptions): Prism => {
  const { parts, seed, checkOutput } = options;
  const resources = [...reading.values()];
  const operations = new Map(contract.operations.map((operation) => [found(reading, operation), operation]));
  const methods = [...new Set(resources.map(({ method }) => method))] as PrismRequest['method'][];

  /** Gives the operation that a request leads to, or why there is none. */
  const route = (input: PrismRequest): Resource | (Error & { readonly status?: number }) => {
    const routed = parts.route({ resources, input });
    if (routed._tag === 'Left') return routed.left;
    const isFilled = fillsTemplate(input.url.path, routed.right.path);
    return isFilled ? routed.right : Object.assign(new Error('A path parameter is empty.'), { status: 404 });
  };
  const hasMethod = (path: string) => (method: PrismRequest['method']) =>
    !(route({ method, url: { path } }) instanceof Error);

  const judge = ({ request, element, resource, operation }: Routed): readonly Finding[] => {
    const ofSecurity = diagnosticsOf(() => parts.validateSecurity({ resource, element }));
    const ofInput = diagnosticsOf(() => parts.validateInput({ resource, element }));
    return [
      ...rules.credentials(operation, request, toFindings(ofSecurity, operation)),
      ...rules.input(operation, request, toFindings(ofInput, operation)),
    ];
  };

  const respond = (routed: Routed, config: ReturnType<typeof mockConfig>): ApiAnswer | ApiRefusal => {
    const { request, element, resource, operation } = routed;
    const findings = judge(routed);
    if (findings.length > 0 || request.failure !== null) return rules.refuse(operation, request, findings);
    const mocked = parts.mock({ resource, input: { data: element, validations: [] }, config })(silentLogger);
    if (mocked._tag === 'Right') return rules.remember(operation, request, toAnswer(mocked.right));
    const { status = 500, detail, message } = mocked.left as Error & { status?: number; detail?: string };
    return rules.refuse(operation, request, [{ status, message: detail || message }]);
  };

  const violationsOf = ({ resource, operation }: Routed, { status: statusCode, headers, body }: ApiAnswer) => {
    const judged = parts.validateOutput({ resource, element: { statusCode, headers: { ...headers }, body } });
    return judged._tag === 'Left' ? toFindings(judged.left, operation).map(({ message }) => message) : [];
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
