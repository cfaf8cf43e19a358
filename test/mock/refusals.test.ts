import { afterAll, describe, expect, test } from 'vitest';
import { startMock } from '../../src/mock/start-mock.ts';
import { type Asking, ask } from './ask.ts';

const mock = await startMock({ stateless: true, checkOutput: true });
afterAll(() => mock.close());

const webhooks = '/cloudflare/accounts/our-account/realtime/kit/our-app/webhooks';
const subscriptions = '/management/v1/webhooks/subscriptions';
const lune = '/lune/v1/webhooks';
const form = 'application/x-www-form-urlencoded';
const tooLarge = JSON.stringify({ url: `https://hooks.acme.technology/${'x'.repeat(2 ** 20)}` });

const envelope = (code: number, says: string) => ({ error: { code, message: says }, success: false });
const twice = (error_code: string, message: string) => ({
  errors: [{ error_code, message }],
  error: { error_code, message },
});
const problem = (title: string, status: number, detail: string) => ({ title, status, detail });

interface Row extends Asking {
  readonly line: string;
  readonly status: number;
  /** The body, from what stands in it for the reason: a matcher of what holds `says`. Left out for no body. */
  readonly is?: (says: string) => object;
  readonly says?: string;
}

const rows: readonly Row[] = [
  // An envelope with the status in it.
  {
    line: `POST ${webhooks}`,
    body: {},
    status: 400,
    is: (says) => envelope(400, says),
    says: "body must have required property 'url'",
  },
  {
    line: `POST ${webhooks}`,
    body: { events: ['x'], name: 1, url: 'https://a.example' },
    status: 400,
    is: (says) => envelope(400, says),
    says: 'body.name must be string',
  },
  {
    line: `POST ${webhooks}`,
    body: { events: ['x'], name: 'n', url: 'https://a.example' },
    status: 400,
    is: (says) => envelope(400, says),
    says: 'body.events.0 must be one of',
  },
  { line: `POST ${webhooks}`, status: 400, is: (says) => envelope(400, says), says: 'A request body is required' },
  {
    line: `POST ${webhooks}`,
    body: 'null',
    status: 400,
    is: (says) => envelope(400, says),
    says: 'body must be object',
  },
  {
    line: `POST ${webhooks}`,
    body: '{"events":',
    status: 400,
    is: (says) => envelope(400, says),
    says: 'not well-formed JSON',
  },
  {
    line: `POST ${webhooks}`,
    body: '{}',
    type: 'text/xml',
    status: 400,
    is: (says) => envelope(400, says),
    says: 'application/json',
  },
  { line: `POST ${webhooks}`, body: tooLarge, status: 413, is: (says) => envelope(413, says), says: '1048576 bytes' },
  {
    line: `GET ${webhooks}/no-uuid`,
    status: 400,
    is: (says) => envelope(400, says),
    says: 'path.webhook_id must match format "uuid"',
  },
  { line: `GET ${webhooks}`, credentials: false, status: 401, is: () => ({ message: 'Unauthorized' }) },
  { line: `DELETE ${webhooks}`, status: 405, is: (says) => envelope(405, says), says: 'only GET, POST' },
  { line: 'GET /cloudflare/accounts', status: 404, is: (says) => envelope(404, says), says: 'no path /accounts' },
  { line: `GET ${webhooks}/%zz`, status: 400, is: (says) => envelope(400, says), says: 'not well percent-encoded' },

  // The same error twice, and refusals without content.
  {
    line: `POST ${lune}`,
    body: { url: 'http://lune.co' },
    status: 400,
    is: (says) => twice('id_invalid', says),
    says: 'body.url must match pattern',
  },
  {
    line: `POST ${lune}`,
    body: '[',
    status: 400,
    is: (says) => twice('id_invalid', says),
    says: 'not well-formed JSON',
  },
  {
    line: `POST ${lune}`,
    body: '['.repeat(1e5),
    status: 400,
    is: (says) => twice('id_invalid', says),
    says: 'nests deeper',
  },
  {
    line: `POST ${lune}`,
    body: Buffer.from([0x22, 0xff, 0x22]),
    status: 400,
    is: (says) => twice('id_invalid', says),
    says: 'UTF-8',
  },
  { line: `POST ${lune}`, body: '{}', type: 'text/plain', status: 415 },
  { line: `POST ${lune}`, body: '{}', type: 'json', status: 415 },
  { line: `POST ${lune}`, body: '{}', headers: { 'content-encoding': 'gzip' }, status: 415 },
  { line: `POST ${lune}`, body: tooLarge, status: 413 },
  {
    line: `GET ${lune}`,
    credentials: false,
    status: 401,
    is: (says) => twice('unauthorised', says),
    says: 'Authorization: Bearer',
  },
  {
    line: `GET ${lune}`,
    credentials: false,
    headers: { authorization: 'Basic YTpi' },
    status: 401,
    is: (says) => twice('unauthorised', says),
    says: 'Authorization: Bearer',
  },
  { line: `PATCH ${lune}`, body: {}, status: 405, is: (says) => twice('id_invalid', says), says: 'only GET, POST' },
  { line: `GET ${lune}/`, status: 404, is: (says) => twice('id_invalid', says), says: 'no path' },
  { line: `GET ${lune}?${'x'.repeat(9000)}`, status: 414, is: (says) => twice('id_invalid', says), says: '8192 bytes' },

  // Problems.
  {
    line: `GET ${subscriptions}?take=x&skip=1.5`,
    status: 400,
    is: (says) => problem('Bad Request', 400, says),
    says: 'query.take must be integer; query.skip must be integer',
  },
  {
    line: `GET ${subscriptions}/x`,
    status: 400,
    is: (says) => problem('Bad Request', 400, says),
    says: 'path.id must be integer',
  },
  {
    line: `POST ${subscriptions}`,
    body: 'null',
    status: 400,
    is: (says) => problem('Bad Request', 400, says),
    says: 'body must be object',
  },
  {
    line: `POST ${subscriptions}`,
    body: { subscription: { maxRetryCount: 'r' } },
    type: 'text/json',
    status: 400,
    is: (says) => problem('Bad Request', 400, says),
    says: 'body.subscription.maxRetryCount must be integer',
  },
  {
    line: `POST ${subscriptions}`,
    body: '{"subscription":{}}',
    type: form,
    status: 415,
    is: (says) => problem('Unsupported Media Type', 415, says),
    says: 'application/json-patch+json',
  },
  {
    line: `GET ${subscriptions}`,
    credentials: false,
    status: 401,
    is: (says) => problem('Unauthorized', 401, says),
    says: 'x-api-key',
  },
  {
    line: `PATCH ${subscriptions}`,
    body: {},
    status: 405,
    is: (says) => problem('Method Not Allowed', 405, says),
    says: 'only GET, POST',
  },
];

