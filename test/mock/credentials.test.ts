import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { MockOptions } from '../../src/mock/options.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { ask } from './ask.ts';

const securitySchemes = {
  bearer: { type: 'http', scheme: 'bearer' },
  basic: { type: 'http', scheme: 'basic' },
  cookie: { type: 'apiKey', in: 'cookie', name: 'key' },
};

const statusOf = async (
  security: readonly object[],
  headers: Record<string, string>,
  options: MockOptions,
): Promise<number> => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'things.yaml');
  const contract = {
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
    paths: { '/things': { get: { operationId: 'getThings', security, responses: { 200: { description: 'All.' } } } } },
    components: { securitySchemes },
  };
  await writeFile(file, JSON.stringify(contract));
  await using mock = await startMock({ ...options, contracts: [file] });
  return (await ask(mock, 'GET /things', { headers, credentials: false })).status;
};

const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });

test.each([
  { security: [{ bearer: [] }], headers: { authorization: 'bearer t' }, options: {}, status: 200 },
  { security: [{ bearer: [] }], headers: { authorization: 'BEARER t' }, options: { token: 't' }, status: 200 },
  { security: [{ bearer: [] }], headers: { authorization: 'bearer x' }, options: { token: 't' }, status: 401 },
  { security: [{ bearer: [] }], headers: { authorization: 'bearer' }, options: {}, status: 401 },
  { security: [{ bearer: [] }], headers: basic('a:b'), options: {}, status: 401 },
  { security: [{ basic: [] }], headers: basic('user:pa:ss'), options: { token: 'user:pa:ss' }, status: 200 },
  { security: [{ basic: [] }], headers: basic('user:pa:s'), options: { token: 'user:pa:ss' }, status: 401 },
  { security: [{ basic: [] }], headers: basic('user'), options: {}, status: 401 },
  { security: [{ bearer: [] }, {}], headers: basic('a:b'), options: {}, status: 200 },
  { security: [{ bearer: [] }, {}], headers: {}, options: { token: 't' }, status: 200 },
  { security: [{ bearer: [], cookie: [] }], headers: { authorization: 'bearer t' }, options: {}, status: 401 },
  { security: [{ cookie: [] }], headers: { cookie: 'a=b; key=k%20%3D%3B' }, options: { apiKey: 'k =;' }, status: 200 },
  { security: [{ cookie: [] }], headers: { cookie: 'key=100%' }, options: { apiKey: '100%' }, status: 200 },
  { security: [{ cookie: [] }], headers: { cookie: 'key=k%2520' }, options: { apiKey: 'k ' }, status: 401 },
])('$security with $headers, of a mock with $options: $status', async ({ security, headers, options, status }) => {
  const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  expect(await statusOf(security, sent, options)).toBe(status);
});
