import { afterAll, expect, test } from 'vitest';
import { startMock } from '../../src/mock/start-mock.ts';
import { credentials, faultsOf, judgeThrough } from './behind-proxy.ts';
import { fromJson, isRecord, type PassedRequest, type Tampering } from './proxy.ts';
import { answer, answers, bodies, changed, mended, mendedBodies, objects, together } from './tamper.ts';

const mock = await startMock({ ...credentials });
afterAll(() => mock.close());

/** Something that a right server may do. */
interface Row {
  /** Those that it concerns; all three if none is named. */
  readonly apis?: readonly string[];
  /** Completes the sentence "a server that …". */
  readonly freedom: string;
  /** What it is about: no server does two things about the same. */
  readonly about?: 'answers' | 'times' | 'refusals' | 'media types' | 'nulls' | 'unset';
  /** Whether its lists have nothing to do with what it was told. */
  readonly forgets?: true;
  /** Made anew for each server, since some count. */
  readonly tampering: () => Tampering;
}

const subscription = ['id', 'eventType', 'url'];
const event = ['id', 'webhookSubscriptionId'];
const refusals = { statuses: [400, 404, 415, 422] };

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, item]) => [name, reversed(item)]),
  );
};

const withHeaders = (headers: Readonly<Record<string, string>>): Tampering =>
  answers({ statuses: [200, 201, 400, 401, 404, 422] }, (response) => ({
    ...response,
    headers: { ...response.headers, ...headers },
  }));

/** Says that the media type of JSON is written in another way. */
const jsonWritten = (as: string): Tampering =>
  answers({ statuses: [200, 201, 400, 401, 404, 422] }, (response) =>
    response.headers['content-type'] === undefined
      ? response
      : {
          ...response,
          headers: {
            ...response.headers,
            'content-type': response.headers['content-type'].replace('application/json', as),
          },
        },
  );

const times = ['created_at', 'updated_at', 'createdAt', 'updatedAt', 'sentAt', 'nextRetryAt'];

/** Writes every point in time that an answer holds in another way. */
const timesWritten = (write: (time: string) => string): Tampering =>
  bodies({}, (body) =>
    changed(body, [], (object) =>
      Object.fromEntries(
        Object.entries(object).map(([name, value]) => [
          name,
          times.includes(name) && typeof value === 'string' ? write(value) : value,
        ]),
      ),
    ),
  );

const without = (object: Record<string, unknown>, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

const lists = ['getWebhooks', 'listWebhooks', 'getWebhookSubscriptions', 'getWebhookEvents'];

/** Changes the arrays that lists answer, with the total beside them. */
const listed = (change: (items: readonly unknown[]) => readonly unknown[]): Tampering =>
  bodies({ of: lists }, (body) => {
    if (Array.isArray(body)) return change(body);
    if (!isRecord(body)) return body;
    const items = Object.values(body).find(Array.isArray) ?? [];
    const length = change(items).length;
    return Object.fromEntries(
      Object.entries(body).map(([name, value]) => {
        if (Array.isArray(value)) return [name, change(value)];
        return [name, name.startsWith('total') ? length : value];
      }),
    );
  });

/** Answers with 429 once in a while, and asks for patience. */
const busyNowAndThen = (after: number): Tampering => {
  let count = 0;
  return {
    request: (request) =>
      ++count % after === 0 ? { status: 429, headers: { 'retry-after': '1' }, body: '' } : request,
  };
};

const noNulls = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(noNulls);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) => (item === null ? [] : [[name, noNulls(item)]])),
  );
};

/** The properties of requests that are required, which null is no absence of. */
const required: Readonly<Record<string, readonly string[]>> = {
  createWebhook: ['url', 'name', 'events'],
  replaceWebhook: ['url', 'name', 'events'],
  updateWebhook: ['url'],
};

/** Takes a null for the absence of a property that isn't required. */
const nullsTaken: Tampering = {
  request: (request) => {
    const body = fromJson(request.body);
    if (body === null && /Subscription|TestEvent/.test(request.operation)) return { ...request, body: '{}' };
    if (!isRecord(body)) return request;
    const kept = Object.entries(body).filter(
      ([name, value]) => value !== null || (required[request.operation] ?? []).includes(name),
    );
    return {
      ...request,
      body: JSON.stringify(Object.fromEntries(kept.map(([name, value]) => [name, noNulls(value)]))),
    };
  },
};

