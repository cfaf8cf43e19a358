import { getHttpOperationsFromSpec } from '@stoplight/prism-http';
import type { Contract } from '../../clauses/contract.ts';
import type { Operation } from '../../contract/api-description.ts';
import type { ApiRequest } from '../http/api-request.ts';
import type { ApiAnswer, ApiRefusal, Outcome } from '../http/outcome.ts';
import { createJudgeAnswer } from '../judge/judge-answer.ts';
import type { Rules } from '../judge/rules.ts';
import { fillsTemplate, mockConfig, toAnswer, toPrism } from './prism-message.ts';
import { type PrismOperation, type PrismParts, type PrismRequest, silentLogger } from './prism-parts.ts';
import { withoutEndless } from './prism-patterns.ts';

/** A contract's operations as Prism reads them, by method and path. */
export type PrismReading = ReadonlyMap<string, PrismOperation>;

const keyOf = ({ method, path }: { readonly method: string; readonly path: string }): string =>
  `${method.toUpperCase()} ${path}`;

/** Has Prism read a contract: a second reading, independent of ours. */
export const readWithPrism = async ({ document }: Contract): Promise<PrismReading> => {
  // A copy, because Prism's reader writes into what it reads.
  const read = await getHttpOperationsFromSpec(structuredClone(document) as object);
  // Prism would call the URL of a callback by itself, and a mock calls nobody.
  const resources = read.map(({ callbacks: _callbacks, ...resource }) => resource as PrismOperation);
  return new Map(withoutEndless(resources).map((resource) => [keyOf(resource), resource]));
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
    const input = { data: toPrism(operation), validations: [] };
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
  /** Routes a request, has the rules judge it, and answers it. */
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

/** Opens Prism with one contract. Between its router and its mocker the rules judge the request, and answer where anything is wrong with it. */
export const openPrism = (contract: Contract, reading: PrismReading, rules: Rules, options: PrismOptions): Prism => {
  const { parts, seed, checkOutput } = options;
  const resources = [...reading.values()];
  const operations = new Map(contract.operations.map((operation) => [found(reading, operation), operation]));
  const judgeAnswer = createJudgeAnswer(contract);
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

  const respond = (routed: Routed, config: ReturnType<typeof mockConfig>): ApiAnswer | ApiRefusal => {
    const { request, element, resource, operation } = routed;
    const objections = rules.judge(operation, request);
    if (objections.length > 0 || request.failure !== null) return rules.refuse(operation, request, objections);
    const mocked = parts.mock({ resource, input: { data: element, validations: [] }, config })(silentLogger);
    if (mocked._tag === 'Right') return rules.remember(operation, request, toAnswer(mocked.right));
    const { status = 500, detail, message } = mocked.left as Error & { status?: number; detail?: string };
    return rules.refuse(operation, request, [{ status, message: detail || message }]);
  };

  return {
    hasPath: (path) => methods.some(hasMethod(path)),
    answer(request) {
      const element = toPrism(request);
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
      const isJudged = checkOutput || config.dynamic;
      const violations = isJudged ? judgeAnswer(operation, answer).map(({ message }) => message) : [];
      return { kind: 'answered', operation, answer, violations };
    },
  };
};
