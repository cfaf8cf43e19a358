import { createLogger } from '@stoplight/prism-core';
import { getHttpOperationsFromSpec } from '@stoplight/prism-http';
import { createServer } from '@stoplight/prism-http-server';
import type { Contract } from '../../src/clauses/contract.ts';

/** Starts Prism's own server, as its command line does, with all its own parts. */
export const startStockPrism = async ({ document }: Contract) => {
  const operations = await getHttpOperationsFromSpec(structuredClone(document) as object);
  const server = createServer(operations, {
    cors: false,
    components: { logger: createLogger('stock', { level: 'silent' }) },
    config: {
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      errors: false,
      isProxy: false,
      upstreamProxy: undefined,
      mock: { dynamic: false },
    },
  });
  const url = await server.listen(0, '127.0.0.1');
  return { url, close: () => server.close(), [Symbol.asyncDispose]: () => server.close() };
};
