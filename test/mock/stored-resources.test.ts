import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Mock, startMock } from '../../src/mock/start-mock.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { ask } from './ask.ts';

const mockOf = async (contract: object): Promise<Mock> => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'notes.yaml');
  await writeFile(file, JSON.stringify({ openapi: '3.1.0', info: { title: 'Notes', version: '1' }, ...contract }));
  return startMock({ contracts: [file] });
};

const answer = (schema: object, example: unknown) => ({
  200: { description: 'Here.', content: { 'application/json': { schema, example } } },
  404: { description: 'None.' },
});

test('A resource that is only read is there, as its example has it', async () => {
  const account = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } };
  await using mock = await mockOf({
    'x-resources': { account: { id: 'id', one: '' } },
    paths: {
      '/teams/{team}/accounts/{id}': {
        parameters: [
          { name: 'team', in: 'path', required: true, schema: { type: 'string' }, example: 't' },
          { name: 'id', in: 'path', required: true, schema: { type: 'string' }, example: 'a' },
        ],
        get: { operationId: 'getAccount', 'x-does': { read: 'account' }, responses: answer(account, { id: 'a' }) },
      },
    },
  });
  expect(await ask(mock, 'GET /teams/t/accounts/a')).toMatchObject({ status: 200, body: { id: 'a' } });
  expect((await ask(mock, 'GET /teams/t/accounts/b')).status).toBe(404);
  const { body } = await ask(mock, 'GET /__mock/state');
  expect(body).toEqual({ notes: { account: [{ scope: ['t'], value: { id: 'a' } }] } });
  expect((await ask(mock, 'PUT /__mock/state', { body })).status).toBe(204);
});

/** Notes whose creation alone shows a secret, and nothing but what it names; the listed example is another than the created one. */
const shown = {
  id: { type: 'string' },
  tags: { type: 'array', items: { type: 'string' } },
  secret: { type: 'string' },
};
const made = { type: 'object', required: ['id', 'secret'], additionalProperties: false, properties: shown };
const listed = { type: 'object', required: ['id'], properties: { ...shown, note: { type: 'string' } } };
const notes = {
  'x-resources': { note: { id: 'id', one: '', many: '' } },
  paths: {
    '/notes': {
      post: {
        operationId: 'createNote',
        'x-does': { create: 'note' },
        requestBody: {
          content: { 'application/json': { schema: { type: 'object', properties: { tags: shown.tags } } } },
        },
        responses: answer(made, { id: 'b', secret: 's' }),
      },
      get: {
        operationId: 'listNotes',
        'x-does': { list: 'note' },
        parameters: [
          {
            name: 'tag',
            in: 'query',
            style: 'form',
            explode: false,
            schema: { type: 'array', items: { type: 'string' } },
            'x-filter': { contains: 'tags' },
          },
        ],
        responses: answer({ type: 'array', items: listed }, [{ id: 'a', note: 'n', tags: ['x'] }]),
      },
    },
  },
};

test('A state can be put back as it was got', async () => {
  await using mock = await mockOf(notes);
  const { body } = await ask(mock, 'GET /__mock/state');
  const put = await ask(mock, 'PUT /__mock/state', { body });
  expect([put.status, put.text]).toEqual([204, '']);
  const wrong = { notes: { note: [{ scope: [], value: { id: 'a', tags: [1] } }] } };
  const refused = await ask(mock, 'PUT /__mock/state', { body: wrong });
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('/notes/note/0/value/tags/0 must be')]);
});

test('A filter of several values between commas lets each of them through', async () => {
  await using mock = await mockOf(notes);
  for (const tags of [['y'], ['z']]) await ask(mock, 'POST /notes', { body: { tags } });
  const tagsFor = async (query: string) =>
    ((await ask(mock, `GET /notes?${query}`)).body as { tags: string[] }[]).map(({ tags }) => tags[0]);
  expect(await tagsFor('tag=x,z')).toEqual(['x', 'z']);
  expect(await tagsFor('tag=y')).toEqual(['y']);
});
