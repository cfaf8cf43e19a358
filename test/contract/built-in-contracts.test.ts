import { describe, expect, test } from 'vitest';
import { behaviours } from '../../src/clauses/behaviour-kinds/list.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import { evaluator } from '../../src/clauses/evaluate.ts';
import { builtInContracts, selectContracts } from '../../src/clauses/select-contracts.ts';
import { objectAt } from '../../src/document/document.ts';
import { schemaValidator } from '../../src/schema/schema-validator.ts';
import { documentedValues } from './documented-values.ts';

const contracts = await selectContracts({});
const named = contracts.map((contract) => ({ id: contract.id, contract }));

const contractOf = (id: string): Contract => {
  const contract = contracts.find((candidate) => candidate.id === id);
  if (contract === undefined) throw new Error(`There is no contract ${id}.`);
  return contract;
};

/** As document 002 prints it. */
const printedPattern = String.raw`^https:\/\/[-a-zA-Z0-9@:%._\+~#=]{2,256}\.[a-z]{2,6}\b([-a-zA-Z0-9@:%_\+.~#?&\/\/=]*)$`;

/** Finds what isn't frozen in a value, by its place. */
const notFrozen = (value: unknown, place: string, seen = new Set<unknown>()): string[] => {
  if (typeof value !== 'object' || value === null || seen.has(value)) return [];
  seen.add(value);
  const below = Object.entries(value).flatMap(([key, child]) => notFrozen(child, `${place}/${key}`, seen));
  return Object.isFrozen(value) ? below : [place, ...below];
};

