import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runConformance } from '../../conformance/run/run-conformance.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';

/** A contract without a single example, whose resources have what no request sets. */
const todos = `openapi: 3.1.0
info: { title: Todos, version: 1.0.0 }
x-resources: { todo: { id: id, one: '', many: /data } }
paths:
  /todos:
    get:
      operationId: listTodos
      x-does: { list: todo }
      parameters: [{ name: done, in: query, schema: { type: boolean }, x-filter: { equals: done } }]
      responses:
        '200':
          description: All.
          content: { application/json: { schema: { type: object, required: [data], properties: { data: { type: array, items: { $ref: '#/components/schemas/Todo' } } } } } }
    post:
      operationId: createTodo
      x-does: { create: todo }
      requestBody:
        required: true
        content: { application/json: { schema: { type: object, required: [title, done], properties: { title: { type: string, minLength: 1, maxLength: 80 }, done: { type: boolean } } } } }
      responses:
        '201': { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Todo' } } } }
        '400': { description: Refused. }
  /todos/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      operationId: getTodo
      x-does: { read: todo }
      responses:
        '200': { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Todo' } } } }
        '404': { description: None. }
    delete:
      operationId: deleteTodo
      x-does: { delete: todo }
      responses: { '204': { description: Gone. }, '404': { description: None. } }
components:
  schemas:
    Todo:
      type: object
      required: [id, title, done, createdAt, day, link, number, colour, owner, tags]
      properties:
        id: { type: string }
        title: { type: string, minLength: 1, maxLength: 80 }
        done: { type: boolean }
        createdAt: { type: string, format: date-time }
        day: { type: string, format: date }
        link: { type: string, format: uri }
        number: { type: integer, minimum: 3 }
        colour: { enum: [red, green] }
        owner: { type: string, format: email }
        tags: { type: array, items: { type: string } }
`;

test('A mock makes what has to be there and nobody sends; filters by a truth value are judged as they stand', async () => {
  await using folder = await temporaryFolder();
  const contract = join(folder.path, 'todos.yaml');
  await writeFile(contract, todos);
  await using mock = await startMock({ contracts: [contract] });
  const { runs } = await runConformance({ contract, target: `${mock.url}/todos`, seed: 1, runs: 2 });
  expect(runs[0]?.findings).toEqual([]);
  const verdicts = new Map(runs[0]?.clauses.map(({ id, verdict }) => [id, verdict]));
  expect(verdicts.get('todos/getTodo/200/body/createdAt:format')).toBe('held');
  expect(verdicts.get('todos/todo:done-leaves-out-others')).toBe('held');
  expect(verdicts.get('todos/todo:done-keeps-what-matches')).toBe('held');
});
