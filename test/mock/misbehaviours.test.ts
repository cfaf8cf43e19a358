import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { behaviours } from '../../src/clauses/behaviour-kinds/list.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { type Asked, type Asking, ask } from './ask.ts';

const mock = await startMock({ seed: 1 });
afterAll(() => mock.close());
beforeEach(() => mock.reset());

type Item = Record<string, unknown>;

const app = '/cloudflare/accounts/a/realtime/kit/app-1/webhooks';
const otherApp = app.replace('app-1', 'app-2');
const webhook = { name: 'A', url: 'https://hooks.example.com/a', events: ['meeting.started'], enabled: false };
const hooks = '/lune/v1/webhooks';
const hook = { url: 'https://hooks.example.com/a' };
const subscriptions = '/management/v1/webhooks/subscriptions';

const send = (line: string, body?: unknown): Promise<Asked> =>
  ask(mock, line, body === undefined ? {} : ({ body } satisfies Asking));
const item = async (line: string, body?: unknown): Promise<Item> => {
  const { body: answer } = await send(line, body);
  const { data, subscription } = answer as Item;
  return (data ?? subscription ?? answer) as Item;
};
const items = async (line: string): Promise<readonly Item[]> => {
  const { body } = await send(line);
  if (Array.isArray(body)) return body as Item[];
  const { data, subscriptions: many, events } = body as Record<string, Item[]>;
  return data ?? many ?? events ?? [];
};
const ids = async (line: string): Promise<readonly unknown[]> => (await items(line)).map(({ id }) => id);

/** Makes a webhook, and deletes it. */
const dead = async (): Promise<unknown> => {
  const { id } = await item(`POST ${hooks}`, hook);
  await send(`DELETE ${hooks}/${id}`);
  return id;
};

/** What a client sees where a clause holds, and where it is broken; what doesn't differ isn't broken. */
interface Row {
  readonly clause: string;
  readonly see: () => Promise<unknown>;
  readonly right: unknown;
  readonly wrong: unknown;
}

const subscription = {
  name: 'A',
  eventType: 'invoice.created',
  url: 'https://hooks.example.com/',
  isActive: true,
  maxRetryCount: 3,
};
const manySubscriptions = async (query: string): Promise<Asked> => {
  for (let count = 0; count < 3; count++) await send(`POST ${subscriptions}`, { subscription });
  return send(`GET ${subscriptions}${query}`);
};
const rotation = async (): Promise<{ before: unknown; after: unknown; read: unknown }> => {
  const { id, secret } = await item(`POST ${hooks}`, hook);
  const { secret: after } = await item(`PUT ${hooks}/${id}/rotate-secret`);
  return { before: secret, after, read: (await item(`GET ${hooks}/${id}`)).secret };
};
const filteredUrls = async (): Promise<readonly unknown[]> => {
  await send(`POST ${hooks}`, { url: 'https://hooks.example.com/mine', account_ids: ['mine'] });
  await send(`POST ${hooks}`, { url: 'https://hooks.example.com/other', account_ids: ['other'] });
  await send(`POST ${hooks}`, { url: 'https://hooks.example.com/all' });
  const own = (await items(`GET ${hooks}?account_id=mine`)).map(({ url }) => String(url));
  return own.flatMap((url) => /example\.com\/(.*)/.exec(url)?.[1] ?? []);
};
const eventsOf = async (id: unknown): Promise<{ listed: number; embedded: number }> => {
  const { webhookEvents } = await item(`GET ${subscriptions}/${id}`);
  return {
    listed: (await items(`GET ${subscriptions}/${id}/events`)).length,
    embedded: (webhookEvents as unknown[]).length,
  };
};

