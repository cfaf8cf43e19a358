import { managementRefusals } from './management-refusals.ts';
import type { Api, Call, Done, Operation, Refusal, Surroundings } from './operation.ts';
import { pageOf } from './page.ts';
import { othersCount, quotaProblem } from './quota.ts';
import { createStore } from './store.ts';
import { extremeOf, extremeUrl, stored, storedName, storedUrl } from './text.ts';
import { isBoolean, isInt32, isText, problemOf, type Shape, withoutAbsent } from './validate.ts';
import { isObject } from './write-json.ts';

/** What a request may say of a subscription. */
interface Given {
  readonly name: string;
  readonly eventType: string;
  readonly url: string;
  readonly secret: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly maxRetryCount: number;
  readonly isActive: boolean;
}

interface Subscription extends Given {
  readonly scope: string;
  readonly id: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

interface Event {
  /** The subscription. */
  readonly scope: string;
  readonly id: number;
  readonly subscriptionId: number;
  readonly eventType: string;
  readonly payload: string;
  readonly createdAt: number;
}

const eventTypeNames = {
  several: ['order.created', 'order.updated', 'Order Deleted', 'item/stock-changed'],
  one: ['order.created'],
} as const;

const samplePayloads = { null: null, 'empty-object': {}, sample: { event: 'test', data: { id: 1 } } } as const;

/** There is one scope of subscriptions. */
const scope = 'tenant';

const int32Max = 2 ** 31 - 1;

/** Makes Management's webhook subscriptions, their events and their event types. */
export const createManagement = (surroundings: Surroundings): Api => {
  const { dialect, random, clock, pause } = surroundings;
  // Pages of a list that is in another order each time would be no pages.
  const listOrder = dialect.listOrder === 'shuffled' ? 'by-hash' : dialect.listOrder;
  const subscriptions = createStore<Subscription>({ ...dialect, listOrder }, random);
  const events = createStore<Event>({ ...dialect, listOrder }, random);
  const eventTypes = eventTypeNames[dialect.eventTypes];

  const defaults: Given = {
    name: '',
    eventType: eventTypes[0],
    url: '',
    secret: '',
    headers: {},
    maxRetryCount: 3,
    isActive: true,
  };

  let latestId = 0;
  const used = new Set<number>();
  const newId = (): number => {
    if (dialect.ids === 'ordinary') return ++latestId;
    const id = 1 + random.below(int32Max);
    if (used.has(id)) return newId();
    used.add(id);
    return id;
  };

  const latestEventIds = new Map<number, number>();
  const newEventId = ({ id }: Subscription): number => {
    const next = (latestEventIds.get(id) ?? 0) + 1;
    latestEventIds.set(id, next);
    return next;
  };

  const make = (given: Partial<Given>): Subscription => {
    const now = clock.now();
    return { scope, id: newId(), ...defaults, ...given, createdAt: now, updatedAt: now };
  };

  if (dialect.atFirst === 'full')
    for (let count = 0; count < othersCount; count++)
      subscriptions.put(make({ name: `Theirs ${count}`, url: 'https://example.com/theirs' }));

  /** What a text shows that has no value yet. */
  const unset = (filled: string): string | null | undefined =>
    ({ null: null, absent: undefined, filled })[dialect.unset];

  const viewEvent = (event: Event) => ({
    id: event.id,
    webhookSubscriptionId: event.subscriptionId,
    eventType: event.eventType,
    payload: event.payload,
    statusCode: 0,
    response: unset(''),
    errorMessage: unset('Nothing is sent from here.'),
    isSuccess: false,
    retryCount: 0,
    sentAt: unset(clock.write(event.createdAt)),
    nextRetryAt: unset(clock.write(event.createdAt + 60_000)),
    createdAt: clock.write(event.createdAt),
  });

  const eventsOf = ({ id }: Subscription): readonly Event[] => events.list(String(id));

  const viewHeaders = (headers: Given['headers']): string | null | undefined =>
    ({
      json: JSON.stringify(headers),
      lines: Object.entries(headers)
        .map(([name, value]) => `${name}: ${value}`)
        .join('\n'),
      null: null,
      absent: undefined,
    })[dialect.headersShown];

  const view = (subscription: Subscription, { isRead = false } = {}) => ({
    id: subscription.id,
    name: subscription.name,
    eventType: subscription.eventType,
    url: subscription.url,
    secret: isRead && dialect.secretWhenRead === 'masked' ? '••••' : subscription.secret,
    maxRetryCount: subscription.maxRetryCount,
    isActive: subscription.isActive,
    userId: { text: 'user-1', null: null, absent: undefined }[dialect.userId],
    headers: viewHeaders(subscription.headers),
    createdAt: clock.write(subscription.createdAt),
    updatedAt: clock.write(subscription.updatedAt),
    webhookEvents: dialect.embeddedEvents === 'all' ? eventsOf(subscription).map(viewEvent) : [],
  });

  const done = (value: Readonly<Record<string, unknown>>): Done => ({
    status: 200,
    value: { ...value, success: true, message: unset('Done.') },
  });

  const readId = (text: string): number | Refusal =>
    /^\d{1,10}$/.test(text) && Number(text) <= int32Max
      ? Number(text)
      : {
          reason: dialect.malformedId === 'invalid' ? 'malformed-id' : 'unknown',
          message: `${JSON.stringify(text)} is no whole number of 32 bits.`,
        };

  const find = ({ parameters: { id: text = '' } }: Call): Subscription | Refusal => {
    const id = readId(text);
    if (typeof id !== 'number') return id;
    return subscriptions.get(scope, id) ?? { reason: 'unknown', message: `There is no subscription ${id}.` };
  };

  /** Performs something with the subscription that a call names. */
  const withSubscription =
    (perform: (subscription: Subscription, call: Call) => Promise<Done | Refusal>): Operation['perform'] =>
    async (call) => {
      const subscription = find(call);
      return 'reason' in subscription ? subscription : perform(subscription, call);
    };

  const text = isText((value) => extremeOf(value, dialect));
  const headerMap = (value: unknown): string | null => {
    if (!isObject(value)) return 'must be an object';
    for (const [name, item] of Object.entries(value)) {
      if (dialect.nulls === 'as-absent' && item === null) continue;
      if (typeof item !== 'string') return 'must hold text';
      if (dialect.extremes === 'refused' && !(/^[\w-]+$/.test(name) && extremeOf(item, dialect) === null))
        return 'holds what is no header';
    }
    return null;
  };

  const shapeOf = (required: boolean): Shape => ({
    name: { required, check: text },
    eventType: {
      required: false,
      check: isText((value) =>
        dialect.otherEventTypes === 'taken' || (eventTypes as readonly string[]).includes(value)
          ? null
          : 'is no event type',
      ),
    },
    url: { required, check: isText((value) => extremeUrl(value, dialect)) },
    secret: { required: false, check: text },
    headers: { required: false, check: headerMap },
    maxRetryCount: {
      required: false,
      check: (value) =>
        isInt32(value) ??
        (dialect.extremes === 'refused' && !((value as number) >= 0 && (value as number) <= 100)
          ? 'must be from 0 to 100'
          : null),
    },
    isActive: { required: false, check: isBoolean },
  });

  const storedGiven = (given: Partial<Given>): Partial<Given> => ({
    ...given,
    ...(given.name !== undefined && { name: storedName(given.name, dialect) }),
    ...(given.secret !== undefined && { secret: stored(given.secret, dialect) }),
    ...(given.url !== undefined && { url: storedUrl(given.url, () => true, dialect) }),
    ...(given.headers !== undefined && { headers: withoutAbsent(given.headers, dialect) as Given['headers'] }),
  });

  const known = Object.keys(defaults);

  const read = ({ body }: Call, { isUpdate = false } = {}): { readonly given: Partial<Given> } | Refusal => {
    const invalid = (problem: string | null): Refusal => ({ reason: 'invalid', message: `The body: ${problem}.` });
    const isEmpty = body === undefined || (body === null && dialect.nulls === 'as-absent');
    const whole = isEmpty ? {} : body;
    const problem = problemOf(whole, { subscription: { required: false, check: () => null } }, dialect);
    if (problem !== null || !isObject(whole)) return invalid(problem);
    const { subscription } = withoutAbsent(whole, dialect);
    if (subscription === undefined)
      return dialect.emptyBodies === 'accepted' ? { given: {} } : invalid('subscription is required');
    const required = !isUpdate && dialect.requiredToCreate === 'name-and-url';
    const inner = problemOf(subscription, shapeOf(required), dialect);
    if (inner !== null || !isObject(subscription)) return invalid(inner);
    const given = Object.entries(withoutAbsent(subscription, dialect)).filter(([name]) => known.includes(name));
    return { given: storedGiven(Object.fromEntries(given)) };
  };

  const list = async (call: Call): Promise<Done | Refusal> => {
    const page = pageOf(subscriptions.list(scope), call.query, dialect);
    if ('problem' in page) return { reason: 'invalid', message: page.problem };
    return done({
      subscriptions: page.items.map((subscription) => view(subscription, { isRead: true })),
      totalSubscriptionsCount: page.total,
    });
  };

  const create = async (call: Call): Promise<Done | Refusal> => {
    const result = read(call);
    if ('reason' in result) return result;
    const full = quotaProblem(subscriptions.list(scope).length, dialect);
    if (full !== null) return { reason: 'invalid', message: full };
    await pause();
    const subscription = make(result.given);
    subscriptions.put(subscription);
    return done({ subscription: view(subscription) });
  };

  const update = withSubscription(async (subscription, call) => {
    const result = read(call, { isUpdate: true });
    if ('reason' in result) return result;
    await pause();
    const base = dialect.updateWithout === 'kept' ? subscription : { ...subscription, ...defaults };
    const isTouched = dialect.emptyEdit === 'touches' || Object.keys(result.given).length > 0;
    const updatedAt = isTouched ? clock.now() : subscription.updatedAt;
    const changed = { ...base, ...result.given, updatedAt };
    subscriptions.put(changed);
    return done({ subscription: view(changed) });
  });

  const remove = withSubscription(async (subscription) => {
    await pause();
    for (const event of eventsOf(subscription)) events.delete(event);
    subscriptions.delete(subscription);
    return done({});
  });

  const testEvent = withSubscription(async (subscription, { body }) => {
    const whole = body === undefined || (body === null && dialect.nulls === 'as-absent') ? {} : body;
    if (!isObject(whole)) return { reason: 'invalid', message: 'The body must be an object.' };
    if (dialect.inactiveTests === 'refused' && !subscription.isActive)
      return { reason: 'invalid', message: 'Nothing is sent to a subscription that is not active.' };
    const payload = Object.hasOwn(whole, 'payload') ? whole.payload : samplePayloads[dialect.absentPayload];
    await pause();
    const event: Event = {
      scope: String(subscription.id),
      id: dialect.eventIds === 'unique' ? newId() : newEventId(subscription),
      subscriptionId: subscription.id,
      eventType: subscription.eventType,
      payload: JSON.stringify(payload, null, dialect.loggedPayload === 'indented' ? 2 : undefined),
      createdAt: clock.now(),
    };
    if (dialect.testEvents === 'logged') events.put(event);
    return done({ eventId: event.id });
  });

  const listEvents = withSubscription(async (subscription, { query }) => {
    const page = pageOf(eventsOf(subscription), query, dialect);
    if ('problem' in page) return { reason: 'invalid', message: page.problem };
    return done({ events: page.items.map(viewEvent), totalEventsCount: page.total });
  });

  const removeEvent = withSubscription(async (subscription, { parameters: { eventId = '' } }) => {
    const id = readId(eventId);
    if (typeof id !== 'number') return id;
    const event = events.get(String(subscription.id), id);
    if (event === undefined) return { reason: 'unknown', message: `There is no event ${id}.` };
    await pause();
    events.delete(event);
    return done({});
  });

  const collection = '/v1/webhooks/subscriptions';
  const item = `${collection}/{id}`;
  const types = eventTypes.map((name) => ({ name, description: `Says that ${name} happened.` }));
  const json = { method: 'POST', takesBody: true } as const;
  const subscription = { name: 'Of another user', url: 'https://other.example.com/hook', eventType: eventTypes[0] };
  return {
    takesKeys: true,
    bodyMediaTypes: ['application/json', 'application/json-patch+json', 'text/json'],
    bodyBytesMax: 1_000_000,
    answerTypes: ['application/json', 'text/plain', 'text/json'],
    refuse: managementRefusals(surroundings),
    otherUser: {
      create: { subscription },
      change: { subscription: { ...subscription, isActive: false } },
      idOf: (value) => String((value as { subscription: { id: number } }).subscription.id),
    },
    operations: [
      { method: 'GET', path: collection, takesBody: false, perform: list },
      { ...json, path: collection, perform: create },
      {
        method: 'GET',
        path: item,
        takesBody: false,
        perform: withSubscription(async (found) => done({ subscription: view(found, { isRead: true }) })),
      },
      { method: 'PUT', path: item, takesBody: true, perform: update },
      { method: 'DELETE', path: item, takesBody: false, perform: remove },
      {
        method: 'GET',
        path: '/v1/webhooks/event-types',
        takesBody: false,
        perform: async () => done({ eventTypes: types }),
      },
      { ...json, path: `${item}/test`, perform: testEvent },
      { method: 'GET', path: `${item}/events`, takesBody: false, perform: listEvents },
      { method: 'DELETE', path: `${item}/events/{eventId}`, takesBody: false, perform: removeEvent },
    ],
  };
};
