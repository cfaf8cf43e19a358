import { afterAll, expect, test } from 'vitest';
import type { RunOptions } from '../../conformance/settings/options.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { credentials, faultsOf, judgeThrough } from './behind-proxy.ts';
import { fromJson, isRecord, type PassedRequest, type Tampering } from './proxy.ts';
import { answer, answers, bodies, changed, mended, mendedBodies, objects } from './tamper.ts';

const mock = await startMock({ ...credentials, stateless: true });
afterAll(() => mock.close());

/** One flaw, and exactly what the suite makes of it. */
interface Row {
  readonly api: string;
  /** Completes the sentence "a server that …". */
  readonly flaw: string;
  readonly tampering: Tampering;
  readonly broken?: readonly string[];
  readonly warned?: readonly string[];
  readonly options?: Partial<RunOptions>;
}

/** Enough values to meet every near miss of a URL, in the two operations that take one. */
const nearMisses: Partial<RunOptions> = { runs: 25, only: ['lune/createWebhook', 'lune/updateWebhook'] };

/** Writes the id of a clause for each of some operations. */
const each = (api: string, operations: readonly string[], promise: string): string[] =>
  operations.map((operation) => `${api}/${operation}${promise}`);

const events = [
  'meeting.started',
  'meeting.ended',
  'meeting.participantJoined',
  'meeting.participantLeft',
  'meeting.chatSynced',
  'recording.statusUpdate',
  'livestreaming.statusUpdate',
  'meeting.transcript',
  'meeting.summary',
];
const httpsUrl = /^https:\/\/[-a-zA-Z0-9@:%._+~#=]{2,256}\.[a-z]{2,6}\b([-a-zA-Z0-9@:%_+.~#?&//=]*)$/;
const goodUrl = 'https://hooks.example.com/path';

/** Objects that are webhooks in answers. */
const cloudflareWebhook = ['id', 'events'];
const luneWebhook = ['id', 'account_type'];
const subscription = ['id', 'eventType', 'url'];

const withToken = (request: PassedRequest): PassedRequest => ({
  ...request,
  headers: { ...request.headers, authorization: `Bearer ${credentials.token}` },
});

/** A server that takes a request whose property is anything at all, as if it were a value that it knows. */
const unchecked = (property: string, isRight: (value: unknown) => boolean, known: unknown): Tampering =>
  mendedBodies(null, (body) =>
    changed(body, [property], (object) => (isRight(object[property]) ? object : { ...object, [property]: known })),
  );

const isUrl = (value: unknown): boolean => typeof value === 'string' && httpsUrl.test(value);
const isText = (value: unknown): value is string => typeof value === 'string';

/** Replaces the URLs that pass a laxer check than the documented one. */
const laxUrls = (isTaken: (url: string) => boolean): Tampering =>
  unchecked('url', (url) => !isText(url) || isUrl(url) || !isTaken(url), goodUrl);

const isMalformed = ({ body }: PassedRequest): boolean => body !== '' && fromJson(body) === undefined;

const webhookBody = JSON.stringify({ url: goodUrl, enabled: true });

/** The clauses of a webhook's promise in every answer that shows one. */
const inCloudflareAnswers = (promise: string): string[] => [
  `cloudflare/getWebhooks/200/body/data[]${promise}`,
  `cloudflare/createWebhook/201/body/data${promise}`,
  ...each(
    'cloudflare',
    ['getWebhookByID', 'replaceWebhook', 'editWebhook', 'deleteWebhook'],
    `/200/body/data${promise}`,
  ),
];
const inLuneAnswers = (promise: string): string[] => [
  `lune/listWebhooks/200/body[]${promise}`,
  ...each('lune', ['createWebhook', 'getWebhook', 'updateWebhook', 'rotateWebhookSecret'], `/200/body${promise}`),
];
const inManagementAnswers = (promise: string): string[] => [
  `management/getWebhookSubscriptions/200/body/subscriptions[]${promise}`,
  ...each(
    'management',
    ['createWebhookSubscription', 'getWebhookSubscription', 'updateWebhookSubscription'],
    `/200/body/subscription${promise}`,
  ),
];

/** The operations of Cloudflare and Lune that take a body, or that name one webhook. */
const cloudflareWrites = ['createWebhook', 'replaceWebhook', 'editWebhook'];
const cloudflareRefuses = [...cloudflareWrites, 'getWebhookByID', 'deleteWebhook'];
const cloudflareAll = [...cloudflareRefuses, 'getWebhooks'];
const luneWrites = ['createWebhook', 'updateWebhook'];
const luneOthers = ['listWebhooks', 'getWebhook', 'deleteWebhook', 'rotateWebhookSecret'];
const managementLists = ['getWebhookSubscriptions', 'getWebhookEvents'];
const managementAll = [
  ...managementLists,
  'getWebhookEventTypes',
  'createWebhookSubscription',
  'getWebhookSubscription',
  'updateWebhookSubscription',
  'deleteWebhookSubscription',
  'sendWebhookTestEvent',
  'deleteWebhookEvent',
];

const rows: readonly Row[] = [
  {
    api: 'management',
    flaw: 'answers null to a list, which is no refusal',
    tampering: bodies({ of: ['getWebhookSubscriptions'] }, () => null),
    broken: ['management/getWebhookSubscriptions/200/body:type'],
  },
  {
    api: 'lune',
    flaw: 'calls a body that is too large something else',
    tampering: answers({ of: luneWrites, statuses: [413] }, (response) => ({ ...response, status: 431 })),
    warned: each('lune', luneWrites, '/413:status'),
  },
  // ── What is answered ────────────────────────────────────────────────────────────────────────────────────────────
  {
    api: 'lune',
    flaw: 'wraps its list in an envelope',
    tampering: bodies({ of: ['listWebhooks'] }, (data) => ({ data })),
    broken: ['lune/listWebhooks/200/body:type'],
  },
  {
    api: 'cloudflare',
    flaw: 'answers 200 to a creation',
    tampering: answers({ of: ['createWebhook'] }, (response) => ({ ...response, status: 200 })),
    broken: ['cloudflare/createWebhook/201:status'],
  },
  {
    api: 'cloudflare',
    flaw: 'shows a tenth event',
    tampering: objects(cloudflareWebhook, (webhook) => ({ ...webhook, events: ['meeting.started', 'meeting.paused'] })),
    broken: inCloudflareAnswers('/events[]:enum'),
  },
  {
    api: 'lune',
    flaw: 'shows URLs that begin with http:',
    tampering: objects(luneWebhook, (webhook) => ({ ...webhook, url: 'http://hooks.example.com/path' })),
    broken: inLuneAnswers('/url:pattern'),
  },
  {
    api: 'cloudflare',
    flaw: 'shows relative URLs',
    tampering: objects(cloudflareWebhook, (webhook) => ({ ...webhook, url: 'hooks.example.com/path' }), {
      of: ['getWebhookByID'],
    }),
    broken: ['cloudflare/getWebhookByID/200/body/data/url:format'],
  },
  {
    api: 'cloudflare',
    flaw: 'gives ids that are no UUIDs',
    tampering: {
      request: (request) => ({
        ...request,
        url: request.url.replace(/webhook-1$/, '0d1f069d-43bb-489a-ad8c-7eb95592ba8e'),
      }),
      ...objects(cloudflareWebhook, (webhook) => ({ ...webhook, id: 'webhook-1' })),
    },
    broken: inCloudflareAnswers('/id:format'),
  },
  {
    api: 'cloudflare',
    flaw: 'leaves out a property in one answer',
    tampering: objects(cloudflareWebhook, ({ name: _, ...webhook }) => webhook, { of: ['editWebhook'] }),
    broken: ['cloudflare/editWebhook/200/body/data/name:required'],
  },
  {
    api: 'lune',
    flaw: 'gives created_at as a number of seconds',
    tampering: objects(luneWebhook, (webhook) => ({ ...webhook, created_at: 1_709_631_687 })),
    broken: inLuneAnswers('/created_at:type'),
  },
  {
    api: 'lune',
    flaw: 'gives created_at as a local date',
    tampering: objects(luneWebhook, (webhook) => ({ ...webhook, created_at: '5.3.2024, 09:41' })),
    broken: inLuneAnswers('/created_at:format'),
  },
  {
    api: 'management',
    flaw: 'gives ids as text',
    tampering: objects(subscription, (webhook) => ({ ...webhook, id: String(webhook.id) })),
    broken: inManagementAnswers('/id:type'),
  },
  {
    api: 'management',
    flaw: 'gives ids beyond 32 bits',
    tampering: {
      request: (request) => ({ ...request, url: request.url.replace(/4294967296/, '0') }),
      ...objects(subscription, (webhook) => ({ ...webhook, id: 4_294_967_296 })),
    },
    warned: inManagementAnswers('/id:format'),
  },
  {
    api: 'management',
    flaw: 'shows headers that are not the text of JSON',
    tampering: objects(subscription, (webhook) => ({ ...webhook, headers: 'x-a: 1' })),
    warned: inManagementAnswers('/headers:contentMediaType'),
  },
  {
    api: 'management',
    flaw: 'shows headers as a map',
    tampering: objects(subscription, (webhook) => ({ ...webhook, headers: { 'x-a': '1' } })),
    broken: inManagementAnswers('/headers:type'),
  },
  {
    api: 'management',
    flaw: 'shows null where only a sample says that there is something',
    tampering: objects(subscription, (webhook) => ({ ...webhook, userId: null, headers: null })),
    warned: [...inManagementAnswers('/userId:required'), ...inManagementAnswers('/headers:required')],
  },
  {
    api: 'cloudflare',
    flaw: 'gives success as text',
    tampering: bodies({}, (body) => (isRecord(body) ? { ...body, success: String(body.success) } : body)),
    broken: [
      'cloudflare/createWebhook/201/body/success:type',
      ...each(
        'cloudflare',
        ['getWebhooks', 'getWebhookByID', 'replaceWebhook', 'editWebhook', 'deleteWebhook'],
        '/200/body/success:type',
      ),
    ],
  },
  {
    api: 'lune',
    flaw: 'says that its JSON is text',
    tampering: answers({}, (response) =>
      response.body === '' ? response : { ...response, headers: { ...response.headers, 'content-type': 'text/html' } },
    ),
    warned: each(
      'lune',
      ['listWebhooks', 'createWebhook', 'getWebhook', 'updateWebhook', 'rotateWebhookSecret'],
      '/200:media-type',
    ),
  },
  {
    api: 'lune',
    flaw: 'says no media type',
    tampering: answers({ of: ['getWebhook'] }, ({ headers: { 'content-type': _, ...headers }, ...response }) => ({
      ...response,
      headers,
    })),
    warned: ['lune/getWebhook/200:media-type'],
  },
  {
    api: 'cloudflare',
    flaw: 'answers with empty bodies',
    tampering: answers({ of: ['getWebhookByID'] }, (response) => ({ ...response, body: '' })),
    broken: ['cloudflare/getWebhookByID/200/body:well-formed'],
  },
  {
    api: 'cloudflare',
    flaw: 'answers a list with HTML',
    tampering: answers({ of: ['getWebhooks'] }, () => ({
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<!doctype html><p>Hello</p>',
    })),
    broken: ['cloudflare/getWebhooks/200:media-type', 'cloudflare/getWebhooks/200/body:well-formed'],
  },
  {
    api: 'cloudflare',
    flaw: 'shows the list to anybody, as HTML',
    tampering: {
      request: (request) =>
        request.operation === 'getWebhooks'
          ? { status: 200, headers: { 'content-type': 'text/html' }, body: '<!doctype html><p>Hello</p>' }
          : request,
    },
    broken: [
      'cloudflare/getWebhooks:credentials',
      'cloudflare/getWebhooks/200:media-type',
      'cloudflare/getWebhooks/200/body:well-formed',
    ],
  },
  {
    api: 'lune',
    flaw: 'answers a deletion with the webhook',
    tampering: answers({ of: ['deleteWebhook'] }, () => answer(200, { id: 'wh-7K3M9P2R4T6X' })),
    broken: ['lune/deleteWebhook/204:status'],
  },
  // ── How it refuses ──────────────────────────────────────────────────────────────────────────────────────────────
  {
    api: 'cloudflare',
    flaw: 'refuses with a list of errors',
    tampering: bodies({ statuses: [400] }, () => ({ errors: [{ code: 400, message: 'No.' }], success: false })),
    warned: each('cloudflare', cloudflareRefuses, '/400/body/error:required'),
  },
  {
    api: 'cloudflare',
    flaw: 'gives the code of an error as text',
    tampering: objects(['code', 'message'], (error) => ({ ...error, code: String(error.code) }), { statuses: [400] }),
    broken: each('cloudflare', cloudflareRefuses, '/400/body/error/code:type'),
  },
  {
    api: 'cloudflare',
    flaw: 'gives a code that is not the status',
    tampering: objects(['code', 'message'], (error) => ({ ...error, code: 10_001 }), { statuses: [400] }),
    warned: each('cloudflare', cloudflareRefuses, '/400/body/error/code:holds'),
  },
  {
    api: 'cloudflare',
    flaw: 'refuses with 422 in the place of 400',
    tampering: answers({ statuses: [400] }, (response) => ({ ...response, status: 422 })),
    broken: each('cloudflare', cloudflareWrites, '/400:status'),
  },
  {
    api: 'lune',
    flaw: 'refuses with 422 in the place of 400',
    tampering: answers({ statuses: [400] }, (response) => ({ ...response, status: 422 })),
    broken: each('lune', luneWrites, '/400:status'),
  },
  {
    api: 'lune',
    flaw: 'refuses with a code that is none of the ten',
    tampering: objects(['error_code'], (error) => ({ ...error, error_code: 'nope' }), { statuses: [400] }),
    warned: [
      ...each('lune', luneWrites, '/400/body/error/error_code:enum'),
      ...each('lune', luneWrites, '/400/body/errors[]/error_code:enum'),
    ],
  },
  {
    api: 'lune',
    flaw: 'refuses without credentials with 403',
    tampering: answers({ statuses: [401] }, (response) => ({ ...response, status: 403 })),
    broken: each('lune', luneOthers, '/401:status'),
    warned: each('lune', luneWrites, '/401:status'),
  },
  {
    api: 'cloudflare',
    flaw: 'refuses without credentials with 403',
    tampering: answers({ statuses: [401] }, (response) => ({ ...response, status: 403 })),
    broken: each('cloudflare', cloudflareAll, '/401:status'),
  },
  {
    api: 'management',
    flaw: 'refuses without credentials with 403',
    tampering: answers({ statuses: [401] }, (response) => ({ ...response, status: 403 })),
    // How it refuses, no document says.
  },
  {
    api: 'lune',
    flaw: 'refuses without credentials and says no scheme',
    tampering: answers({ statuses: [401] }, ({ headers: { 'www-authenticate': _, ...headers }, ...response }) => ({
      ...response,
      headers,
    })),
    warned: each('lune', [...luneWrites, ...luneOthers], '/401/header/WWW-Authenticate:required'),
  },
  {
    api: 'management',
    flaw: 'says that a valid request has no success',
    tampering: bodies({ of: ['getWebhookEventTypes'] }, (body) =>
      isRecord(body) ? { ...body, success: false } : body,
    ),
    broken: ['management/getWebhookEventTypes/200:status'],
  },
  {
    api: 'management',
    flaw: 'says that no valid request has success',
    tampering: bodies({}, (body) => (isRecord(body) ? { ...body, success: false } : body)),
    broken: each(
      'management',
      ['getWebhookSubscriptions', 'getWebhookEventTypes', 'createWebhookSubscription'],
      '/200:status',
    ),
  },
  // ── Whom it lets in ─────────────────────────────────────────────────────────────────────────────────────────────
  {
    api: 'lune',
    flaw: 'checks no credentials',
    tampering: mended(null, withToken),
    broken: each('lune', luneOthers, ':credentials'),
    warned: each('lune', luneWrites, ':credentials'),
  },
  {
    api: 'cloudflare',
    flaw: 'checks no credentials in one operation',
    tampering: mended(['deleteWebhook'], withToken),
    broken: ['cloudflare/deleteWebhook:credentials'],
  },
  {
    api: 'management',
    flaw: 'takes any token',
    tampering: mended(null, (request) =>
      request.headers.authorization?.startsWith('Bearer ') ? withToken(request) : request,
    ),
    broken: each('management', managementAll, ':credentials'),
  },
  {
    api: 'cloudflare',
    flaw: 'takes a token under any scheme',
    tampering: mended(null, (request) =>
      request.headers.authorization?.endsWith(` ${credentials.token}`) ? withToken(request) : request,
    ),
    broken: each('cloudflare', cloudflareAll, ':credentials'),
  },
  // ── What it takes ───────────────────────────────────────────────────────────────────────────────────────────────
  {
    api: 'cloudflare',
    flaw: 'takes a tenth event',
    tampering: unchecked(
      'events',
      (value) => !Array.isArray(value) || value.every((event) => !isText(event) || events.includes(event)),
      ['meeting.started'],
    ),
    broken: each('cloudflare', cloudflareWrites, '/request/body/events[]:enum'),
  },
  {
    api: 'cloudflare',
    flaw: 'takes a webhook without a name',
    tampering: mendedBodies(['createWebhook'], (body) =>
      isRecord(body) && !('name' in body) ? { ...body, name: 'n' } : body,
    ),
    broken: ['cloudflare/createWebhook/request/body/name:required'],
  },
  {
    api: 'cloudflare',
    flaw: 'takes a name that is no text',
    tampering: unchecked('name', isText, 'n'),
    broken: each('cloudflare', cloudflareWrites, '/request/body/name:type'),
  },
  {
    api: 'lune',
    flaw: 'takes a URL that is no text',
    tampering: unchecked('url', isText, goodUrl),
    broken: each('lune', luneWrites, '/request/body/url:type'),
  },
  {
    api: 'lune',
    flaw: 'takes URLs with junk before them',
    tampering: laxUrls((url) =>
      /https:\/\/[-a-zA-Z0-9@:%._+~#=]{2,256}\.[a-z]{2,6}\b([-a-zA-Z0-9@:%_+.~#?&//=]*)$/.test(url),
    ),
    options: nearMisses,
    broken: each('lune', luneWrites, '/request/body/url:pattern'),
  },
  {
    api: 'lune',
    flaw: 'takes URLs with junk after them',
    tampering: laxUrls((url) => /^https:\/\/[-a-zA-Z0-9@:%._+~#=]{2,256}\.[a-z]{2,6}\b/.test(url)),
    options: nearMisses,
    broken: each('lune', luneWrites, '/request/body/url:pattern'),
  },
  {
    api: 'lune',
    flaw: 'takes URLs with a newline at their end',
    tampering: laxUrls((url) => httpsUrl.test(url.replace(/\n$/, ''))),
    options: nearMisses,
    broken: each('lune', luneWrites, '/request/body/url:pattern'),
  },
  {
    api: 'lune',
    flaw: 'takes upper case for lower',
    tampering: laxUrls((url) => new RegExp(httpsUrl.source, 'i').test(url)),
    options: nearMisses,
    broken: each('lune', luneWrites, '/request/body/url:pattern'),
  },
  {
    api: 'lune',
    flaw: 'takes http for https',
    tampering: laxUrls((url) => isUrl(url.replace(/^http:/, 'https:'))),
    broken: each('lune', luneWrites, '/request/body/url:pattern'),
  },
  {
    api: 'lune',
    flaw: 'takes everything that is a URL',
    tampering: laxUrls((url) => URL.canParse(url)),
    broken: each('lune', luneWrites, '/request/body/url:pattern'),
  },
  {
    api: 'lune',
    flaw: 'takes JSON that is malformed',
    tampering: mended(null, (request) => (isMalformed(request) ? { ...request, body: webhookBody } : request)),
    warned: each('lune', luneWrites, '/request/body:well-formed'),
  },
  {
    api: 'lune',
    flaw: 'fails over JSON that is malformed',
    tampering: {
      request: (request) => (isMalformed(request) ? answer(500, { message: 'Unexpected token' }) : request),
    },
    warned: each('lune', luneWrites, '/request/body:well-formed'),
  },
  {
    api: 'lune',
    flaw: 'hangs over JSON that is malformed',
    tampering: { hangs: isMalformed },
    warned: each('lune', luneWrites, '/request/body:well-formed'),
    options: { timeoutMs: 2_500 },
  },
  {
    api: 'lune',
    flaw: 'closes the connection over JSON that is malformed',
    tampering: { closes: isMalformed },
    warned: each('lune', luneWrites, '/request/body:well-formed'),
  },
  {
    api: 'cloudflare',
    flaw: 'fails over a wrong type',
    tampering: {
      response: (response, { body }) =>
        response.status === 400 && !isText(Object(fromJson(body)).name) && Object(fromJson(body)).name !== undefined
          ? answer(500, { message: 'TypeError' })
          : response,
    },
    broken: each('cloudflare', cloudflareWrites, '/request/body/name:type'),
  },
  {
    api: 'lune',
    flaw: 'takes any media type',
    tampering: mended(null, (request) =>
      request.body === ''
        ? request
        : { ...request, headers: { ...request.headers, 'content-type': 'application/json' } },
    ),
    warned: each('lune', luneWrites, '/request/body:media-type'),
  },
  {
    api: 'management',
    flaw: 'takes any page size',
    tampering: mended(null, (request) => ({ ...request, url: request.url.replace(/take=[^&]*/, 'take=1') })),
    broken: [
      ...each('management', managementLists, '/request/query/take:type'),
      ...each('management', managementLists, '/request/query/take:format'),
    ],
  },
];

/** The operations whose clauses a flaw breaks: what it does to others, `defects.test.ts` looks for in whole runs. */
const operationsOf = (clauses: readonly string[]): readonly string[] => [
  ...new Set(clauses.map((id) => id.split('/', 2).join('/').replace(/:.*$/, ''))),
];

test.each(rows)(
  'A server of $api that $flaw is told exactly that',
  async ({ api, tampering, options, ...expected }) => {
    const { broken = [], warned = [] } = expected;
    const only = operationsOf([...broken, ...warned]);
    const { run } = await judgeThrough(mock, api, tampering, { runs: 2, ...(only.length > 0 && { only }), ...options });
    expect(faultsOf(run)).toEqual({ broken: broken.toSorted(), warned: warned.toSorted() });
    expect(run.findings.map(({ clause }) => clause).toSorted()).toEqual([...broken, ...warned].toSorted());
    expect(run).toMatchObject({ verdict: broken.length > 0 ? 'nonconformant' : 'conformant' });
    // Of a creation that got no answer nobody knows what it made.
    expect(run.leftovers.filter(({ path }) => !path.includes('got no answer'))).toEqual([]);
  },
);