const pathIsWrong = ({ url }: PassedRequest): boolean =>
  !/(webhooks|subscriptions)(\/[0-9a-f-]{36}|\/\d{1,9})?(\?|$|\/(events|test))/.test(url);

const rows: readonly Row[] = [
  { freedom: 'writes properties in another order', tampering: () => bodies({}, reversed) },
  {
    freedom: 'adds properties to everything',
    tampering: () => bodies({}, (body) => changed(body, [], (object) => ({ ...object, extra: { more: [null] } }))),
  },
  { apis: ['lune'], freedom: 'takes its time', tampering: () => ({ delayMs: 20 }) },
  {
    apis: ['lune'],
    about: 'answers',
    freedom: 'names the encoding of its JSON',
    tampering: () => jsonWritten('application/json; charset=utf-8'),
  },
  {
    apis: ['lune'],
    about: 'answers',
    freedom: 'writes media types in capitals',
    tampering: () => jsonWritten('Application/JSON'),
  },
  {
    apis: ['lune'],
    freedom: 'sends its answers in chunks',
    tampering: () => answers({}, (response) => ({ ...response, chunked: response.body !== '' })),
  },
  { apis: ['lune'], freedom: 'closes every connection', tampering: () => ({ endsConnections: true }) },
  {
    apis: ['lune'],
    freedom: 'sends more headers',
    tampering: () => withHeaders({ 'x-request-id': '1', vary: 'accept', etag: '"1"' }),
  },
  {
    apis: ['lune'],
    freedom: 'writes the names of headers in capitals',
    tampering: () =>
      answers({ statuses: [200, 201, 400, 401, 404] }, (response) => ({
        ...response,
        headers: Object.fromEntries(
          Object.entries(response.headers).map(([name, value]) => [name.toUpperCase(), value]),
        ),
      })),
  },
  {
    about: 'times',
    freedom: 'gives times of another zone',
    tampering: () => timesWritten((time) => time.replace(/Z$/, '+02:00')),
  },
  {
    about: 'times',
    freedom: 'gives times without or with many fractions of a second',
    // By the second, since one time is always written in one way, and none goes back.
    tampering: () =>
      timesWritten((time) => time.replace(/(\.\d+)?Z$/, /:\d[02468](\.\d+)?Z$/.test(time) ? 'Z' : '.123456789Z')),
  },
  // Right in each answer, but not by what it was told before.
  { freedom: 'has nothing to list', forgets: true, tampering: () => listed(() => []) },
  {
    apis: ['lune'],
    freedom: 'has much to list',
    forgets: true,
    tampering: () => listed((items) => Array.from({ length: 300 }, (_, index) => items[index % items.length])),
  },
  { apis: ['lune'], freedom: 'is busy once in a while', tampering: () => busyNowAndThen(120) },
  { about: 'nulls', freedom: 'takes null for what may be left out', tampering: () => nullsTaken },
  {
    apis: ['cloudflare', 'lune'],
    about: 'media types',
    freedom: 'refuses another media type with 415',
    tampering: () => ({
      request: (request) =>
        request.body !== '' && request.headers['content-type'] !== 'application/json'
          ? { status: 415, headers: {}, body: '' }
          : request,
    }),
  },
  {
    apis: ['lune'],
    about: 'media types',
    freedom: 'refuses another media type with 400',
    tampering: () => answers({ statuses: [415] }, () => answer(400, luneError)),
  },
  {
    apis: ['lune'],
    freedom: 'answers 201 to a creation',
    tampering: () => answers({ of: ['createWebhook'] }, (response) => ({ ...response, status: 201 })),
  },
  {
    apis: ['lune'],
    freedom: 'gives no account_ids',
    tampering: () => objects(['account_type'], (webhook) => without(webhook, ['account_ids'])),
  },
  {
    apis: ['lune'],
    freedom: 'takes an update without enabled',
    tampering: () => mendedBodies(['updateWebhook'], (body) => (isRecord(body) ? { enabled: true, ...body } : body)),
  },
  {
    apis: ['cloudflare'],
    freedom: 'answers 401 without a body',
    tampering: () =>
      answers({ statuses: [401] }, () => ({ status: 401, headers: { 'www-authenticate': 'Bearer' }, body: '' })),
  },
  {
    apis: ['cloudflare'],
    freedom: 'answers 400 to credentials that it cannot read',
    tampering: () => ({
      request: (request) =>
        /^(?!Bearer )/.test(request.headers.authorization ?? 'Bearer ')
          ? answer(400, { error: { code: 400, message: 'Invalid format for Authorization header' }, success: false })
          : request,
    }),
  },
  {
    apis: ['cloudflare', 'management'],
    about: 'refusals',
    freedom: 'finds nothing under an id that has another shape',
    tampering: () => ({
      response: (response, request) =>
        (response.status === 400 || response.status === 422) && pathIsWrong(request)
          ? answer(404, { error: { code: 404, message: 'Nothing is there' }, success: false })
          : response,
    }),
  },
  {
    apis: ['management'],
    about: 'unset',
    freedom: 'leaves out what has no value',
    tampering: () =>
      bodies({}, (body) =>
        changed(
          changed(body, event, (object) => without(object, ['response', 'errorMessage', 'sentAt', 'nextRetryAt'])),
          ['success'],
          (object) => without(object, ['message']),
        ),
      ),
  },
  {
    apis: ['management'],
    about: 'unset',
    freedom: 'gives null for what has no value',
    tampering: () =>
      bodies({}, (body) =>
        changed(
          changed(body, event, (object) => ({
            ...object,
            response: null,
            errorMessage: null,
            sentAt: null,
            nextRetryAt: null,
          })),
          ['success'],
          (object) => ({ ...object, message: null }),
        ),
      ),
  },
  {
    apis: ['management'],
    about: 'refusals',
    freedom: 'refuses with success: false in a 200',
    tampering: () => answers(refusals, () => answer(200, { success: false, message: 'No.' })),
  },
  {
    apis: ['management'],
    about: 'refusals',
    freedom: 'refuses with success: false in a 200, and with null in the place of what was asked for',
    tampering: () =>
      answers(refusals, () => answer(200, { subscription: null, subscriptions: null, success: false, message: 'No.' })),
  },
  {
    apis: ['management'],
    about: 'refusals',
    freedom: 'refuses with 400 and a text',
    tampering: () =>
      answers(refusals, () => ({ status: 400, headers: { 'content-type': 'text/json' }, body: 'Bad request' })),
  },
  {
    apis: ['management'],
    about: 'answers',
    freedom: 'answers JSON as text/json',
    tampering: () =>
      answers({}, (response) => ({ ...response, headers: { ...response.headers, 'content-type': 'text/json' } })),
  },
  {
    apis: ['management'],
    freedom: 'masks secrets',
    tampering: () => objects(subscription, (object) => ({ ...object, secret: '***' })),
  },
  {
    apis: ['management'],
    about: 'nulls',
    freedom: 'takes null in a map of headers',
    tampering: () =>
      mended(null, (request) => {
        const body = fromJson(request.body);
        return body === undefined
          ? request
          : {
              ...request,
              body: JSON.stringify(
                changed(body, ['headers'], (object) => ({ ...object, headers: noNulls(object.headers) })),
              ),
            };
      }),
  },
];

