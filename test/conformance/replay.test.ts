import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../conformance/evidence/report.ts';
import { runConformance } from '../../conformance/run-conformance.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { credentials, judgeThrough } from './behind-proxy.ts';
import { fromJson, isRecord, type PassedRequest, startProxy, type Tampering } from './proxy.ts';
import { answer, answers, mended, objects } from './tamper.ts';

const run = promisify(execFile);

const mock = await startMock({ ...credentials });
afterAll(() => mock.close());

const withToken = (request: PassedRequest): PassedRequest => ({
  ...request,
  headers: { ...request.headers, authorization: `Bearer ${credentials.token}` },
});

interface Row {
  readonly what: string;
  readonly api: string;
  readonly tampering: Tampering;
  readonly clause: string;
}

const rows: readonly Row[] = [
  {
    what: 'an answer that is always wrong',
    api: 'cloudflare',
    tampering: objects(['id', 'events'], (webhook) => ({ ...webhook, enabled: 'yes' }), { of: ['getWebhookByID'] }),
    clause: 'cloudflare/getWebhookByID/200/body/data/enabled:type',
  },
  {
    what: 'an answer that is wrong for some values, found by chance and made smaller',
    api: 'cloudflare',
    tampering: {
      request: (request) => {
        const body = fromJson(request.body);
        const isLong = isRecord(body) && typeof body.name === 'string' && body.name.length > 3;
        return isLong && request.operation === 'createWebhook' ? answer(500, {}) : request;
      },
    },
    clause: 'cloudflare/createWebhook/201:status',
  },
  {
    what: 'a query that is wrong for some values',
    api: 'management',
    tampering: { request: (request) => (/take=([3-9]|\d\d)/.test(request.url) ? answer(500, {}) : request) },
    clause: 'management/getWebhookSubscriptions/200:status',
  },
  {
    what: 'a broken request that is accepted',
    api: 'lune',
    tampering: {
      request: (request) =>
        request.body.includes('"https://hooks.example.COM"')
          ? { ...request, body: request.body.replace('.COM', '.com') }
          : request,
    },
    clause: 'lune/createWebhook/request/body/url:pattern',
  },
  {
    what: 'malformed JSON that is accepted',
    api: 'lune',
    tampering: mended(['updateWebhook'], (request) =>
      request.body !== '' && fromJson(request.body) === undefined
        ? { ...request, body: '{"url":"https://hooks.example.com","enabled":true}' }
        : request,
    ),
    clause: 'lune/updateWebhook/request/body:well-formed',
  },
  {
    what: 'another media type that is accepted',
    api: 'cloudflare',
    tampering: mended(['editWebhook'], (request) => ({
      ...request,
      headers: { ...request.headers, 'content-type': 'application/json' },
    })),
    clause: 'cloudflare/editWebhook/request/body:media-type',
  },
  {
    what: 'a URL with a line break and quotes that is accepted',
    api: 'cloudflare',
    tampering: {
      request: (request) =>
        request.body.includes('\\n') ? { ...request, body: request.body.replaceAll('\\n', '') } : request,
    },
    clause: 'cloudflare/createWebhook/request/body/url:format',
  },
  {
    what: 'credentials that nobody asks for',
    api: 'lune',
    tampering: mended(['deleteWebhook'], withToken),
    clause: 'lune/deleteWebhook:credentials',
  },
  {
    what: 'a token that nobody looks at',
    api: 'management',
    tampering: mended(['getWebhookEventTypes'], (request) =>
      request.headers.authorization === undefined ? request : withToken(request),
    ),
    clause: 'management/getWebhookEventTypes:credentials',
  },
  {
    what: 'a status of a refusal',
    api: 'lune',
    tampering: answers({ of: ['createWebhook'], statuses: [400] }, (response) => ({ ...response, status: 418 })),
    clause: 'lune/createWebhook/400:status',
  },
];

/** Finds a clause broken, and the request that showed it. */
const find = async ({ api, tampering, clause }: Row): Promise<Finding> => {
  const operation = clause.split(/[/:]/)[1] ?? '';
  const only = [`${api}/${operation}`];
  const { run: judged } = await judgeThrough(mock, api, tampering, { runs: 25, seed: 7, only });
  const finding = judged.findings.find((candidate) => candidate.clause === clause);
  expect(judged.findings.map((candidate) => candidate.clause)).toContain(clause);
  if (finding === undefined) throw new Error(`The suite did not find ${clause}.`);
  return finding;
};

