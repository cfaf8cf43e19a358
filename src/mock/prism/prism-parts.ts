import { createInstance, type IHttpRequest, type PrismHttpComponents } from '@stoplight/prism-http';
import { cachedMock } from './cached-answers.ts';
import { cachedRoute } from './cached-route.ts';

/** The parts of Prism: the one that finds the operation of a request, and the one that answers it. */
export type PrismParts = Pick<PrismHttpComponents, 'route' | 'mock'>;

const ignore = (): void => {};
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'success'];

/** Prism writes a log whatever happens; this one takes the least time to throw it away. */
export const silentLogger = {
  ...Object.fromEntries(logLevels.map((level) => [level, ignore])),
  child: () => silentLogger,
} as unknown as PrismHttpComponents['logger'];

const prismConfig = {
  checkSecurity: false,
  validateRequest: false,
  validateResponse: false,
  errors: false,
  isProxy: false,
  upstreamProxy: undefined,
  mock: { dynamic: false },
} as const;

/** Reads Prism's own parts: it exports none of them, but fills in those that it isn't given. */
const readStockParts = (): PrismParts => {
  const parts: Partial<PrismHttpComponents> & Pick<PrismHttpComponents, 'logger'> = { logger: silentLogger };
  createInstance(prismConfig, parts);
  const { route, mock } = parts;
  if (route && mock) return { route, mock };
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
  mock: cachedMock(parts.mock),
});
