import type { Dialect } from './dialect.ts';
import type { Answer } from './http.ts';
import type { Api, Call, Done, Operation, Reason, Refusal, Surroundings } from './operation.ts';
import { othersCount, quotaProblem } from './quota.ts';
import { createStore } from './store.ts';
import { extremeOf, extremeUrl, isUri, storedArray, storedName, storedUrl } from './text.ts';
import { isArrayOf, isBoolean, isText, problemOf, type Shape, withoutAbsent } from './validate.ts';
import { isObject } from './write-json.ts';

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

interface Webhook {
  readonly scope: string;
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly enabled: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** What a request may say of a webhook. */
type Given = Partial<Pick<Webhook, 'name' | 'url' | 'events' | 'enabled'>>;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The apps that there are, for a server that knows them. */
const knownScopes: readonly string[] = ['account-1/app-1', 'account-1/app-2'];

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
  'malformed-id': 400,
  unknown: 404,
  deleted: 404,
  'too-many-requests': 429,
} as const satisfies Record<Reason, number>;

/** An answer to what credentials are missing from: the documents show an empty block, so any body or none. */
const unauthorized = ({ dialect, json }: Surroundings): Answer => {
  switch (dialect.unauthorizedBody) {
    case 'json':
      return { status: 401, content: { mediaType: dialect.contentType, text: json({ message: 'Unauthorized' }) } };
    case 'none':
      return { status: 401 };
    case 'text':
      return { status: 401, content: { mediaType: 'text/plain', text: 'Unauthorized' } };
    default:
      throw new Error(`No body is called ${dialect.unauthorizedBody satisfies never}.`);
  }
};

const statusOf = (reason: Reason, { unreadableCredentials, unknownId }: Dialect): number => {
  if (reason === 'unknown' || reason === 'deleted') return Number.parseInt(unknownId, 10);
  // What cannot be read is a malformed request to some servers, with credentials as with bodies.
  if (reason === 'credentials-unreadable') return Number(unreadableCredentials);
  return statuses[reason];
};

const refusalWriter =
  (surroundings: Surroundings): Api['refuse'] =>
  ({ reason, message }) => {
    const { dialect, json } = surroundings;
    const status = statusOf(reason, dialect);
    if (status === 401) return unauthorized(surroundings);
    if (status === 404 && dialect.unknownId === '404-without-body') return { status };
    const value = {
      error: { code: dialect.errorCode === 'status' ? status : 10_000 + status, message },
      success: { false: false, true: true, absent: undefined }[dialect.errorSuccess],
    };
    return { status, content: { mediaType: dialect.contentType, text: json(value) } };
  };