/** What matters of a request: all that a contract speaks of. */
const essence = ({ method, url, body, headers }: PassedRequest) => ({
  method,
  url,
  body,
  headers: ['authorization', 'x-api-key', 'content-type', 'accept'].map((name) => headers[name]),
});

describe.each(rows)('A finding of $what', (row) => {
  test('is repeated by its replay, byte for byte, and in no more requests than it takes', async () => {
    const { exchanges, clause, replay } = await find(row);
    const contract = mock.contracts.find(({ id }) => id === row.api);
    if (contract === undefined) throw new Error('There is no such contract.');
    await using proxy = await startProxy(contract, `${mock.url}/${row.api}`, row.tampering);
    const replayed = await runConformance({ contract, target: proxy.url, ...credentials, replay });
    const again = replayed.runs[0]?.findings.find((candidate) => candidate.clause === clause);
    expect(again?.exchanges.map(({ request }) => ({ ...request, url: new URL(request.url).pathname }))).toEqual(
      exchanges.map(({ request }) => ({ ...request, url: new URL(request.url).pathname })),
    );
    expect(again?.replay).toBe(replay);
    expect(proxy.requests.length).toBeLessThan(15);
  });

  test('is repeated by its curl line, to the byte', async () => {
    const contract = mock.contracts.find(({ id }) => id === row.api);
    if (contract === undefined) throw new Error('There is no such contract.');
    await using proxy = await startProxy(contract, `${mock.url}/${row.api}`, row.tampering);
    const operation = row.clause.split(/[/:]/)[1] ?? '';
    const { runs } = await runConformance({
      contract,
      target: proxy.url,
      ...credentials,
      runs: 25,
      seed: 7,
      only: [`${row.api}/${operation}`],
    });
    const finding = runs[0]?.findings.find(({ clause }) => clause === row.clause);
    const shown = finding?.exchanges.at(-1)?.request;
    const body = shown?.body ?? '';
    const env = {
      ...process.env,
      WEBHOOK_CONTRACTS_TOKEN: credentials.token,
      WEBHOOK_CONTRACTS_API_KEY: credentials.apiKey,
    };
    const came = proxy.requests.length;
    await run('bash', ['-c', `${finding?.curl} --silent --max-time 10`], { env });
    const [byCurl, ...more] = proxy.requests.slice(came);
    expect(more).toEqual([]);
    // The suite sent the same before, credentials and all.
    const sent = proxy.requests.slice(0, came).map((request) => essence(request));
    expect(byCurl).toMatchObject({ method: shown?.method, body });
    expect(sent).toContainEqual(byCurl === undefined ? undefined : essence(byCurl));
  });
});

test('A counterexample is made small', async () => {
  const [, chance, query] = rows;
  if (chance === undefined || query === undefined) throw new Error('There are no such rows.');
  const small = await find(chance);
  const body = fromJson(small.exchanges.at(-1)?.request.body ?? '');
  expect(body).toMatchObject({ name: expect.stringMatching(/^.{4}$/), events: [expect.any(String)] });
  const asked = await find(query);
  expect(asked.exchanges.at(-1)?.request.url).toMatch(/\?take=3$/);
});

const texts = [
  'plain',
  '',
  "it's",
  '"double" and \'single\'',
  'line\nbreak\r\n\ttab',
  'NUL \u0000 in it',
  '$HOME `id` $(id) \\ ! * ? [a] {b} ~ # ; & | < >',
  '@/etc/passwd',
  'grün, 日本語, 🙂',
  '-H --data',
  '%00 %s %n',
];

test.each(texts)('A curl line carries the body %j as it is', async (text) => {
  const { curlOf } = await import('../../conformance/evidence/curl.ts');
  const contract = mock.contracts.find(({ id }) => id === 'lune');
  if (contract === undefined) throw new Error('There is no such contract.');
  await using proxy = await startProxy(contract, mock.url, { request: () => answer(200, {}) });
  for (const body of [JSON.stringify(text), JSON.stringify({ [text]: text }), text.replaceAll('\0', '')]) {
    const url = `${proxy.url}/v1/webhooks?q=${encodeURIComponent(text)}`;
    const request = { method: 'POST', url, headers: { 'content-type': 'application/json' }, body };
    await run('bash', ['-c', `${curlOf(contract, request, { token: null, apiKey: null, headers: {} })} --silent`]);
    expect(proxy.requests.at(-1)).toMatchObject({
      method: 'POST',
      body,
      url: `/v1/webhooks?q=${encodeURIComponent(text)}`,
      headers: { 'content-type': 'application/json' },
    });
  }
});
