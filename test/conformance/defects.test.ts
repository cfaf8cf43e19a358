import { expect, test } from 'vitest';
import { runConformance } from '../../conformance/run/run-conformance.ts';
import { selectContracts } from '../../src/clauses/select-contracts.ts';
import { strict } from '../second/dialect.ts';
import { type SecondApi, startSecond } from '../second/start-second.ts';
import { faultsOf } from './behind-proxy.ts';
import { fromJson, isRecord, type PassedRequest, startProxy, type Tampering } from './proxy.ts';
import { answer, answers, bodies, changed, mended, objects, together } from './tamper.ts';

const contracts = await selectContracts({});
const credentials = { token: 'token-of-the-second', apiKey: 'key-of-the-second' };

/** What only the owner of a target knows. */
const owned: Readonly<Record<SecondApi, Readonly<Record<string, readonly string[]>>>> = {
  cloudflare: { account_id: ['account-1'], app_id: ['app-1', 'app-2'] },
  lune: { account_ids: ['account-1', 'account-2'] },
  management: {},
};

/** One defect of a server that is right otherwise, and was written from the documents alone. */
interface Row {
  readonly api: SecondApi;
  /** Completes the sentence "a server that …". */
  readonly defect: string;
  /** Made anew for each server, since some count. */
  readonly tampering: () => Tampering;
  /** Whether it would hide others. */
  readonly isAlone?: true;
  readonly broken: readonly string[];
}

const cloudflareWebhook = ['id', 'events'];

/** Remembers the secrets that answers show in full, and shows them in full ever after. */
const withoutMask = (): Tampering => {
  const secrets = new Map<unknown, unknown>();
  return bodies({}, (body) =>
    changed(body, ['id', 'secret'], (webhook) => {
      if (String(webhook.secret).length > 4) secrets.set(webhook.id, webhook.secret);
      return { ...webhook, secret: secrets.get(webhook.id) ?? webhook.secret };
    }),
  );
};

/** Answers an edit as if it had been made, but makes no more than every third. */
const losingUpdates = (): Tampering => {
  let edits = 0;
  let lost: PassedRequest | null = null;
  return {
    request(request) {
      if (request.operation !== 'editWebhook' || request.body === '' || ++edits % 3 === 0) return request;
      const body = fromJson(request.body);
      // Only what would have been taken can be lost.
      if (!isRecord(body) || typeof body.name !== 'string' || body.name === '') return request;
      lost = request;
      return { ...request, body: JSON.stringify({ ...body, name: undefined }) };
    },
    response(response, request) {
      const body = request.operation === 'editWebhook' ? fromJson(response.body) : undefined;
      const sent = lost === null ? undefined : fromJson(lost.body);
      lost = null;
      if (response.status !== 200 || !isRecord(body) || !isRecord(body.data) || !isRecord(sent)) return response;
      return { ...response, body: JSON.stringify({ ...body, data: { ...body.data, name: sent.name } }) };
    },
  };
};

const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

/** Fails where a body holds a text of some kind. */
const failingOn =
  (operation: string, isHard: (text: string) => boolean): (() => Tampering) =>
  () => ({
    request: (request) =>
      request.operation === operation && textsIn(fromJson(request.body)).some(isHard) ? answer(500, {}) : request,
  });

/** Leaves a property out of every 17th answer of an operation. */
const forgetful =
  (operation: string, name: string): (() => Tampering) =>
  () => {
    let count = 0;
    return objects(cloudflareWebhook, (webhook) => (++count % 17 === 0 ? { ...webhook, [name]: undefined } : webhook), {
      of: [operation],
    });
  };