describe('what is promised', () => {
  const table = [
    {
      id: 'cloudflare',
      server: 'https://api.cloudflare.com/client/v4',
      operations: [
        'getWebhooks GET /accounts/{account_id}/realtime/kit/{app_id}/webhooks',
        'createWebhook POST /accounts/{account_id}/realtime/kit/{app_id}/webhooks',
        'getWebhookByID GET /accounts/{account_id}/realtime/kit/{app_id}/webhooks/{webhook_id}',
        'replaceWebhook PUT /accounts/{account_id}/realtime/kit/{app_id}/webhooks/{webhook_id}',
        'deleteWebhook DELETE /accounts/{account_id}/realtime/kit/{app_id}/webhooks/{webhook_id}',
        'editWebhook PATCH /accounts/{account_id}/realtime/kit/{app_id}/webhooks/{webhook_id}',
      ],
      resources: [{ name: 'webhook', id: 'id', idParameter: 'webhook_id', scope: ['account_id', 'app_id'] }],
      credentials: ['bearer'],
    },
    {
      id: 'lune',
      server: 'https://api.lune.co',
      operations: [
        'listWebhooks GET /v1/webhooks',
        'createWebhook POST /v1/webhooks',
        'getWebhook GET /v1/webhooks/{id}',
        'updateWebhook PUT /v1/webhooks/{id}',
        'deleteWebhook DELETE /v1/webhooks/{id}',
        'rotateWebhookSecret PUT /v1/webhooks/{id}/rotate-secret',
      ],
      resources: [{ name: 'webhook', id: 'id', idParameter: 'id', scope: [] }],
      credentials: ['bearer'],
    },
    {
      id: 'management',
      server: null,
      operations: [
        'getWebhookSubscriptions GET /v1/webhooks/subscriptions',
        'createWebhookSubscription POST /v1/webhooks/subscriptions',
        'getWebhookSubscription GET /v1/webhooks/subscriptions/{id}',
        'updateWebhookSubscription PUT /v1/webhooks/subscriptions/{id}',
        'deleteWebhookSubscription DELETE /v1/webhooks/subscriptions/{id}',
        'getWebhookEventTypes GET /v1/webhooks/event-types',
        'sendWebhookTestEvent POST /v1/webhooks/subscriptions/{id}/test',
        'getWebhookEvents GET /v1/webhooks/subscriptions/{id}/events',
        'deleteWebhookEvent DELETE /v1/webhooks/subscriptions/{id}/events/{eventId}',
      ],
      resources: [
        { name: 'subscription', id: 'id', idParameter: 'id', scope: [] },
        { name: 'event', id: 'id', idParameter: 'eventId', scope: ['id'] },
        { name: 'eventType', id: 'name', idParameter: null, scope: [] },
      ],
      credentials: ['bearer', 'apiKey'],
    },
  ];

  test('the table has every built-in contract', async () => {
    expect(table.map(({ id }) => id)).toEqual([...(await builtInContracts()).keys()]);
  });

  test.each(table)('$id has its operations, its resources and its server', ({ id, server, ...expected }) => {
    const contract = contractOf(id);
    expect(contract.server).toBe(server);
    const operations = contract.operations.map((operation) => `${operation.id} ${operation.method} ${operation.path}`);
    expect(operations.toSorted()).toEqual(expected.operations.toSorted());
    expect(contract.resources).toMatchObject(expected.resources);
    expect(contract.resources).toHaveLength(expected.resources.length);
    for (const { security } of contract.operations) {
      expect(security.map((schemes) => schemes.map(({ type }) => type))).toEqual(
        expected.credentials.map((type) => [type]),
      );
    }
  });

  test.each([
    {
      id: 'cloudflare',
      resource: 'webhook',
      acts: 'list getWebhooks, create createWebhook, read getWebhookByID, replace replaceWebhook, delete deleteWebhook, edit editWebhook',
    },
    {
      id: 'lune',
      resource: 'webhook',
      acts: 'list listWebhooks, create createWebhook, read getWebhook, replace updateWebhook, delete deleteWebhook, rotate rotateWebhookSecret',
    },
    {
      id: 'management',
      resource: 'subscription',
      acts: 'list getWebhookSubscriptions, create createWebhookSubscription, read getWebhookSubscription, replace updateWebhookSubscription, delete deleteWebhookSubscription',
    },
    {
      id: 'management',
      resource: 'event',
      acts: 'create sendWebhookTestEvent, list getWebhookEvents, delete deleteWebhookEvent',
    },
    { id: 'management', resource: 'eventType', acts: 'list getWebhookEventTypes' },
  ])('the $resource of $id is acted on: $acts', ({ id, resource, acts }) => {
    const found = contractOf(id).resources.find(({ name }) => name === resource);
    expect(Object.entries(found?.operations ?? {}).map((act) => act.join(' '))).toEqual(acts.split(', '));
  });

  test('the answers that mean the same are one: 200 or 201', () => {
    const create = contractOf('lune').operations.find(({ id }) => id === 'createWebhook');
    expect(create?.responses.map(({ statuses }) => statuses.join('|'))).toEqual([
      '200|201',
      '400',
      '401',
      '413',
      '415',
      '429',
    ]);
  });

  test('the pattern of URLs is, byte for byte, what the document prints, in requests and in answers', () => {
    const patterns = contractOf('lune').clauses.filter(({ kind }) => kind === 'pattern');
    expect(patterns.map(({ id }) => id)).toEqual([
      'lune/listWebhooks/200/body[]/url:pattern',
      'lune/createWebhook/request/body/url:pattern',
      'lune/createWebhook/200/body/url:pattern',
      'lune/getWebhook/200/body/url:pattern',
      'lune/updateWebhook/request/body/url:pattern',
      'lune/updateWebhook/200/body/url:pattern',
      'lune/rotateWebhookSecret/200/body/url:pattern',
    ]);
    for (const { schema, source, level } of patterns) {
      expect([schema?.pattern, level]).toEqual([printedPattern, 'MUST']);
      expect(source?.says).toContain(printedPattern);
    }
  });

  test.each([
    { url: 'https://hooks.acme.technology', meets: true },
    { url: 'https://ab.test.COM', meets: true },
    { url: 'https://localhost#a.com', meets: true },
    { url: 'https://lune.co:8443/a?b=c#d', meets: true },
    { url: 'http://lune.co', meets: false },
    { url: 'https://localhost', meets: false },
    { url: 'https://x.com', meets: false },
    { url: 'https://acme.technology', meets: false },
    { url: 'https://lune.CO', meets: false },
    { url: 'https://10.0.0.1', meets: false },
    { url: 'https://lune.co ', meets: false },
    { url: 'https://lune.co\n', meets: false },
  ])('the pattern of URLs, met by $url: $meets', ({ url, meets }) => {
    const contract = contractOf('lune');
    const clause = contract.clauses.find(({ id }) => id === 'lune/createWebhook/request/body/url:pattern');
    if (clause === undefined) throw new Error('The clause is gone.');
    const { cases, violations } = evaluator(contract.document)(clause, { url });
    expect([cases, violations.length]).toEqual([1, meets ? 0 : 1]);
  });
});