const luneError = {
  errors: [{ error_code: 'id_invalid', message: 'No.' }],
  error: { error_code: 'id_invalid', message: 'No.' },
};

const apis = ['cloudflare', 'lune', 'management'];

/** Right servers of an API: each does as much at once as goes together, since every freedom may be taken with every other. */
const serversOf = (api: string): readonly (readonly Row[])[] => {
  const servers: Row[][] = [];
  for (const row of rows.filter((one) => one.apis?.includes(api) ?? true)) {
    const server = servers.find((others) =>
      others.every(({ about, forgets }) => !forgets && !row.forgets && (about === undefined || about !== row.about)),
    );
    if (server === undefined) servers.push([row]);
    else server.push(row);
  }
  return servers;
};

const each = apis.flatMap((api) =>
  serversOf(api).map((own) => ({ api, own, freedoms: own.map(({ freedom }) => freedom).join(', ') })),
);

test.each(each)('A server of $api that $freedoms is in the right', async ({ api, own }) => {
  const { run } = await judgeThrough(mock, api, together(own.map(({ tampering }) => tampering())), {
    runs: 2,
    strict: true,
    ...(own.some(({ forgets }) => forgets) ? {} : { skip: [] }),
  });
  expect(run.findings).toEqual([]);
  expect(faultsOf(run)).toEqual({ broken: [], warned: [] });
  expect(run).toMatchObject({ verdict: 'conformant', reason: null });
});
