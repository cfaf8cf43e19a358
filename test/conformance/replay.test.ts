import { execFile } from 'node:child_process';
import { isDeepStrictEqual, promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { curlOf } from '../../conformance/evidence/curl.ts';
import type { Finding } from '../../conformance/evidence/report.ts';
import { runConformance } from '../../conformance/run/run-conformance.ts';
import type { RunOptions } from '../../conformance/settings/options.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { credentials } from './behind-proxy.ts';
import { fromJson, isRecord, type ListeningProxy, type PassedRequest, startProxy, type Tampering } from './proxy.ts';
import { answer, answers, mended, objects } from './tamper.ts';

const run = promisify(execFile);

/** Lines longer than this aren't pasted by anybody. */
const curlLengthMax = 2_000;

const mock = await startMock({ ...credentials, stateless: true });
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
  /** Whether the request that shows it has no credentials, or wrong ones, which a curl line may write in another way. */
  readonly lacksCredentials?: true;
  /** What is asked for in order to find it; the clause itself if nothing else is named. */
  readonly only?: string;
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
        const isLong = isRecord(body) && typeof body.name === 'string' && /^\w{4,}$/.test(body.name);
        return isLong && request.operation === 'createWebhook' ? answer(418, {}) : request;
      },
    },
    clause: 'cloudflare/createWebhook/201:status',
  },
  {
    what: 'a query that is wrong for some values',
    api: 'management',
    tampering: { request: (request) => (/take=([3-9]|\d\d)/.test(request.url) ? answer(500, {}) : request) },
    clause: 'management/getWebhookSubscriptions:answered',
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
    lacksCredentials: true,
  },
  {
    what: 'a token that nobody looks at',
    api: 'management',
    tampering: mended(['getWebhookEventTypes'], (request) =>
      request.headers.authorization === undefined ? request : withToken(request),
    ),
    clause: 'management/getWebhookEventTypes:credentials',
    lacksCredentials: true,
  },
  {
    what: 'a status of a refusal',
    api: 'lune',
    tampering: answers({ of: ['createWebhook'], statuses: [400] }, (response) => ({ ...response, status: 418 })),
    clause: 'lune/createWebhook/400:status',
  },
  {
    what: 'a status of what is too large, which nobody would type',
    api: 'lune',
    tampering: answers({ of: ['updateWebhook'], statuses: [413] }, (response) => ({ ...response, status: 431 })),
    clause: 'lune/updateWebhook/413:status',
  },
];

/** What matters of a request: all that a contract speaks of. */
const essence = ({ method, url, body, headers }: PassedRequest) => ({
  method,
  url,
  body,
  headers: ['authorization', 'x-api-key', 'content-type', 'accept'].map((name) => headers[name]),
});

const env = {
  ...process.env,
  WEBHOOK_CONTRACTS_TOKEN: credentials.token,
  WEBHOOK_CONTRACTS_API_KEY: credentials.apiKey,
};

interface Found {
  readonly finding: Finding;
  readonly proxy: ListeningProxy;
  /** Runs the suite against the same server again. */
  judge(options: Partial<RunOptions>): Promise<Finding | undefined>;
}

/** Has a clause found broken, and then does more with the server that breaks it. */
const withFinding = async (row: Row, next: (found: Found) => Promise<void>): Promise<void> => {
  const contract = mock.contracts.find(({ id }) => id === row.api);
  if (contract === undefined) throw new Error('There is no such contract.');
  await using proxy = await startProxy(contract, `${mock.url}/${row.api}`, row.tampering);
  const judge: Found['judge'] = async (options) => {
    const { runs } = await runConformance({
      contract,
      target: proxy.url,
      allowUnowned: ['*'],
      ...credentials,
      ...options,
    });
    return runs[0]?.findings.find(({ clause }) => clause === row.clause);
  };
  const finding = await judge({ runs: 25, seed: 7, only: [row.only ?? row.clause] });
  if (finding === undefined) throw new Error(`The suite did not find ${row.clause}.`);
  await next({ finding, proxy, judge });
};

test.each(rows)('A finding of $what is repeated by its curl line and by its replay, to the byte', async (row) => {
  await withFinding(row, async ({ finding, proxy, judge }) => {
    const sent = [...proxy.requests];
    await run('bash', ['-c', `${finding.curl} --silent --max-time 10`], { env });
    const [byCurl, ...more] = proxy.requests.slice(sent.length);
    if (byCurl === undefined) throw new Error('curl sent nothing.');
    expect(more).toEqual([]);
    const shown = finding.exchanges.at(-1)?.request;
    expect(byCurl).toMatchObject({ method: shown?.method });
    // Reports cut a body that is too long to be read.
    const [said = ''] = (shown?.body ?? '').split('… (');
    expect(byCurl.body.slice(0, said.length)).toBe(said);
    expect(byCurl.body.length - said.length).toBe(Number(/ \((\d+) more/.exec(shown?.body ?? '')?.[1] ?? 0));
    expect(finding.curl.length).toBeLessThan(curlLengthMax);
    expect(proxy.url + byCurl.url).toBe(shown?.url);

    const before = proxy.requests.length;
    const again = await judge({ replay: finding.replay });
    const resent = proxy.requests.slice(before).map(essence);
    expect(again).toEqual(finding);
    expect(resent.length).toBeLessThan(15);
    // What curl sent is what the suite sent, then as now, wrong credentials apart.
    if (!row.lacksCredentials) expect(resent).toContainEqual(essence(byCurl));
    expect(resent.every((request) => sent.map(essence).some((earlier) => isDeepStrictEqual(earlier, request)))).toBe(
      true,
    );
  });
});

test('A counterexample is made small', async () => {
  const [, chance, query] = rows;
  if (chance === undefined || query === undefined) throw new Error('There are no such rows.');
  await withFinding(chance, async ({ finding }) => {
    const body = fromJson(finding.exchanges.at(-1)?.request.body ?? '');
    expect(body).toMatchObject({ name: expect.stringMatching(/^.{4}$/), events: [expect.any(String)] });
  });
  await withFinding(query, async ({ finding }) => {
    expect(finding.exchanges.at(-1)?.request.url).toMatch(/\?take=3$/);
  });
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
