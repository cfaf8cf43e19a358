import { expect, test } from 'vitest';
import { ask } from './ask.ts';
import { mockOf } from './mock-of.ts';

const note = { type: 'object', properties: { id: { type: 'integer' }, email: { type: 'string', format: 'email' } } };
const content = { 'application/json': { schema: note } };

test('Any mailbox is taken, kept and shown; what is none is refused', async () => {
  await using mock = await mockOf(
    {
      'x-resources': { note: { id: 'id', one: '' } },
      paths: {
        '/notes': {
          post: {
            operationId: 'addNote',
            'x-does': { create: 'note' },
            requestBody: { required: true, content },
            responses: { 201: { description: 'A', content }, 400: { description: 'B' } },
          },
        },
        '/notes/{id}': {
          get: {
            operationId: 'readNote',
            'x-does': { read: 'note' },
            parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
            responses: { 200: { description: 'A', content }, 404: { description: 'B' } },
          },
        },
      },
    },
    { checkOutput: true },
  );
  for (const email of ['a@localhost', '"john doe"@example.com', 'a@[192.0.2.1]'])
    expect(await ask(mock, 'POST /notes/notes', { body: { email } })).toMatchObject({ status: 201, body: { email } });
  expect(await ask(mock, 'POST /notes/notes', { body: { email: 'a@b@c' } })).toMatchObject({ status: 400 });
});
