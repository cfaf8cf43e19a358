import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { sampleRequest } from '../../src/mock/http/sample-request.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { type Asking, ask } from './ask.ts';

const contracts = [join(import.meta.dirname, 'fixtures/orders.yaml')];
const mock = await startMock({ contracts, checkOutput: true });
afterAll(() => mock.close());

const trace = { 'x-trace': 't' };
const cookie = { cookie: 'a=b; sid=s' };

interface Row extends Asking {
  readonly line: string;
  readonly status: number;
  readonly type?: string;
  readonly says: string;
}
const rows: readonly Row[] = [
  { line: 'GET /orders?page=2', headers: trace, status: 200, says: '[' },
  { line: 'GET /orders?page=2&key=k', headers: { ...trace, ...cookie }, credentials: false, status: 200, says: '[' },
  { line: 'GET /orders?page=2&key=k', headers: trace, credentials: false, status: 401, says: 'why' },
  { line: 'GET /orders', headers: trace, status: 400, says: 'why' },
  { line: 'GET /orders?page=2', status: 400, says: 'why' },
  { line: 'POST /orders', body: { lines: ['x'], callback: 'c' }, status: 202, says: '' },
  { line: 'POST /orders', body: { lines: [1] }, status: 400, says: 'body.lines.0 must be string' },
  { line: 'POST /orders', body: '[]', type: 'text/xml', status: 415, says: 'application/json' },
  { line: 'GET /open/abc.json', credentials: false, status: 200, says: 'hello' },
  { line: 'GET /open/abcd.json', status: 400, says: 'path.name must NOT have more than 3 characters' },
  { line: 'GET /open/.json', status: 400, says: 'name' },
  { line: 'GET /nowhere', status: 404, says: 'no path' },
];

describe('a contract without any word of ours', () => {
  test.each(rows)('answers $line with $status ($says)', async ({ line, status, says, ...asking }) => {
    const answer = await ask(mock, line, asking);
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(says)]);
  });

  test('has a sample request for each of its operations', async () => {
    for (const operation of mock.contracts.flatMap(({ operations }) => operations)) {
      const sample = sampleRequest(operation, { token: 't', apiKey: 'k' });
      const body = operation.requestBody === null ? {} : { body: {} };
      const asking = { headers: { ...sample.headers }, credentials: false, ...body };
      expect((await ask(mock, `${sample.method} ${sample.path}`, asking)).status).toBeLessThan(300);
    }
  });

  test('has the headers of its examples, and problems where it describes no refusal', async () => {
    const taken = await ask(mock, 'POST /orders', { body: {} });
    expect(taken.headers).toMatchObject({ location: '/orders/1', 'content-length': '0' });
    const refused = await ask(mock, 'POST /orders', { body: [] });
    expect(refused.headers['content-type']).toBe('application/problem+json');
    expect(refused.body).toMatchObject({ type: 'about:blank', title: 'Bad Request', status: 400 });
  });

  test('accepts only the key and cookie that it was started with', async () => {
    await using guarded = await startMock({ contracts, apiKey: 's' });
    const statusWith = async (key: string, sid: string) => {
      const headers = { ...trace, cookie: `sid=${sid}` };
      return (await ask(guarded, `GET /orders?page=1&key=${key}`, { headers, credentials: false })).status;
    };
    expect([await statusWith('s', 's'), await statusWith('x', 's'), await statusWith('s', 'x')]).toEqual([
      200, 401, 401,
    ]);
  });

  test('calls no callback, whatever URL a request names', async () => {
    let calls = 0;
    const listener = createServer((_request, response) => {
      calls++;
      response.end();
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const callback = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/`;
    expect((await ask(mock, 'POST /orders', { body: { callback } })).status).toBe(202);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await new Promise((resolve) => listener.close(resolve));
    expect(calls).toBe(0);
  });
});
