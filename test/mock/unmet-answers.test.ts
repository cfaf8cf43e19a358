import { afterAll, beforeEach, expect, test } from 'vitest';
import { startMock } from '../../src/mock/start-mock.ts';
import { ask } from './ask.ts';

const mock = await startMock({ apis: ['lune', 'management'] });
afterAll(() => mock.close());
beforeEach(() => ask(mock, 'DELETE /__mock/requests?session=*'));

const hooks = '/lune/v1/webhooks';
const unmetOf = (operation: string) => mock.unmet({ operation }).map(({ statuses }) => statuses.join(' '));

test('At first, every documented answer of every operation is unmet', () => {
  const documented = mock.contracts.flatMap((contract) =>
    contract.operations.flatMap(({ id, responses }) => responses.map(({ statuses }) => [contract.id, id, statuses])),
  );
  expect(documented.length).toBeGreaterThan(30);
  expect(mock.unmet().map(({ api, operation, statuses }) => [api, operation, statuses])).toEqual(documented);
});

test('What was got is unmet no more, and what shares its description neither', async () => {
  expect(unmetOf('createWebhook')).toContain('200 201');
  await ask(mock, `POST ${hooks}`, { body: { url: 'https://example.com' } });
  await ask(mock, `POST ${hooks}`, { body: {} });
  await ask(mock, `GET ${hooks}/1`, { headers: { prefer: 'code=404' } });
  expect(unmetOf('createWebhook')).not.toContain('200 201');
  expect(unmetOf('createWebhook')).not.toContain('400');
  expect(unmetOf('createWebhook')).toContain('401');
  expect(unmetOf('getWebhook')).toEqual(['200', '401', '429']);
});

test('Each comes with the header that asks for it', async () => {
  for (const { operation, statuses, prefer } of mock.unmet({ api: 'lune', operation: 'getWebhook' })) {
    expect([operation, prefer]).toEqual(['getWebhook', `code=${statuses[0]}`]);
    const answer = await ask(mock, `GET ${hooks}/1`, { headers: { prefer: prefer ?? '' } });
    expect(String(answer.status)).toBe(statuses[0]);
  }
  expect(mock.unmet({ api: 'lune', operation: 'getWebhook' })).toEqual([]);
});

test('More requests than the journal keeps are remembered', async () => {
  await ask(mock, `DELETE ${hooks}/nothing`);
  for (let index = 0; index < 2_100; index += 100)
    await Promise.all(Array.from({ length: 100 }, () => ask(mock, `GET ${hooks}`)));
  expect(mock.requests({ operation: 'deleteWebhook' })).toEqual([]);
  expect(unmetOf('deleteWebhook')).not.toContain('404');
});

test('Over HTTP, sessions are told apart, and filters are named', async () => {
  await ask(mock, `GET ${hooks}`, { headers: { 'x-mock-session': 'a' } });
  const lists = async (query: string): Promise<readonly unknown[]> =>
    (await ask(mock, `GET /__mock/unmet?operation=listWebhooks${query}`)).body as readonly unknown[];
  const all = await lists('');
  expect(await lists('&session=a')).toHaveLength(all.length - 1);
  expect(await lists('&session=*')).toHaveLength(all.length - 1);
  const wrong = await ask(mock, 'GET /__mock/unmet?status=200');
  expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining('only session, api, operation')]);
});

test('What there is not is named, rather than found to be met', async () => {
  expect(() => mock.unmet({ operation: 'creatWebhook' })).toThrow('Did you mean createWebhook?');
  expect(() => mock.unmet({ api: 'nope' })).toThrow('There is no API nope.');
  const answer = await ask(mock, 'GET /__mock/unmet?operation=creatWebhook');
  expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('Did you mean createWebhook?')]);
});
