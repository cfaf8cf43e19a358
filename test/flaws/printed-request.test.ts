import { expect, test } from 'vitest';
import { loadContracts } from '../../scripts/trust/contracts.ts';
import { showsAt } from '../../src/flaws/printed-request.ts';
import { createReader } from '../../src/flaws/read-request.ts';

const target = 'http://127.0.0.1:1';
const [lune] = (await loadContracts(null)).filter(({ id }) => id === 'lune');
if (lune === undefined) throw new Error('There is no contract lune.');
const printed = lune.operations.find(({ id }) => id === 'createWebhook')?.requestBody?.content[0]?.examples[0]?.value;

const showing = (id: string, body: unknown): boolean | undefined => {
  const clause = lune.clauses.find((one) => one.id === id);
  const request = {
    method: id.includes('create') ? 'POST' : 'GET',
    url: `${target}/v1/webhooks`,
    headers: {},
    body: body === null ? null : JSON.stringify(body),
  };
  const met = createReader(lune, target)(request);
  return clause === undefined || met === null ? undefined : showsAt(lune, clause, met);
};

test.each([
  { id: 'lune/createWebhook/200:status', body: printed, shows: true },
  { id: 'lune/createWebhook/200:status', body: { url: 'https://hooks.example.com/other' }, shows: false },
  { id: 'lune/createWebhook/400:status', body: { url: 7 }, shows: true },
  { id: 'lune/createWebhook/200/body/id:type', body: { url: 'https://hooks.example.com/other' }, shows: true },
  { id: 'lune/listWebhooks/200:status', body: null, shows: true },
])('A server that breaks $id shows it in the answer to $body: $shows', ({ id, body, shows }) => {
  expect(printed).toMatchObject({ url: expect.any(String) });
  expect(showing(id, body)).toBe(shows);
});
