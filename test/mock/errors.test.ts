import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listen } from '../../src/mock/http-server.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { ask } from './ask.ts';

const contract = {
  openapi: '3.1.0',
  info: { title: 'Notes', version: '1' },
  paths: {
    '/notes': {
      post: {
        operationId: 'createNote',
        requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
        responses: {
          201: {
            description: 'Made.',
            headers: { 'X → Note': { schema: { type: 'string' }, example: 'a' } },
            content: { 'application/json': { example: { id: 1 } } },
          },
        },
      },
    },
  },
};

test('an answer that can’t be written is an error of the mock’s, and the request is asked once', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'notes.yaml');
  await writeFile(file, JSON.stringify(contract));
  await using mock = await startMock({ contracts: [file] });
  const { status, headers, text } = await ask(mock, 'POST /notes', { body: {} });
  expect([status, headers['content-type']]).toEqual([500, 'application/problem+json']);
  expect(text).toContain('The mock failed: Header name must be a valid HTTP token');
  expect(mock.requests()).toHaveLength(1);
});

test('an error of whatever answers is told as such, and the next request is answered', async () => {
  let asked = 0;
  const server = await listen({
    host: '127.0.0.1',
    port: 0,
    bodyBytesMax: () => 10,
    answer: async () => {
      asked++;
      if (asked === 1) throw new Error('Lost.');
      return { status: 200, headers: {}, body: '1' };
    },
  });
  const mock = { url: `http://127.0.0.1:${server.port}` };
  expect(await ask(mock, 'POST /', { body: {} })).toMatchObject({
    status: 500,
    body: { detail: 'The mock failed: Lost.' },
  });
  expect([(await ask(mock, 'GET /')).status, asked]).toEqual([200, 2]);
  await server.close();
});

test('a log that throws keeps nobody from an answer', async () => {
  const warned = once(process, 'warning');
  await using mock = await startMock({
    apis: ['lune'],
    log: () => {
      throw new Error('Full.');
    },
  });
  expect((await ask(mock, 'GET /v1/webhooks')).status).toBe(200);
  expect(mock.requests()).toHaveLength(1);
  expect(await warned).toMatchObject([{ message: 'Full.' }]);
});

test('the journal keeps a query whole', async () => {
  await using mock = await startMock({ apis: ['lune'] });
  await ask(mock, 'GET /v1/webhooks?account_id=a?b=c');
  expect(mock.requests()[0]?.request.query).toBe('account_id=a?b=c');
});
