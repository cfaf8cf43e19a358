import { afterAll, describe, expect, test } from 'vitest';
import type { Operation } from '../../src/contract/api-description.ts';
import { documentedResponse } from '../../src/contract/documented-response.ts';
import { sampleRequest } from '../../src/mock/http/sample-request.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { ask } from './ask.ts';

const mock = await startMock({ stateless: true, checkOutput: true, seed: 7 });
afterAll(() => mock.close());

const credentials = { token: 'any', apiKey: 'any' };
const cases = mock.contracts.flatMap((contract) =>
  contract.operations.map((operation) => ({ contract, operation, name: `${contract.id}/${operation.id}` })),
);

const sendSample = (api: string, operation: Operation, headers: Record<string, string> = {}) => {
  const sample = sampleRequest(operation, credentials);
  return ask(mock, `${sample.method} /${api}${sample.path}`, {
    headers: { ...sample.headers, ...headers },
    ...(sample.body !== null && { body: sample.body }),
    type: '',
  });
};

const successOf = ({ responses }: Operation) => {
  const status = responses.flatMap(({ statuses }) => statuses).find((one) => /^2\d\d$/.test(one));
  return Number(status);
};

describe('every operation of every contract', () => {
  test.each(cases)('$name answers its documented example', async ({ contract, operation }) => {
    const status = successOf(operation);
    const answer = await sendSample(contract.id, operation);
    expect(answer.status).toBe(status);
    const [mediaType] = documentedResponse(operation, status)?.content ?? [];
    if (mediaType === undefined) expect(answer.text).toBe('');
    else expect(answer.body).toEqual(mediaType.examples[0]?.value);
    if (mediaType !== undefined) expect(answer.headers['content-type']).toBe(mediaType.name);
  });

  test.each(cases)('$name answers generated values that its contract allows, and repeats them', async (each) => {
    const { contract, operation } = each;
    const answer = await sendSample(contract.id, operation, { prefer: 'dynamic=true' });
    const again = await sendSample(contract.id, operation, { prefer: 'dynamic=true' });
    expect([answer.status, answer.text]).toEqual([successOf(operation), again.text]);
  });

  test.each(cases)('$name answers with each documented status that is asked for', async ({ contract, operation }) => {
    const statuses = operation.responses.flatMap(({ statuses: some }) => some).filter((one) => /^\d+$/.test(one));
    for (const status of statuses) {
      const answer = await sendSample(contract.id, operation, { prefer: `code=${status}` });
      expect(answer.status).toBe(Number(status));
      const examples = documentedResponse(operation, Number(status))?.content[0]?.examples ?? [];
      expect(answer.body).toEqual(examples[0]?.value);
    }
  });
});

describe('what is preferred', () => {
  test.each([
    { prefer: 'example=everyAccount', status: 404, says: 'does not exist' },
    { prefer: 'example="created"', status: 200, says: '5b0e6a1d84f24c7f9a3e2d71b8c6c9f3' },
    { prefer: 'code=201, example=created', status: 201, says: '5b0e6a1d84f24c7f9a3e2d71b8c6c9f3' },
    { prefer: 'code=418', status: 404, says: '418 is not defined' },
    { prefer: 'code=4', status: 400, says: 'code must be' },
    { prefer: 'dynamic=perhaps', status: 400, says: 'dynamic must be' },
    { prefer: 'respond-async, wait=10', status: 200, says: 'wh-' },
  ])('$prefer is answered $status', async ({ prefer, status, says }) => {
    const answer = await ask(mock, 'POST /lune/v1/webhooks', {
      headers: { prefer },
      body: { url: 'https://hooks.acme.technology/lune' },
    });
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(says)]);
  });

  test.each([
    { accept: 'text/plain', status: 200, type: 'text/plain' },
    { accept: 'text/json', status: 200, type: 'text/json' },
    { accept: '*/*', status: 200, type: 'application/json' },
    { accept: 'image/png, application/*;q=0.1', status: 200, type: 'application/json' },
    { accept: 'nonsense', status: 200, type: 'application/json' },
    { accept: 'image/png', status: 406, type: 'application/problem+json' },
  ])('Accept: $accept is answered $status as $type, in JSON', async ({ accept, status, type }) => {
    const answer = await ask(mock, 'GET /management/v1/webhooks/subscriptions', { headers: { accept } });
    expect([answer.status, answer.headers['content-type']]).toEqual([status, type]);
    expect(answer.body).toBeTypeOf('object');
  });

  test('one Accept header does not stick to the next request', async () => {
    const path = 'GET /management/v1/webhooks/event-types';
    expect((await ask(mock, path, { headers: { accept: 'text/plain' } })).headers['content-type']).toBe('text/plain');
    expect((await ask(mock, path)).headers['content-type']).toBe('application/json');
  });
});

describe('where APIs are served', () => {
  test('a lone API is served from the root as well', async () => {
    await using lone = await startMock({ apis: ['lune'] });
    const [below, root] = [await ask(lone, 'GET /lune/v1/webhooks'), await ask(lone, 'GET /v1/webhooks')];
    expect([root.status, root.text]).toEqual([200, below.text]);
  });

  test('an unknown API is answered by a problem that names those there are', async () => {
    const answer = await ask(mock, 'GET /v1/webhooks');
    expect([answer.status, answer.headers['content-type']]).toEqual([404, 'application/problem+json']);
    for (const { id } of mock.contracts) expect(answer.text).toContain(`/${id}`);
  });

  test('the control says that it is well, and which APIs it serves', async () => {
    const answer = await ask(mock, 'GET /__mock/health', { credentials: false });
    expect(answer.body).toEqual({ status: 'ok', apis: mock.contracts.map(({ id }) => id) });
    expect((await ask(mock, 'GET /__mock/helth')).status).toBe(404);
    expect((await ask(mock, 'PUT /__mock/health')).headers.allow).toBe('GET');
  });

  test('the control asks for its token where it has one', async () => {
    await using guarded = await startMock({ apis: ['lune'], controlToken: 'c' });
    const statusWith = async (headers: Record<string, string>) =>
      (await ask(guarded, 'GET /__mock/health', { credentials: false, headers })).status;
    expect(await statusWith({})).toBe(401);
    expect(await statusWith({ authorization: 'Bearer x' })).toBe(401);
    expect(await statusWith({ authorization: 'Bearer c' })).toBe(200);
    expect(await statusWith({ 'x-mock-control-token': 'c' })).toBe(200);
  });
});