test.each([
  {
    clause: 'cloudflare/webhook:created_at-is-untouched-on-replace',
    says: 'Timestamp when this webhook was created',
  },
  {
    clause: 'lune/webhook:secret-is-masked-on-read',
    says: 'The last 4 characters of the secret key used to generate the webhook payload HMAC.',
  },
  {
    clause: 'lune/webhook:secret-is-full-on-create',
    says: 'The secret key used to generate the webhook payload HMAC.',
  },
  {
    clause: 'lune/webhook:account_id-leaves-out-others',
    says: 'Filter by account identifiers: return webhooks which push events for the given account identifiers.',
  },
  { clause: 'lune/listWebhooks/401:status', says: 'This API operation can return the following errors: 401 429' },
  { clause: 'lune/getWebhook/404:status', says: 'This API operation can return the following errors: 401 404 429' },
  {
    clause: 'lune/deleteWebhook/404:status',
    says: 'This API operation can return the following errors: 204 401 404 429',
  },
  {
    clause: 'lune/webhook:unknown-is-refused-on-rotate',
    says: 'This API operation can return the following errors: 401 404 429',
  },
])('$clause cites the sentence that promises it, as it is printed for its operation', ({ clause, says }) => {
  const found = contracts.flatMap(({ clauses }) => clauses).find(({ id }) => id === clause);
  expect(found?.source?.says).toBe(says);
});

describe.each(named)('the contract $id', ({ contract }) => {
  test('is frozen all the way down', () => {
    expect(notFrozen(contract, '')).toEqual([]);
  });

  test('cites, for every clause, a document that it names, and a MUST from a numbered one alone', () => {
    const documents = objectAt(contract.document, 'x-documents');
    const wrong = contract.clauses.filter(({ level, source }) => {
      if (source === null || !Object.hasOwn(documents, source.document) || source.says.trim() === '') return true;
      return level !== (/^\d+$/.test(source.document) ? 'MUST' : 'SHOULD');
    });
    expect(wrong.map(({ id, level, source }) => `${id} is a ${level}, after ${source?.document}`)).toEqual([]);
  });

  test('gives every clause a subject, a kind and an operation that go with its id', () => {
    const operations = contract.operations.map(({ id }) => id);
    for (const { id, api, operation, kind, subject } of contract.clauses) {
      expect(operations).toContain(operation);
      if (subject.of === 'resource') {
        expect(id.startsWith(`${api}/${subject.resource}:`), id).toBe(true);
        expect(behaviours, id).toContain(kind);
        expect(contract.operations.find((one) => one.id === operation)?.does, id).toMatchObject({
          action: subject.action,
          resource: subject.resource,
        });
        continue;
      }
      expect(id.startsWith(`${api}/${operation}`), id).toBe(true);
      expect(id.replace(/~\d+$/, '').endsWith(`:${kind}`), id).toBe(true);
    }
  });

  test('can be judged by this tool, but for a format that nobody else knows', () => {
    const unjudged = contract.clauses.filter(({ notApplicable }) => notApplicable !== null);
    expect(unjudged.filter(({ schema }) => schema?.format !== 'https-url')).toEqual([]);
  });

  const values = documentedValues(contract).map((documented) => ({ ...documented, label: documented.place }));

  test.each(values)('documents an example that is valid: $label', ({ schema, value }) => {
    expect(schemaValidator(contract.document).compile(schema)(value)).toEqual([]);
  });

  test('documents examples that keep every promise, those printed by the vendor every MUST', () => {
    const evaluate = evaluator(contract.document);
    for (const { place, name, value, status, clauses } of values) {
      const broken = clauses.filter((clause) => evaluate(clause, value, status).violations.length > 0);
      const wrong = name === 'printed' ? broken.filter(({ level }) => level === 'MUST') : broken;
      expect(
        wrong.map(({ id }) => id),
        place,
      ).toEqual([]);
    }
  });
});