test.each(rows)('$line is refused with $status ($says)', async ({ line, status, is, says = '', ...asking }) => {
  const answer = await ask(mock, line, asking);
  expect(answer.status).toBe(status);
  if (is === undefined) expect(answer.text).toBe('');
  else expect(answer.body).toEqual(is(expect.stringContaining(says)));
});

describe('headers', () => {
  test.each(mock.contracts.map(({ id, operations }) => ({ id, path: operations[0]?.path })))(
    'a 401 of $id has a challenge, and a 405 says what is allowed',
    async ({ id, path }) => {
      const refused = await ask(mock, `GET /${id}${path}`, { credentials: false });
      expect(refused.headers['www-authenticate']).toBe('Bearer');
      for (const method of ['TRACE', 'OPTIONS', 'PROPFIND', 'HEAD']) {
        const answer = await ask(mock, `${method} /${id}${path}`);
        expect([answer.status, answer.headers.allow]).toEqual([405, expect.stringContaining('GET')]);
      }
    },
  );
});

describe('what is no reason to refuse', () => {
  test.each([
    { line: `PUT ${lune}/wh-1/rotate-secret`, type: form, status: 200 },
    { line: `PUT ${lune}/wh-1/rotate-secret`, type: 'json', status: 200 },
    { line: `DELETE ${lune}/wh-1`, type: 'application/json', status: 204 },
    { line: `GET ${lune}/a,b`, status: 200 },
    { line: `GET ${lune}/a%2Fb%20%C3%A9`, status: 200 },
    { line: `GET ${lune}?account_id=a&account_id=b&__proto__=x`, status: 200 },
    { line: `GET ${lune}`, body: '{}', status: 200 },
    { line: `POST ${subscriptions}`, type: form, status: 200 },
    { line: `POST ${subscriptions}`, body: '\uFEFF{"subscription":{}}', type: 'text/json; charset=utf-8', status: 200 },
    { line: `GET ${subscriptions}`, credentials: false, headers: { 'x-api-key': 'k' }, status: 200 },
  ])('$line with $type$headers is answered $status', async ({ line, status, ...asking }) => {
    const answer = await ask(mock, line, asking);
    expect([answer.status, answer.text]).toEqual([status, expect.any(String)]);
  });
});

describe('the only credentials', () => {
  const paths = { lune, subscriptions };
  test.each([
    { options: { token: 't' }, path: paths.lune, headers: { authorization: 'Bearer t' }, status: 200 },
    { options: { token: 't' }, path: paths.lune, headers: { authorization: 'Bearer x' }, status: 401 },
    { options: { token: 't' }, path: paths.lune, headers: {}, status: 401 },
    { options: { token: 't' }, path: paths.subscriptions, headers: { 'x-api-key': 't' }, status: 401 },
    { options: { apiKey: 'k' }, path: paths.subscriptions, headers: { 'x-api-key': 'k' }, status: 200 },
    { options: { apiKey: 'k' }, path: paths.subscriptions, headers: { authorization: 'Bearer k' }, status: 401 },
    { options: { token: 't', apiKey: 'k' }, path: paths.subscriptions, headers: { 'x-api-key': 'k' }, status: 200 },
    {
      options: { token: 't', apiKey: 'k' },
      path: paths.subscriptions,
      headers: { authorization: 'Bearer t' },
      status: 200,
    },
  ])('$options at $path, given $headers, is answered $status', async ({ options, path, headers, status }) => {
    await using guarded = await startMock({
      ...options,
      apis: [path.split('/')[1] ?? ''],
      stateless: true,
      checkOutput: true,
    });
    expect((await ask(guarded, `GET ${path}`, { headers, credentials: false })).status).toBe(status);
  });
});
