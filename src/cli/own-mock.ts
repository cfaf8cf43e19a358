import { randomBytes } from 'node:crypto';
import type { Options } from './conformance-options.ts';

/** The built-in mock, with what it asks of those who come. */
export interface RunningMock {
  readonly url: string;
  readonly token: string;
  readonly apiKey: string;
  close(): Promise<void>;
}

const credentialBytes = 16;

/** Starts the built-in mock on a free port, with credentials made for the occasion. */
export const startOwnMock = async ({
  api,
  contract,
  allowRefs,
}: Pick<Options, 'api' | 'contract' | 'allowRefs'>): Promise<RunningMock> => {
  const token = randomBytes(credentialBytes).toString('hex');
  const apiKey = randomBytes(credentialBytes).toString('hex');
  // Loaded for this alone: it takes a second, and whoever judges another server has no need of it.
  const { startMock } = await import('../mock/start-mock.ts');
  const mock = await startMock({ apis: api, contracts: contract, allowRefs, port: 0, token, apiKey });
  return { url: mock.url, token, apiKey, close: () => mock.close() };
};
