import { createInstance, getHttpOperationsFromSpec } from '@stoplight/prism-http';
import type { Contract, Operation } from '../contract/contract.ts';
import type { ApiAnswer, ApiRequest, Outcome, Rules } from './api-request.ts';
import { mockConfig, toAnswer, toFindings, toPrism } from './prism-message.ts';
import {
  type CarryingRequest,
  type CarryingResponse,
  type PrismParts,
  prismConfig,
  type Resource,
  silentLogger,
  withRules,
} from './prism-parts.ts';

/** A contract's operations as Prism reads them, by method and path. */
export type PrismReading = ReadonlyMap<string, Resource>;

const keyOf = ({ method, path }: { readonly method: string; readonly path: string }): string =>
  `${method.toUpperCase()} ${path}`;

/** Has Prism read a contract: a second reading, independent of ours. */
export const readWithPrism = async ({ document }: Contract): Promise<PrismReading> => {
  // A copy, because Prism's reader writes into what it reads.
  const read = await getHttpOperationsFromSpec(structuredClone(document) as object);
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
  answer(request: ApiRequest): Promise<Outcome>;
  /** Gives the methods that a path has, in capitals; none where there is no such path. */
  methodsAt(path: string): readonly string[];
}

/** Gives Prism with one contract, its parts with the rules beside them. */
export const openPrism = (contract: Contract, reading: PrismReading, rules: Rules, options: PrismOptions): Prism => {
  const operations = new Map(contract.operations.map((operation) => [keyOf(operation), operation]));
  const parts = withRules(options.parts, rules, (resource) => found(operations, resource));
  const resources = [...reading.values()];
  const methods = [...new Set(resources.map(({ method }) => method))] as CarryingRequest['method'][];
  const instance = createInstance(prismConfig, { logger: silentLogger, ...parts });

  const methodsAt = (path: string): readonly string[] =>
    methods
      .filter((method) => parts.route({ resources, input: { method, url: { path } } })._tag === 'Right')
      .map((method) => method.toUpperCase());

  const answer = async (request: ApiRequest): Promise<Outcome> => {
    const input = { ...toPrism(request), request } as CarryingRequest;
    const mock = mockConfig(request, options.seed);
    const validateResponse = options.checkOutput || mock.dynamic;
    const outcome = await instance.request(input, resources, { ...prismConfig, validateResponse, mock })();
    if (outcome._tag === 'Left') {
      const { status } = outcome.left as Error & { status?: number };
      if (status === 404) return { kind: 'no path' };
      if (status === 405) return { kind: 'no method', allowed: methodsAt(request.path) };
      throw outcome.left;
    }
    const output = outcome.right.output as CarryingResponse;
    const wrong = toFindings(outcome.right.validations.output, output.operation);
    const violations = wrong.map(({ message }) => message);
    return { kind: 'answered', operation: output.operation, answer: output.answer, violations };
  };
  return { answer, methodsAt };
};