const rows: readonly Row[] = [
  {
    clause: 'cloudflare/webhook:name-is-answered-on-create',
    see: async () => {
      const created = await item(`POST ${app}`, webhook);
      return [created.name, (await item(`GET ${app}/${created.id}`)).name];
    },
    right: ['A', 'A'],
    wrong: ['Ax', 'A'],
  },
  {
    clause: 'cloudflare/webhook:events-is-kept-on-edit',
    see: async () => {
      const { id } = await item(`POST ${app}`, webhook);
      const edited = await item(`PATCH ${app}/${id}`, { events: ['meeting.ended'] });
      return [edited.events, (await item(`GET ${app}/${id}`)).events];
    },
    right: [['meeting.ended'], ['meeting.ended']],
    wrong: [['meeting.ended'], []],
  },
  {
    clause: 'lune/webhook:enabled-has-its-default-on-create',
    see: async () => (await item(`POST ${hooks}`, hook)).enabled,
    right: true,
    wrong: false,
  },
  {
    clause: 'cloudflare/webhook:enabled-is-untouched-on-edit',
    see: async () => {
      const { id } = await item(`POST ${app}`, webhook);
      return [(await item(`PATCH ${app}/${id}`, { name: 'B' })).enabled, (await item(`GET ${app}/${id}`)).enabled];
    },
    right: [false, false],
    wrong: [true, true],
  },
  {
    clause: 'cloudflare/webhook:id-is-untouched-on-replace',
    see: async () => {
      const { id } = await item(`POST ${app}`, webhook);
      const replaced = await item(`PUT ${app}/${id}`, webhook);
      return [replaced.id === id, (await send(`GET ${app}/${replaced.id}`)).status, (await ids(`GET ${app}`)).length];
    },
    right: [true, 200, 1],
    wrong: [false, 200, 1],
  },
  {
    clause: 'lune/webhook:created-is-listed',
    see: async () => {
      const { id } = await item(`POST ${hooks}`, hook);
      const listed = await ids(`GET ${hooks}`);
      return [listed.includes(id), listed.length];
    },
    right: [true, 2],
    wrong: [false, 1],
  },
  {
    clause: 'lune/webhook:deleted-is-gone-on-read',
    see: async () => {
      const id = await dead();
      return [
        (await send(`GET ${hooks}/${id}`)).status,
        (await ids(`GET ${hooks}`)).includes(id),
        (await send(`DELETE ${hooks}/${id}`)).status,
      ];
    },
    right: [404, false, 404],
    wrong: [200, false, 404],
  },
  {
    clause: 'lune/webhook:deleted-is-gone-on-list',
    see: async () => {
      const id = await dead();
      return [(await send(`GET ${hooks}/${id}`)).status, (await ids(`GET ${hooks}`)).includes(id)];
    },
    right: [404, false],
    wrong: [404, true],
  },
  {
    clause: 'lune/webhook:deleted-is-gone-on-delete',
    see: async () => (await send(`DELETE ${hooks}/${await dead()}`)).status,
    right: 404,
    wrong: 204,
  },
  {
    clause: 'management/subscription:unknown-is-refused-on-read',
    see: async () => [
      (await send(`GET ${subscriptions}/999`)).status,
      (await ids(`GET ${subscriptions}`)).includes(999),
    ],
    right: [404, false],
    wrong: [200, false],
  },
  {
    clause: 'lune/webhook:id-is-unique-on-create',
    see: async () => {
      const one = await item(`POST ${hooks}`, hook);
      return (await item(`POST ${hooks}`, hook)).id === one.id;
    },
    right: false,
    wrong: true,
  },
  {
    clause: 'cloudflare/webhook:other-app_id-is-hidden-on-list',
    see: async () => {
      await send(`POST ${app}`, webhook);
      return (await items(`GET ${otherApp}`)).map(({ name }) => name);
    },
    right: [],
    wrong: ['A'],
  },
  {
    clause: 'cloudflare/webhook:other-app_id-is-hidden-on-delete',
    see: async () => {
      const { id } = await item(`POST ${app}`, webhook);
      const elsewhere = [(await send(`GET ${otherApp}/${id}`)).status, (await send(`DELETE ${otherApp}/${id}`)).status];
      return [...elsewhere, (await send(`GET ${app}/${id}`)).status];
    },
    right: [404, 404, 200],
    wrong: [404, 200, 404],
  },
  {
    clause: 'lune/webhook:secret-is-full-on-create',
    see: async () => String((await item(`POST ${hooks}`, hook)).secret).length > 4,
    right: true,
    wrong: false,
  },
  {
    clause: 'lune/webhook:secret-is-masked-on-read',
    see: async () => {
      const { id, secret } = await item(`POST ${hooks}`, hook);
      const listed = (await items(`GET ${hooks}`)).find((one) => one.id === id);
      return [(await item(`GET ${hooks}/${id}`)).secret === secret, listed?.secret === secret];
    },
    right: [false, false],
    wrong: [true, false],
  },
  {
    clause: 'lune/webhook:secret-is-masked-on-list',
    see: async () => {
      const { id, secret } = await item(`POST ${hooks}`, hook);
      const listed = (await items(`GET ${hooks}`)).find((one) => one.id === id);
      return [(await item(`GET ${hooks}/${id}`)).secret === secret, listed?.secret === secret];
    },
    right: [false, false],
    wrong: [false, true],
  },
  {
    clause: 'lune/webhook:secret-is-new-on-rotate',
    see: async () => {
      const { before, after, read } = await rotation();
      return [before === after, String(after).endsWith(String(read))];
    },
    right: [false, true],
    wrong: [true, true],
  },
  {
    clause: 'cloudflare/webhook:updated_at-never-goes-back-on-edit',
    see: async () => {
      const created = await item(`POST ${app}`, webhook);
      const edited = await item(`PATCH ${app}/${created.id}`, { name: 'B' });
      return Date.parse(String(edited.updated_at)) >= Date.parse(String(created.updated_at));
    },
    right: true,
    wrong: false,
  },
  {
    clause: 'lune/webhook:account_id-leaves-out-others',
    see: filteredUrls,
    right: ['mine', 'all'],
    wrong: ['mine', 'other', 'all'],
  },
  { clause: 'lune/webhook:account_id-keeps-what-matches', see: filteredUrls, right: ['mine', 'all'], wrong: ['all'] },
  {
    clause: 'lune/webhook:account_id-keeps-what-has-no-account_ids',
    see: filteredUrls,
    right: ['mine', 'all'],
    wrong: ['mine'],
  },
  {
    clause: 'management/subscription:take-limits-the-page',
    see: async () => ((await manySubscriptions('?take=2')).body as { subscriptions: unknown[] }).subscriptions.length,
    right: 2,
    wrong: 4,
  },
  {
    clause: 'management/subscription:skip-skips-so-many',
    see: async () => ((await manySubscriptions('?skip=1')).body as { subscriptions: unknown[] }).subscriptions.length,
    right: 3,
    wrong: 4,
  },
  {
    clause: 'management/subscription:total-counts-all',
    see: async () => ((await manySubscriptions('?take=2')).body as Item).totalSubscriptionsCount,
    right: 4,
    wrong: 2,
  },
  {
    clause: 'management/event:created-is-embedded-in-its-parent',
    see: async () => {
      const { id } = await item(`POST ${subscriptions}`, { subscription });
      await send(`POST ${subscriptions}/${id}/test`, { payload: { a: 1 } });
      return eventsOf(id);
    },
    right: { listed: 1, embedded: 1 },
    wrong: { listed: 1, embedded: 0 },
  },
  {
    clause: 'lune/webhook:refused-create-leaves-no-trace',
    see: async () => [(await send(`POST ${hooks}`, { url: 'no URL' })).status, (await ids(`GET ${hooks}`)).length],
    right: [400, 1],
    wrong: [400, 2],
  },
  {
    clause: 'cloudflare/webhook:refused-edit-leaves-no-trace',
    see: async () => {
      const { id } = await item(`POST ${app}`, webhook);
      const { status } = await send(`PATCH ${app}/${id}`, { name: 'B', enabled: 'no' });
      return [status, (await item(`GET ${app}/${id}`)).name];
    },
    right: [400, 'A'],
    wrong: [400, 'B'],
  },
  {
    clause: 'lune/webhook:refused-delete-leaves-no-trace',
    see: async () => {
      const { id } = await item(`POST ${hooks}`, hook);
      const { status } = await ask(mock, `DELETE ${hooks}/${id}`, { credentials: false });
      return [status, (await send(`GET ${hooks}/${id}`)).status];
    },
    right: [401, 200],
    wrong: [401, 404],
  },
  {
    clause: 'cloudflare/webhook:others-are-untouched-on-edit',
    see: async () => {
      const [one, other] = [await item(`POST ${app}`, webhook), await item(`POST ${app}`, webhook)];
      await send(`PATCH ${app}/${one.id}`, { name: 'B' });
      return [(await item(`GET ${app}/${one.id}`)).name, (await item(`GET ${app}/${other.id}`)).name];
    },
    right: ['B', 'A'],
    wrong: ['B', 'B'],
  },
  {
    clause: 'lune/webhook:others-are-untouched-on-delete',
    see: async () => {
      const [one, other] = [await item(`POST ${hooks}`, hook), await item(`POST ${hooks}`, hook)];
      await send(`DELETE ${hooks}/${one.id}`);
      return (await send(`GET ${hooks}/${other.id}`)).status;
    },
    right: 200,
    wrong: 404,
  },
  {
    clause: 'cloudflare/webhook:deleted-is-answered',
    see: async () => {
      const { id } = await item(`POST ${app}`, webhook);
      const deleted = await item(`DELETE ${app}/${id}`);
      return [deleted.id === id, deleted.name, (await send(`GET ${app}/${id}`)).status];
    },
    right: [true, 'A', 404],
    wrong: [false, 'A', 404],
  },
  {
    clause: 'management/event:webhookSubscriptionId-names-the-parent',
    see: async () => {
      const { id } = await item(`POST ${subscriptions}`, { subscription });
      await send(`POST ${subscriptions}/${id}/test`, { payload: { a: 1 } });
      return (await items(`GET ${subscriptions}/${id}/events`)).map((event) => event.webhookSubscriptionId === id);
    },
    right: [true],
    wrong: [false],
  },
  {
    clause: 'management/event:unknown-subscription-is-refused-on-create',
    see: async () => [
      (await send(`POST ${subscriptions}/999/test`, { payload: { a: 1 } })).status,
      (await send(`GET ${subscriptions}/999`)).status,
    ],
    right: [404, 404],
    wrong: [200, 404],
  },
  {
    clause: 'lune/webhook:parallel-creates-are-as-if-in-turn',
    see: async () => {
      const alone = await send(`POST ${hooks}`, hook);
      const made = await Promise.all([send(`POST ${hooks}`, hook), send(`POST ${hooks}`, hook)]);
      return [alone, ...made].length + (await ids(`GET ${hooks}`)).length;
    },
    right: 3 + 4,
    wrong: 3 + 3,
  },
  {
    clause: 'cloudflare/webhook:parallel-edits-are-as-if-in-turn',
    see: async () => {
      const { id } = await item(`POST ${app}`, webhook);
      await Promise.all([{ name: 'B' }, { enabled: true }].map((change) => send(`PATCH ${app}/${id}`, change)));
      const { name, enabled } = await item(`GET ${app}/${id}`);
      return Number(name === 'B') + Number(enabled === true);
    },
    right: 2,
    wrong: 1,
  },
  {
    clause: 'lune/webhook:parallel-replaces-are-as-if-in-turn',
    see: async () => {
      const { id } = await item(`POST ${hooks}`, hook);
      const both = [
        { url: 'https://hooks.example.com/b', enabled: false },
        { url: 'https://hooks.example.com/c', enabled: true },
      ];
      await Promise.all(both.map((change) => send(`PUT ${hooks}/${id}`, change)));
      const { url, enabled } = await item(`GET ${hooks}/${id}`);
      return both.some((one) => one.url === url && one.enabled === enabled);
    },
    right: true,
    wrong: false,
  },
  {
    clause: 'lune/webhook:parallel-deletes-are-as-if-in-turn',
    see: async () => {
      const { id } = await item(`POST ${hooks}`, hook);
      await Promise.all([1, 2].map(() => send(`DELETE ${hooks}/${id}`)));
      const { status } = await send(`GET ${hooks}/${id}`);
      return [status, (await send(`DELETE ${hooks}/${id}`)).status];
    },
    right: [404, 404],
    wrong: [200, 204],
  },
];

describe('each behaviour', () => {
  test.each(rows)('$clause', async ({ clause, see, right, wrong }) => {
    expect(await see()).toEqual(right);
    mock.reset();
    mock.break(clause);
    expect(await see()).toEqual(wrong);
    mock.break();
    mock.reset();
    expect(await see()).toEqual(right);
  });

  test('is among those that are tried here', () => {
    const kinds = mock.contracts.flatMap(({ clauses }) =>
      clauses.filter(({ id }) => rows.some(({ clause }) => clause === id)).map(({ kind }) => kind),
    );
    expect(behaviours.filter((kind) => !kinds.includes(kind))).toEqual([]);
  });
});
