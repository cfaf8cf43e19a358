import { expect, test } from 'vitest';
import { methodNamed } from '../../conformance/requests/method-words.ts';
import { judgePlayed, type SeenRequest, verdictOf } from './played-server.ts';

const sent = ({ path = '/cups', headers = {}, body = null as string | null }) => ({
  method: 'POST',
  url: `http://127.0.0.1:9${path}`,
  headers,
  body,
});

test.each([
  ['a query', { path: '/cups?_method=DELETE' }],
  ['a query, in capitals and behind another', { path: '/cups?a=1&_METHOD=DELETE' }],
  ['a query, with brackets', { path: '/cups?_method[]=DELETE' }],
  ['a query, with encoded brackets', { path: '/cups?_method%5Ba%5D=DELETE' }],
  ['a query, encoded', { path: '/cups?%5fm%65thod=DELETE' }],
  ['a query, encoded twice', { path: '/cups?%255fmethod=DELETE' }],
  ['a query, behind a space', { path: '/cups?+_method=DELETE' }],
  ['a query, without a value', { path: '/cups?x-http-method-override' }],
  ['a query that is inside of a value', { path: '/cups?a=1%26_method%3DDELETE' }],
  ['a parameter of a segment', { path: '/cups/7;_method=DELETE' }],
  ['a header', { headers: { 'x-http-method': 'DELETE' } }],
  ['a header with low lines', { headers: { X_HTTP_Method_Override: 'DELETE' } }],
  ['a cookie', { headers: { cookie: 'a=1; _method=DELETE' } }],
  ['a property', { body: '{"a":1,"_method":"DELETE"}' }],
  ['a property, escaped', { body: '{"\\u005fmethod":"DELETE"}' }],
  ['a property with other words', { body: '{"X-Method-Override":"DELETE"}' }],
  ['what is no JSON', { body: '{"_method":"DELETE",' }],
  ['a form', { body: '_method=DELETE' }],
  ['a form, behind another', { body: 'a=1&_method%5B%5D=DELETE' }],
  ['a text of a property that is a form', { body: '{"a":"&_method=DELETE"}' }],
])('Another method can be named by %s', (_, request) => {
  expect(methodNamed(sent(request))).not.toBeNull();
});

test.each([
  ['nothing', {}],
  ['a segment of the path', { path: '/cups/_method?method=DELETE' }],
  ['a member of an object in a query', { path: '/cups?filter%5B_method%5D=DELETE' }],
  ['a value', { path: '/cups?a=_method', headers: { a: '_method' }, body: '{"a":"_method"}' }],
  ['a property of a property', { body: '{"a":{"_method":"DELETE"}}' }],
  ['an item of a list', { body: '["_method"]' }],
  ['a longer word', { path: '/cups?payment_method=a', body: '{"_methods":"a","pay_method":"b"}' }],
  ['an encoded sign of percent', { path: '/cups?a=100%25&b=%zz' }],
])('No method is named by %s', (_, request) => {
  expect(methodNamed(sent(request))).toBeNull();
});

const answers = 'responses: { "200": { description: A }, "201": { description: B } }';
const json = (schema: string): string => `requestBody: { required: true, content: { application/json: ${schema} } }`;

const document = `
openapi: 3.1.0
info: { title: Named methods, version: "1" }
paths:
  /spread:
    get:
      operationId: spread
      parameters: [{ name: filter, in: query, required: true, schema: { type: object, required: [_Method], properties: { _Method: { const: DELETE } } } }]
      ${answers}
  /deep:
    get:
      operationId: deep
      parameters: [{ name: filter, in: query, required: true, style: deepObject, schema: { type: object, required: [_method], properties: { _method: { const: DELETE } } } }]
      ${answers}
  /brackets:
    get: { operationId: brackets, parameters: [{ name: "_method[]", in: query, required: true, schema: { const: DELETE } }], ${answers} }
  /either: { post: { operationId: either, ${json('{ schema: { oneOf: [{ type: object, required: [_method], properties: { _method: { const: PUT } } }, { type: object, required: [a], additionalProperties: false, properties: { a: { const: 1 } } }] } }')}, ${answers} } }
  /example: { post: { operationId: example, ${json('{ schema: { type: object }, example: { _method: DELETE } }')}, ${answers} } }
  /any: { post: { operationId: any, ${json('{ schema: { type: object, minProperties: 1, propertyNames: { enum: [X-HTTP-Method] }, additionalProperties: { const: DELETE } } }')}, ${answers} } }
  /required: { post: { operationId: required, ${json('{ schema: { type: object, required: [_method], additionalProperties: { const: DELETE } } }')}, ${answers} } }
`;

const namesOne = ({ method, path, headers, body }: SeenRequest): boolean =>
  methodNamed({
    method,
    url: `http://127.0.0.1:9${path}`,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body,
  }) !== null;

test.each([false, true])(
  'No request is sent that names another method, whatever of the contract brought the name, in a run that is read-only: %s',
  async (readOnly) => {
    const { run, requests } = await judgePlayed(document, () => [200, {}], { allowUnowned: [], readOnly });
    expect(requests.filter(namesOne)).toEqual([]);
    expect(verdictOf(run, 'spread/200:status')).toMatch(/^untestable: .*another method by its _Method$/);
    expect(verdictOf(run, 'brackets/200:status')).toMatch(/^not-applicable: /);
    expect(verdictOf(run, 'deep/200:status')).toBe('held');
    const ofWrites = ['any', 'required'].map((id) => verdictOf(run, `${id}/request/body:required`));
    for (const verdict of ofWrites)
      expect(verdict).toMatch(readOnly ? /read-only$/ : /^untestable: .*another method by its /);
  },
);

test('What is named with --allow-unowned is sent as its contract says', async () => {
  const { requests } = await judgePlayed(document, () => [200, {}], { allowUnowned: ['spread'] });
  expect(requests.filter(namesOne).map(({ path }) => path.split('?')[0])).toContain('/spread');
  expect(new Set(requests.filter(namesOne).map(({ path }) => path.split('?')[0]))).toEqual(new Set(['/spread']));
});
