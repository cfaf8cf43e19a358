import { createInstance, type IHttpRequest, type IHttpResponse, type PrismHttpComponents } from '@stoplight/prism-http';
import type { Operation } from '../contract/contract.ts';
import type { ApiAnswer, ApiRequest, Finding, Rules } from './api-request.ts';
import {
  fillsTemplate,
  type PrismDiagnostic,
  severityOfErrors,
  toAnswer,
  toDiagnostics,
  toFindings,
} from './prism-message.ts';

/** The parts of Prism that decide about a request, and the one that answers it. */
export type PrismParts = Pick<PrismHttpComponents, 'route' | 'validateSecurity' | 'validateInput' | 'mock'>;

const ignore = (): void => {};
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'success'];

/** Prism writes a log whatever happens; this one takes the least time to throw it away. */
export const silentLogger = {
  ...Object.fromEntries(logLevels.map((level) => [level, ignore])),
  child: () => silentLogger,
} as unknown as PrismHttpComponents['logger'];

/** How Prism is run. */
export const prismConfig = {
  checkSecurity: true,
  validateRequest: true,
  validateResponse: true,
  errors: false,
  isProxy: false,
  upstreamProxy: undefined,
  mock: { dynamic: false },
} as const;

/** Gives Prism's own parts: it exports none of them, but fills in those that it isn't given. */
const readStockParts = (): PrismParts => {
  const parts: Partial<PrismHttpComponents> & Pick<PrismHttpComponents, 'logger'> = { logger: silentLogger };
  createInstance(prismConfig, parts);
  const { route, validateSecurity, validateInput, mock } = parts;
  if (route && validateSecurity && validateInput && mock) return { route, validateSecurity, validateInput, mock };
  throw new Error('This version of Prism keeps its parts to itself. Install the version that package.json names.');
};

export const stockParts = readStockParts();

/** One operation, as Prism reads it. */
export type Resource = Parameters<PrismParts['mock']>[0]['resource'];

/** Prism hands a request on from part to part as it is, which is how ours comes along with it. */
export interface CarryingRequest extends IHttpRequest {
  readonly request: ApiRequest;
}

/** The same for the answer. */
export interface CarryingResponse extends IHttpResponse {
  readonly answer: ApiAnswer;
  readonly operation: Operation;
}

const left = <Value>(value: Value) => ({ _tag: 'Left', left: value }) as const;
const right = <Value>(value: Value) => ({ _tag: 'Right', right: value }) as const;

const verdict = <Value>(element: Value, findings: readonly Finding[]) => {
  const [first, ...rest] = toDiagnostics(findings);
  return first === undefined ? right(element) : left<[PrismDiagnostic, ...PrismDiagnostic[]]>([first, ...rest]);
};

/** Prism's readers of parameters and forms throw where they don't understand a value. */
const diagnosticsOf = (judge: () => ReturnType<PrismParts['validateInput']>): readonly PrismDiagnostic[] => {
  try {
    const judged = judge();
    return judged._tag === 'Left' ? judged.left : [];
  } catch (error) {
    return [{ message: `The request cannot be read: ${(error as Error).message}`, severity: severityOfErrors }];
  }
};

const requestOf = (element: IHttpRequest): ApiRequest => (element as CarryingRequest).request;

/** Puts the rules beside Prism's parts: they add to what Prism found, and answer in its place where anything was. */
export const withRules = (
  parts: PrismParts,
  rules: Rules,
  operationOf: (resource: Resource) => Operation,
): PrismParts => ({
  route(options) {
    const routed = parts.route(options);
    if (routed._tag === 'Left' || fillsTemplate(options.input.url.path, routed.right.path)) return routed;
    return left(Object.assign(new Error('A path parameter is empty.'), { status: 404 }));
  },
  validateSecurity({ resource, element }) {
    const operation = operationOf(resource);
    const found = toFindings(
      diagnosticsOf(() => parts.validateSecurity({ resource, element })),
      operation,
    );
    return verdict(element, rules.credentials(operation, requestOf(element), found));
  },
  validateInput({ resource, element }) {
    const operation = operationOf(resource);
    const found = toFindings(
      diagnosticsOf(() => parts.validateInput({ resource, element })),
      operation,
    );
    return verdict(element, rules.input(operation, requestOf(element), found));
  },
  mock:
    ({ resource, input, config }) =>
    (logger) => {
      const operation = operationOf(resource);
      const request = requestOf(input.data);
      const respond = (answer: ApiAnswer) => {
        const { status: statusCode, headers, body } = answer;
        return right<CarryingResponse>({ statusCode, headers: { ...headers }, body, answer, operation });
      };
      const findings = toFindings(input.validations, operation);
      if (findings.length > 0 || request.failure !== null) return respond(rules.refuse(operation, request, findings));
      const mocked = parts.mock({ resource, input, config })(logger);
      if (mocked._tag === 'Right') return respond(rules.remember(operation, request, toAnswer(mocked.right)));
      const { status = 500, detail, message } = mocked.left as Error & { status?: number; detail?: string };
      return respond(rules.refuse(operation, request, [{ status, message: detail || message }]));
    },
});
