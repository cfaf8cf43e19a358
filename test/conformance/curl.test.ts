import { execFile } from 'node:child_process';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { curlOf } from '../../conformance/evidence/curl.ts';
import { createSender } from '../../conformance/http/send.ts';
import { type CredentialKind, parameterKey } from '../../conformance/requests/call.ts';
import type { Credentials } from '../../conformance/requests/credentials.ts';
import { encode } from '../../conformance/requests/encode.ts';
import { runConformance } from '../../conformance/run/run-conformance.ts';
import { loadContract } from '../../src/clauses/load-contract.ts';

const run = promisify(execFile);

const contract = await loadContract(join(import.meta.dirname, 'fixtures/credentials.yaml'));

/** What a request says in the places where credentials stand. */
const said = ({ method, url, headers }: IncomingMessage) => ({
  method,
  url,
  credentials: ['authorization', 'x-key', 'x-note', 'cookie'].map((name) => headers[name]),
});

/** A server that accepts everything, and says in its answer all that it was told, and what it makes of it. */
const came: ReturnType<typeof said>[] = [];
const server = createServer((request, response) => {
  came.push(said(request));
  const decoded = Buffer.from(request.headers.authorization?.split(' ')[1] ?? '', 'base64').toString();
  const body = JSON.stringify({ ...said(request), decoded, password: decoded.split(':')[1] });
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(request.method === 'HEAD' ? undefined : body);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const sender = createSender({ timeoutMs: 10_000 });
afterAll(async () => {
  await sender.close();
  server.close();
});

/** Sends the valid request of an operation, and then the line that repeats it. */
const sentAndRepeated = async (id: string, credentials: Credentials, kind: CredentialKind) => {
  const operation = contract.operations.find((one) => one.id === id);
  if (operation === undefined) throw new Error(`There is no operation ${id}.`);
  const parameters = Object.fromEntries(
    operation.parameters.map((one) => [parameterKey(one), one.examples[0]?.value ?? null]),
  );
  const call = { operation, values: { parameters, body: undefined }, credentials: kind };
  const request = encode(call, { target, credentials, headers: {} });
  await sender.send(request);
  const line = curlOf(contract, request, { ...credentials, headers: {} });
  const env = {
    ...process.env,
    WEBHOOK_CONTRACTS_TOKEN: credentials.token ?? '',
    WEBHOOK_CONTRACTS_API_KEY: credentials.apiKey ?? '',
  };
  await run('bash', ['-c', `${line} --silent --max-time 10`], { env });
  const [sent, repeated] = came.slice(-2);
  return { line, sent, repeated };
};

const given: readonly Credentials[] = [
  { token: 'user:pa55-word', apiKey: 'key-of-this-test' },
  { token: `one without a colon, ${'long '.repeat(20)}`.trim(), apiKey: 'Token its/1+2=3 %' },
  { token: 'a"b$HOME`id`:\\', apiKey: '"a"$HOME`id`\\' },
];

describe.each(contract.operations.map(({ id }) => id))(
  'The curl line of a request that shows a credential by %s',
  (id) => {
    test.each(given)('repeats it to the byte, and takes %j from the environment', async (credentials) => {
      const { line, sent, repeated } = await sentAndRepeated(id, credentials, 'valid');
      expect(repeated).toEqual(sent);
      expect(line).toMatch(/WEBHOOK_CONTRACTS_/);
      for (const secret of Object.values(credentials)) {
        for (const form of [
          secret ?? '',
          encodeURIComponent(secret ?? ''),
          Buffer.from(secret ?? '').toString('base64'),
        ])
          expect(line).not.toContain(form);
      }
    });

    test.each(given)('shows a wrong one in the place of %j', async (credentials) => {
      const { line, sent, repeated } = await sentAndRepeated(id, credentials, 'wrong-value');
      expect(repeated).toMatchObject({ method: sent?.method });
      expect(repeated?.credentials.map((one) => typeof one)).toEqual(sent?.credentials.map((one) => typeof one));
      expect(line).not.toMatch(/WEBHOOK_CONTRACTS_/);
    });
  },
);

test.each(['bearer', 'basic'])(
  'Credentials of another scheme than %s are shown, and repeated to the byte',
  async (id) => {
    for (const credentials of given) {
      const { sent, repeated } = await sentAndRepeated(id, credentials, 'wrong-scheme');
      expect(sent?.credentials[0]).toMatch(/^Digest /);
      expect(repeated).toEqual(sent);
    }
  },
);

test('No report holds what a server makes of the credentials that it was shown', async () => {
  const token = 'user:pa55-word';
  const apiKey = 'Token of/this+test';
  const report = await runConformance({ contract, target, token, apiKey, seed: 1, runs: 2 });
  const text = JSON.stringify(report);
  expect(report.runs[0]?.findings.map(({ operation }) => operation)).toEqual(
    expect.arrayContaining(['bearer', 'basic', 'header', 'authorization', 'query', 'cookie']),
  );
  const base64 = Buffer.from(token).toString('base64');
  for (const form of [token, base64, encodeURIComponent(base64), 'pa55-word', apiKey, encodeURIComponent(apiKey)])
    expect(text).not.toContain(form);
});

test('What Basic bore in recorded traffic is taken from the environment as it was given', () => {
  const base64 = Buffer.from('user:pa55-word').toString('base64');
  const request = { method: 'GET', url: target, headers: { authorization: `Basic ${base64}` }, body: null };
  const lines = ['user:pa55-word', base64].map((token) =>
    curlOf(contract, request, { token, apiKey: null, headers: {} }),
  );
  expect(lines[0]).toContain('base64');
  expect(lines[1]).toBe(lines[0]);
});

test('A header without a value is sent by a curl line, too', async () => {
  const request = { method: 'GET', url: target, headers: { 'x-note': '', cookie: '' }, body: null };
  const line = curlOf(contract, request, { token: null, apiKey: null, headers: {} });
  await run('bash', ['-c', `${line} --silent --max-time 10`]);
  expect(came.at(-1)?.credentials).toEqual([undefined, undefined, '', '']);
});
