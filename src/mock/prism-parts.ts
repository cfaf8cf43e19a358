import { createInstance, type IHttpRequest, type PrismHttpComponents } from '@stoplight/prism-http';
import { ValidationContext } from '@stoplight/prism-http/dist/validator/validators/types.js';
import { validateAgainstSchema } from '@stoplight/prism-http/dist/validator/validators/utils.js';
import { cachedMock } from './cached-answers.ts';
import { cachedInput } from './cached-input.ts';
import { cachedRoute } from './cached-route.ts';
import { cachedSecurity } from './cached-security.ts';

/** The parts of Prism: those that decide about a request, the one that answers it, and the one that judges the answer. */
export type PrismParts = Pick<
  PrismHttpComponents,
  'route' | 'validateSecurity' | 'validateInput' | 'mock' | 'validateOutput'
> & {
  /** What is wrong with a body by a schema, as `validateInput` has it in the end; none where nothing is. `bundle` is what the schema refers to. */
  readonly validateBody: (body: unknown, schema: object, bundle: unknown) => ReturnType<typeof validateAgainstSchema>;
};

const ignore = (): void => {};
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'success'];

/** Prism writes a log whatever happens; this one takes the least time to throw it away. */
export const silentLogger = {
  ...Object.fromEntries(logLevels.map((level) => [level, ignore])),
  child: () => silentLogger,
} as unknown as PrismHttpComponents['logger'];

const prismConfig = {
  checkSecurity: true,
  validateRequest: true,
  validateResponse: true,
  errors: false,
  isProxy: false,
  upstreamProxy: undefined,
  mock: { dynamic: false },
} as const;

const validateBody: PrismParts['validateBody'] = (body, schema, bundle) =>
  validateAgainstSchema(body, schema, false, ValidationContext.Input, 'body', bundle);

/** Gives Prism's own parts: it exports none of them, but fills in those that it isn't given. */
const readStockParts = (): PrismParts => {
  const parts: Partial<PrismHttpComponents> & Pick<PrismHttpComponents, 'logger'> = { logger: silentLogger };
  createInstance(prismConfig, parts);
  const { route, validateSecurity, validateInput, mock, validateOutput } = parts;
  if (route && validateSecurity && validateInput && mock && validateOutput) {
    return { route, validateSecurity, validateInput, mock, validateOutput, validateBody };
  }
  throw new Error('This version of Prism keeps its parts to itself. Install the version that package.json names.');
};

export const stockParts = readStockParts();

/** One operation, as Prism reads it. */
export type PrismOperation = Parameters<PrismParts['mock']>[0]['resource'];

/** A request, as Prism reads it. */
export type PrismRequest = IHttpRequest;

/** Parts that keep what they found for the next request that is the same to them. The operations must always be the same. */
export const cachedParts = (parts: PrismParts, resources: readonly PrismOperation[]): PrismParts => ({
  route: cachedRoute(
    parts.route,
    resources.map(({ path }) => path),
  ),
  validateSecurity: cachedSecurity(parts.validateSecurity),
  validateInput: cachedInput(parts),
  mock: cachedMock(parts.mock),
  validateOutput: parts.validateOutput,
  validateBody: parts.validateBody,
});
