import { afterAll } from 'vitest';
import { describeConformance } from '../../conformance/describe-conformance.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { credentials } from './behind-proxy.ts';

const broken = 'lune/deleteWebhook/204:status';

const mock = await startMock({ ...credentials, apis: ['lune'], break: [broken] });
afterAll(() => mock.close());

// Each test that this registers has to pass, though the server breaks a promise.
describeConformance({
  api: 'lune',
  target: `${mock.url}/lune`,
  token: credentials.token,
  only: ['deleteWebhook'],
  runs: 1,
  seed: 1,
  baseline: `# What this mock was told to do wrong.\n${broken}  # on purpose\n`,
});