/** Makes Cloudflare's webhooks of RealtimeKit apps. */
export const createCloudflare = (surroundings: Surroundings): Api => {
  const { dialect, random, clock, pause } = surroundings;
  const webhooks = createStore<Webhook>(dialect, random);
  const scopes = new Set<string>();

  const newId = (): string => {
    const digits = random.text(32, '0123456789abcdef');
    const id = digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.*)$/, '$1-$2-4$3-a$4-$5').slice(0, 36);
    return dialect.ids === 'odd' ? id.toUpperCase() : id;
  };

  const make = (scope: string, given: Given): Webhook => {
    const now = clock.now();
    const named = { name: '', url: 'https://example.com', events: [], enabled: dialect.enabledAtFirst, ...given };
    return { scope, id: newId(), ...named, createdAt: now, updatedAt: now };
  };

  /** Names the scope of a call, and fills it with what others left there before. */
  const scopeOf = ({ parameters }: Call): string => {
    const scope = JSON.stringify([parameters.account_id, parameters.app_id]);
    const isNew = !scopes.has(scope);
    scopes.add(scope);
    for (let count = 0; isNew && dialect.atFirst === 'full' && count < othersCount; count++)
      webhooks.put(
        make(scope, { name: `Theirs ${count}`, events: [random.pick(['meeting.ended', 'meeting.started'])] }),
      );
    return scope;
  };

  const view = (webhook: Webhook) => ({
    id: webhook.id,
    created_at: clock.write(webhook.createdAt),
    enabled: webhook.enabled,
    events: webhook.events,
    name: webhook.name,
    updated_at: clock.write(webhook.updatedAt),
    url: webhook.url,
  });

  const answer = (status: number, webhook: Webhook): Done => ({
    status,
    value: { data: view(webhook), success: true },
  });

  const find = (call: Call): Webhook | Refusal => {
    const scope = scopeOf(call);
    const { webhook_id: id = '' } = call.parameters;
    if (!uuid.test(id))
      return {
        reason: dialect.malformedId === 'invalid' ? 'malformed-id' : 'unknown',
        message: 'The id of a webhook is a UUID.',
      };
    const key = dialect.ids === 'odd' ? id.toUpperCase() : id.toLowerCase();
    const webhook = webhooks.get(scope, key);
    if (webhook !== undefined) return webhook;
    return { reason: webhooks.wasDeleted(scope, key) ? 'deleted' : 'unknown', message: 'There is no such webhook.' };
  };

  const shapeOf = (required: boolean): Shape => ({
    name: { required, check: isText((text) => extremeOf(text, dialect)) },
    url: { required, check: isText((text) => (isUri(text) ? extremeUrl(text, dialect) : 'is no URI')) },
    events: {
      required,
      check: isArrayOf(
        (event) => (typeof event === 'string' && events.includes(event) ? null : 'is no event'),
        (items) =>
          dialect.extremes === 'refused' && (items.length === 0 || new Set(items).size < items.length)
            ? 'is empty or repeats an event'
            : null,
      ),
    },
    enabled: { required: false, check: isBoolean },
  });

  const read = (call: Call, { isEdit = false } = {}): { readonly given: Given } | Refusal => {
    const problem = problemOf(call.body, shapeOf(!isEdit), dialect);
    if (problem !== null || !isObject(call.body)) return { reason: 'invalid', message: `The body: ${problem}.` };
    const { name, url, events: some, enabled } = withoutAbsent(call.body, dialect) as Given;
    return {
      given: {
        ...(name !== undefined && { name: storedName(name, dialect) }),
        ...(url !== undefined && { url: storedUrl(url, isUri, dialect) }),
        ...(some !== undefined && { events: storedArray(some, dialect, events) }),
        ...(enabled !== undefined && { enabled }),
      },
    };
  };

  const change = async (call: Call, isEdit: boolean): Promise<Done | Refusal> => {
    const body = read(call, { isEdit });
    const webhook = find(call);
    if ('reason' in webhook) return webhook;
    if ('reason' in body) return body;
    await pause();
    const kept = isEdit || dialect.replaceWithoutEnabled === 'kept' ? webhook.enabled : dialect.enabledAtFirst;
    const isTouched = dialect.emptyEdit === 'touches' || Object.keys(body.given).length > 0;
    const updatedAt = isTouched ? clock.now() : webhook.updatedAt;
    const changed = { ...webhook, enabled: kept, ...body.given, updatedAt };
    webhooks.put(changed);
    return answer(200, changed);
  };

  /** Performs an operation in an app that there is. */
  const inKnownScope = (operation: Operation): Operation => ({
    ...operation,
    perform: async (call) => {
      const { account_id: account, app_id: app } = call.parameters;
      return dialect.unknownScopes === 'refused' && !knownScopes.includes(`${account}/${app}`)
        ? { reason: 'unknown', message: 'There is no such app.' }
        : operation.perform(call);
    },
  });

  const collection = '/accounts/{account_id}/realtime/kit/{app_id}/webhooks';
  const item = `${collection}/{webhook_id}`;
  const operations: readonly Operation[] = [
    {
      method: 'GET',
      path: collection,
      takesBody: false,
      perform: async (call) => ({
        status: 200,
        value: { data: webhooks.list(scopeOf(call)).map(view), success: true },
      }),
    },
    {
      method: 'POST',
      path: collection,
      takesBody: true,
      perform: async (call) => {
        const scope = scopeOf(call);
        const result = read(call);
        if ('reason' in result) return result;
        const full = quotaProblem(webhooks.list(scope).length, dialect);
        if (full !== null) return { reason: 'invalid', message: full };
        await pause();
        const webhook = make(scope, result.given);
        webhooks.put(webhook);
        return answer(201, webhook);
      },
    },
    {
      method: 'GET',
      path: item,
      takesBody: false,
      perform: async (call) => {
        const webhook = find(call);
        return 'reason' in webhook ? webhook : answer(200, webhook);
      },
    },
    { method: 'PUT', path: item, takesBody: true, perform: (call) => change(call, false) },
    { method: 'PATCH', path: item, takesBody: true, perform: (call) => change(call, true) },
    {
      method: 'DELETE',
      path: item,
      takesBody: false,
      perform: async (call) => {
        const webhook = find(call);
        if ('reason' in webhook) return webhook;
        await pause();
        const deleted = dialect.deletion === 'touches' ? { ...webhook, updatedAt: clock.now() } : webhook;
        webhooks.delete(deleted);
        return answer(200, deleted);
      },
    },
  ];
  const body = { name: 'Of another user', url: 'https://other.example.com/hook', events: ['meeting.started'] };
  return {
    takesKeys: false,
    bodyMediaTypes: ['application/json'],
    bodyBytesMax: 1_000_000,
    answerTypes: ['application/json'],
    refuse: refusalWriter(surroundings),
    otherUser: {
      create: body,
      change: { ...body, name: 'Changed by another user', enabled: false },
      idOf: (value) => (value as { data: { id: string } }).data.id,
    },
    operations: operations.map(inKnownScope),
  };
};