const rows: readonly Row[] = [
  {
    api: 'lune',
    defect: 'answers a deletion with another status',
    tampering: () => answers({ of: ['deleteWebhook'] }, (response) => ({ ...response, status: 200 })),
    broken: ['lune/deleteWebhook/204:status'],
  },
  {
    api: 'management',
    defect: 'calls its list otherwise',
    tampering: () =>
      bodies({ of: ['getWebhookSubscriptions'] }, (body) =>
        isRecord(body) ? { ...body, subscriptions: undefined, items: body.subscriptions } : body,
      ),
    isAlone: true,
    broken: ['management/getWebhookSubscriptions/200/body/subscriptions:required'],
  },
  {
    api: 'cloudflare',
    defect: 'knows one event too many',
    tampering: () =>
      objects(cloudflareWebhook, (webhook) => ({ ...webhook, events: ['meeting.begun'] }), { of: ['getWebhooks'] }),
    broken: ['cloudflare/getWebhooks/200/body/data[]/events[]:enum'],
  },
  {
    api: 'cloudflare',
    defect: 'writes a time as people do',
    tampering: () =>
      objects(cloudflareWebhook, (webhook) => ({ ...webhook, updated_at: '28 May 2022' }), { of: ['getWebhookByID'] }),
    broken: ['cloudflare/getWebhookByID/200/body/data/updated_at:format'],
  },
  {
    api: 'lune',
    defect: 'lets anyone rotate a secret',
    tampering: () =>
      mended(['rotateWebhookSecret'], (request) => ({
        ...request,
        headers: { ...request.headers, authorization: `Bearer ${credentials.token}` },
      })),
    broken: ['lune/rotateWebhookSecret:credentials'],
  },
  {
    api: 'cloudflare',
    defect: 'lists the webhooks of one app under another',
    tampering: () => mended(['getWebhooks'], (request) => ({ ...request, url: request.url.replace('app-2', 'app-1') })),
    broken: ['cloudflare/webhook:other-app_id-is-hidden-on-list'],
  },
  {
    api: 'cloudflare',
    defect: 'fails at an emoji',
    tampering: failingOn('createWebhook', (text) => /\p{Emoji_Presentation}/u.test(text)),
    broken: ['cloudflare/createWebhook:answered'],
  },
  {
    api: 'cloudflare',
    defect: 'fails at a long name',
    tampering: failingOn('editWebhook', (text) => text.length > 255),
    broken: ['cloudflare/editWebhook:answered'],
  },
  {
    api: 'cloudflare',
    defect: 'loses updates',
    tampering: losingUpdates,
    broken: ['cloudflare/webhook:name-is-kept-on-edit'],
  },
  {
    api: 'lune',
    defect: 'shows secrets in full for ever',
    tampering: withoutMask,
    broken: [
      // A secret that isn't masked is too long as well.
      'lune/getWebhook/200/body/secret:maxLength',
      'lune/listWebhooks/200/body[]/secret:maxLength',
      'lune/updateWebhook/200/body/secret:maxLength',
      ...['list', 'read', 'replace'].map((action) => `lune/webhook:secret-is-masked-on-${action}`),
    ],
  },
  {
    api: 'lune',
    defect: 'does not mind a filter',
    tampering: () => mended(['listWebhooks'], (request) => ({ ...request, url: request.url.replace(/\?.*$/, '') })),
    broken: ['lune/webhook:account_id-leaves-out-others'],
  },
  {
    api: 'management',
    defect: 'has pages of one too many',
    tampering: () =>
      mended(['getWebhookSubscriptions'], (request) => ({
        ...request,
        url: request.url.replace(/take=(\d+)\b/, (_, take: string) => `take=${Number(take) + 1}`),
      })),
    broken: ['management/subscription:take-limits-the-page'],
  },
  {
    api: 'cloudflare',
    defect: 'leaves a property out of every 17th answer',
    tampering: forgetful('getWebhookByID', 'enabled'),
    broken: ['cloudflare/getWebhookByID/200/body/data/enabled:required'],
  },
];

/** A run with the suite's own defaults takes some seconds, and more where it looks for smaller counterexamples. */
const timeoutMs = 120_000;

/** A server of each API with all of its defects that don't hide others, and one for each that does. */
const servers = [...Map.groupBy(rows, ({ api, defect, isAlone }) => (isAlone ? defect : api)).values()].map((own) => ({
  api: own[0]?.api ?? 'lune',
  defects: own.map(({ defect }) => defect).join(', '),
  own,
}));

test.each(servers)(
  'A server of $api that $defects is told of that, and of nothing else',
  { timeout: timeoutMs },
  async (row) => {
    const { api, own } = row;
    const [contract] = contracts.filter(({ id }) => id === api);
    if (contract === undefined) throw new Error(`There is no contract ${api}.`);
    await using server = await startSecond({ api, dialect: strict, seed: 1, ...credentials });
    await using proxy = await startProxy(contract, server.url, together(own.map(({ tampering }) => tampering())));
    const { runs } = await runConformance({ contract, target: proxy.url, ...credentials, set: owned[api], seed: 1 });
    const [run] = runs;
    if (run === undefined) throw new Error('The suite reported no run.');
    const faults = faultsOf(run);
    const broken = own.flatMap((one) => one.broken).toSorted();
    expect([...faults.broken, ...faults.warned]).toEqual(broken);
    expect(run.findings.map(({ clause }) => clause).toSorted()).toEqual(broken);
  },
);
