import { expect, test } from 'vitest';
import { compile } from './compile.ts';

const cloudflare = `
  import { createClient, type Webhook, type CreateWebhookRequest, type components, type operations, type paths } from '../../src/generated/cloudflare/index.ts';
  const client = createClient({ token: 't' });
  const all = '/accounts/{account_id}/realtime/kit/{app_id}/webhooks';
  const one = \`\${all}/{webhook_id}\` as const;
  const params = { path: { account_id: 'a', app_id: 'b' } };
  const oneParams = { path: { ...params.path, webhook_id: 'c' } };
  const body = { events: ['meeting.started' as const], name: 'Ours', url: 'https://example.com/hook' };
`;
const lune = `
  import { createClient, type AccountType, type Webhook, type WebhookWithSecret } from '../../src/generated/lune/index.ts';
  const client = createClient();
  const params = { path: { id: 'wh-1' } };
`;
const management = `
  import { createClient, type Event, type GetWebhookSubscriptionsResponse } from '../../src/generated/management/index.ts';
  const client = createClient({ baseUrl: 'https://example.com', apiKey: 'k' });
  const all = '/v1/webhooks/subscriptions';
`;

const right: readonly (readonly [string, string, string])[] = [
  ['a create with all that is required', cloudflare, 'await client.POST(all, { params, body });'],
  [
    'a create with an optional property too',
    cloudflare,
    'await client.POST(all, { params, body: { ...body, enabled: false } });',
  ],
  ['an edit of one property', cloudflare, "await client.PATCH(one, { params: oneParams, body: { name: 'Theirs' } });"],
  [
    'what is answered, in its envelope',
    cloudflare,
    'const { data } = await client.GET(all, { params }); const list: Webhook[] | undefined = data?.data;',
  ],
  [
    'the types that an entry gives',
    cloudflare,
    "const request: CreateWebhookRequest = body; type Id = operations['createWebhook'];",
  ],
  [
    'a known event of an answer',
    cloudflare,
    "const is = (webhook: Webhook) => webhook.events.includes('meeting.ended');",
  ],
  [
    'data where it was checked',
    lune,
    "const { data } = await client.POST('/v1/webhooks', { body: { url: 'https://example.com/hook' } }); if (data) { const secret: string = data.secret; }",
  ],
  [
    'an error of one of the documented statuses',
    lune,
    "const { error } = await client.POST('/v1/webhooks', { body: { url: 'u' } }); const code: string | undefined = error?.error.error_code;",
  ],
  ['a client without options', lune, 'createClient();'],
  ['a token that may be undefined', lune, 'createClient({ token: process.env.TOKEN });'],
  ['the global fetch', lune, "createClient({ fetch, headers: new Headers({ a: 'b' }) });"],
  [
    'a client with both credentials',
    management,
    "createClient({ baseUrl: 'https://example.com', apiKey: 'k', token: 't' });",
  ],
  [
    'a body that is taken as several media types',
    management,
    "await client.POST(all, { body: { subscription: { name: 'n', headers: { a: 'b' }, maxRetryCount: 3 } } });",
  ],
  ['no body where it is optional', management, 'await client.POST(all);'],
  [
    'an answer that is given as several media types',
    management,
    'const { data } = await client.GET(all, { params: { query: { take: 5 } } }); const page: GetWebhookSubscriptionsResponse | undefined = data;',
  ],
];

const wrong: readonly (readonly [string, string, string, string])[] = [
  [
    'an unknown event',
    cloudflare,
    "await client.POST(all, { params, body: { ...body, events: ['meeting.begun'] } });",
    '"meeting.begun"\' is not assignable to type \'"meeting.started" | ',
  ],
  [
    'an unknown event in a comparison',
    cloudflare,
    "const is = (webhook: Webhook) => webhook.events[0] === 'meeting.begun';",
    'have no overlap',
  ],
  [
    'a create without a name',
    cloudflare,
    'const { name, ...nameless } = body; await client.POST(all, { params, body: nameless });',
    "Property 'name' is missing",
  ],
  [
    'a misspelt property',
    cloudflare,
    'const request: CreateWebhookRequest = { ...body, enable: true };',
    "'enable' does not exist in type",
  ],
  [
    'the data as a result',
    cloudflare,
    'const { data } = await client.GET(all, { params }); data?.result;',
    "Property 'result' does not exist",
  ],
  [
    'a path without its leading parameters',
    cloudflare,
    "await client.GET(all, { params: { path: { account_id: 'a' } } });",
    "Property 'app_id' is missing",
  ],
  ['an unknown path', cloudflare, "await client.GET('/accounts', { params });", '\'"/accounts"\' is not assignable'],
  [
    'a method that the path doesn’t have',
    cloudflare,
    'await client.DELETE(all, { params });',
    'is not assignable to parameter',
  ],
  [
    'the types of another contract',
    cloudflare,
    "type Other = components['schemas']['WebhookWithSecret'];",
    'does not exist on type',
  ],
  [
    'data that was not checked',
    lune,
    "(await client.GET('/v1/webhooks/{id}', { params })).data.id;",
    "is possibly 'undefined'",
  ],
  ['an unknown value', lune, "const type: AccountType = 'sandbox';", '\'"sandbox"\' is not assignable'],
  [
    'an update without enabled',
    lune,
    "await client.PUT('/v1/webhooks/{id}', { params, body: { url: 'u' } });",
    "Property 'enabled' is missing",
  ],
  [
    'an API key where there is no scheme for it',
    lune,
    "createClient({ apiKey: 'k' });",
    "'string' is not assignable to type 'undefined'",
  ],
  [
    'such a key in a value',
    lune,
    "const options = { token: 't', apiKey: 'k' }; createClient(options);",
    "Types of property 'apiKey' are incompatible",
  ],
  ['a misspelt option', lune, "createClient({ baseURL: 'https://example.com' });", "'baseURL' does not exist in type"],
  ['a client without a base URL', management, 'createClient();', 'Expected 1 arguments, but got 0'],
  ['options without a base URL', management, "createClient({ token: 't' });", "Property 'baseUrl' is missing"],
  [
    'a base URL that may be undefined',
    management,
    'createClient({ baseUrl: process.env.URL });',
    "'undefined' is not assignable to type 'string'",
  ],
  [
    'a number as a text',
    management,
    'await client.POST(all, { body: { subscription: { name: 7 } } });',
    "'number' is not assignable to type 'string'",
  ],
  [
    'an id as a text',
    management,
    "await client.GET('/v1/webhooks/subscriptions/{id}', { params: { path: { id: '7' } } });",
    "'string' is not assignable to type 'number'",
  ],
  [
    'a nullable value as a text',
    management,
    'const text = (event: Event): string | undefined => event.response;',
    "'null' is not assignable to type 'string | undefined'",
  ],
];

// One compilation for all is a hundred times cheaper than one for each.
const problems = compile([...right, ...wrong].map(([, prelude, code]) => `${prelude}\n${code}`));

test.each(right.map(([name], index) => [name, problems[index]]))('It compiles: %s', (_, problem) => {
  expect(problem).toBe('');
});

test.each(wrong.map(([name, , , message], index) => [name, problems[right.length + index], message]))(
  'It doesn’t compile: %s',
  (_, problem, message) => {
    expect(problem).toContain(message);
  },
);
