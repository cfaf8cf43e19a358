import type { Api, Call, Done, Reason, Refusal, Surroundings } from './operation.ts';
import { othersCount, quotaProblem } from './quota.ts';
import { createStore } from './store.ts';
import { extremeOf, stored, storedArray, storedUrl } from './text.ts';
import { isArrayOf, isBoolean, isText, problemOf, type Shape, withoutAbsent } from './validate.ts';
import { isObject } from './write-json.ts';

interface Webhook {
  readonly scope: string;
  readonly id: string;
  readonly url: string;
  readonly enabled: boolean;
  readonly accountType: 'live' | 'test';
  /** Undefined where the events of all accounts are pushed. */
  readonly accountIds: readonly string[] | undefined;
  readonly createdAt: number;
  readonly secret: string;
}

/** What a request may say of a webhook. */
interface Given {
  readonly url: string;
  readonly enabled?: boolean;
  readonly account_ids?: readonly string[];
}

/** As the documents print it, but for slashes that need no escape here. */
const httpsUrl = /^https:\/\/[-a-zA-Z0-9@:%._+~#=]{2,256}\.[a-z]{2,6}\b([-a-zA-Z0-9@:%_+.~#?&/=]*)$/;

/** An organisation is the one scope there is: that of the credentials. */
const scope = 'organisation';

/** The accounts of the organisation, for a server that knows them. */
const knownAccountIds = ['account-1', 'account-2', 'account-3'];

const statuses = {
  'credentials-missing': 401,
  'credentials-unreadable': 401,
  'credentials-wrong': 401,
  path: 404,
  method: 405,
  'not-acceptable': 406,
  'too-large': 413,
  'media-type': 415,
  malformed: 400,
  invalid: 400,
  'malformed-id': 404,
  unknown: 404,
  deleted: 404,
  'too-many-requests': 429,
} as const satisfies Record<Reason, number>;

const refusalWriter =
  ({ dialect, json }: Surroundings): Api['refuse'] =>
  ({ reason, message }) => {
    const status = reason === 'too-large' ? Number(dialect.tooLarge) : statuses[reason];
    // Only these two have a body by the documents, or by inference.
    if (status !== 400 && status !== 401) {
      if (dialect.noBodyPromised === 'none') return { status };
      if (dialect.noBodyPromised === 'html')
        return { status, content: { mediaType: 'text/html', text: `<h1>${status}</h1>` } };
    }
    const documented = status === 401 ? 'unauthorised' : 'id_invalid';
    const error = { error_code: dialect.errorCodes === 'documented' ? documented : 'validation_error', message };
    const value = dialect.errorBody === 'errors' ? { errors: [error], error } : { message };
    return { status, content: { mediaType: dialect.contentType, text: json(value) } };
  };

/** Makes Lune's webhooks. */
export const createLune = (surroundings: Surroundings): Api => {
  const { dialect, random, clock, pause } = surroundings;
  const webhooks = createStore<Webhook>(dialect, random);

  const make = (given: Given): Webhook => ({
    scope,
    // An id is text, whatever stands in it, so odd ones need percent-encoding in a path.
    id: dialect.ids === 'odd' ? `wh:${random.text(8)}+=@&,~% ä` : random.text(20),
    url: given.url,
    enabled: true,
    accountType: dialect.accountType,
    accountIds: given.account_ids,
    createdAt: clock.now(),
    secret: random.text(32),
  });

  if (dialect.atFirst === 'full')
    for (let count = 0; count < othersCount; count++)
      webhooks.put(
        make({
          url: `https://hooks.example.com/${count}`,
          ...(count % 2 === 0 && { account_ids: [`account-of-others-${count % 7}`] }),
        }),
      );

  const view = (webhook: Webhook, secret: 'full' | 'masked') => ({
    id: webhook.id,
    url: webhook.url,
    enabled: webhook.enabled,
    account_type: webhook.accountType,
    account_ids: webhook.accountIds ?? (dialect.noAccountIds === 'empty' ? [] : undefined),
    created_at: clock.write(webhook.createdAt),
    secret: secret === 'full' ? webhook.secret : webhook.secret.slice(-4),
  });

  const find = ({ parameters: { id = '' } }: Call): Webhook | Refusal =>
    webhooks.get(scope, id) ?? { reason: 'unknown', message: 'There is no such webhook.' };

  const accountIds = isArrayOf(
    isText((text) => {
      if (dialect.unknownAccountIds === 'refused' && !knownAccountIds.includes(text)) return 'is no known account';
      return extremeOf(text, dialect);
    }),
    (items) => (items.length === 0 && dialect.emptyAccountIds === 'refused' ? 'must not be empty' : null),
  );

  const url = isText((text) => {
    if (!httpsUrl.test(text)) return `must match ${httpsUrl.source}`;
    return dialect.extremes === 'refused' && text.length > 500 ? 'is too long' : null;
  });

  const read = ({ body }: Call, shape: Shape): { readonly given: Given } | Refusal => {
    const problem = problemOf(body, shape, dialect);
    if (problem !== null || !isObject(body)) return { reason: 'invalid', message: `The body: ${problem}.` };
    const given = withoutAbsent(body, dialect) as unknown as Given;
    return {
      given: {
        url: storedUrl(given.url, (text) => httpsUrl.test(text), dialect),
        ...(given.enabled !== undefined && { enabled: given.enabled }),
        ...(given.account_ids !== undefined && {
          account_ids: storedArray(
            given.account_ids.map((id) => stored(id, dialect)),
            dialect,
          ),
        }),
      },
    };
  };

  const create = async (call: Call): Promise<Done | Refusal> => {
    const result = read(call, {
      url: { required: true, check: url },
      account_ids: { required: false, check: accountIds },
    });
    if ('reason' in result) return result;
    const full = quotaProblem(webhooks.list(scope).length, dialect);
    if (full !== null) return { reason: 'invalid', message: full };
    await pause();
    const webhook = withFilter(make(result.given));
    webhooks.put(webhook);
    return { status: dialect.createdStatus, value: view(webhook, 'full') };
  };

  /** Reads an empty filter as a dialect does. */
  const withFilter = (webhook: Webhook): Webhook =>
    webhook.accountIds?.length === 0 && dialect.emptyAccountIds === 'as-none'
      ? { ...webhook, accountIds: undefined }
      : webhook;

  const update = async (call: Call): Promise<Done | Refusal> => {
    const webhook = find(call);
    if ('reason' in webhook) return webhook;
    const result = read(call, {
      url: { required: true, check: url },
      enabled: { required: dialect.updateWithoutEnabled === 'refused', check: isBoolean },
      account_ids: { required: false, check: accountIds },
    });
    if ('reason' in result) return result;
    await pause();
    const { given } = result;
    const changed = withFilter({
      ...webhook,
      url: given.url,
      enabled: given.enabled ?? webhook.enabled,
      accountIds: given.account_ids ?? webhook.accountIds,
    });
    webhooks.put(changed);
    return { status: 200, value: view(changed, 'masked') };
  };

  const list = async ({ query }: Call): Promise<Done> => {
    const all = query.getAll('account_id');
    const wanted = dialect.severalFilters === 'first' ? all.slice(0, 1) : all;
    const holds = (ids: readonly string[]): boolean =>
      dialect.severalFilters === 'all' ? wanted.every((id) => ids.includes(id)) : wanted.some((id) => ids.includes(id));
    const pushesFor = ({ accountIds: ids }: Webhook): boolean =>
      wanted.length === 0 || (ids === undefined ? dialect.filterWithoutAccountIds === 'listed' : holds(ids));
    return {
      status: 200,
      value: webhooks
        .list(scope)
        .filter(pushesFor)
        .map((webhook) => view(webhook, 'masked')),
    };
  };

  const collection = '/v1/webhooks';
  const item = `${collection}/{id}`;
  return {
    takesKeys: false,
    bodyMediaTypes: ['application/json'],
    bodyBytesMax: 100_000,
    answerTypes: ['application/json'],
    refuse: refusalWriter(surroundings),
    otherUser: {
      create: { url: 'https://other.example.com/hook' },
      change: { url: 'https://other.example.com/changed', enabled: false },
      idOf: (value) => (value as { id: string }).id,
    },
    operations: [
      { method: 'GET', path: collection, takesBody: false, perform: list },
      { method: 'POST', path: collection, takesBody: true, perform: create },
      {
        method: 'GET',
        path: item,
        takesBody: false,
        perform: async (call) => {
          const webhook = find(call);
          return 'reason' in webhook ? webhook : { status: 200, value: view(webhook, 'masked') };
        },
      },
      { method: 'PUT', path: item, takesBody: true, perform: update },
      {
        method: 'DELETE',
        path: item,
        takesBody: false,
        perform: async (call) => {
          const webhook = find(call);
          if ('reason' in webhook) return webhook;
          await pause();
          webhooks.delete(webhook);
          return { status: 204 };
        },
      },
      {
        method: 'PUT',
        path: `${item}/rotate-secret`,
        // The official client says that it sends a form, and sends nothing.
        takesBody: false,
        perform: async (call) => {
          const webhook = find(call);
          if ('reason' in webhook) return webhook;
          await pause();
          const rotated = { ...webhook, secret: random.text(32) };
          webhooks.put(rotated);
          return { status: 200, value: view(rotated, 'full') };
        },
      },
    ],
  };
};
