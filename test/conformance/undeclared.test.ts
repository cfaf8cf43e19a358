import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { runConformance } from '../../conformance/run/run-conformance.ts';
import { fromJson, isRecord } from './proxy.ts';

const contract = `
openapi: 3.1.0
info: { title: To-dos, version: "1" }
servers: [{ url: "http://127.0.0.1:1" }]
paths:
  /todos:
    get:
      operationId: listTodos
      responses: { "200": { description: All, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Todo" } } } } } }
    post:
      operationId: addTodo
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [title], properties: { title: { type: string, minLength: 1 } } } } } }
      responses: { "201": { description: Added, content: { application/json: { schema: { $ref: "#/components/schemas/Todo" } } } }, "400": { description: No } }
  /todos/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get:
      operationId: readTodo
      responses: { "200": { description: One, content: { application/json: { schema: { $ref: "#/components/schemas/Todo" } } } }, "404": { description: None } }
    delete:
      operationId: dropTodo
      responses: { "204": { description: Dropped }, "404": { description: None } }
components:
  schemas:
    Todo: { type: object, required: [id, title], properties: { id: { type: integer }, title: { type: string } } }
`;

interface Todo {
  readonly id: number;
  readonly title: string;
}

type Reply = readonly [status: number, body?: unknown];

/** The title that a request's body holds, or null where it holds none. */
const titleIn = (text: string): string | null => {
  const body = fromJson(text);
  return isRecord(body) && typeof body.title === 'string' && body.title !== '' ? body.title : null;
};

const add = (todos: Map<number, Todo>, type: string | undefined, text: string): Reply => {
  const title = type === 'application/json' ? titleIn(text) : null;
  if (title === null) return [400];
  const made = { id: todos.size + 2000, title };
  todos.set(made.id, made);
  return [201, made];
};

const onOne = (todos: Map<number, Todo>, method: string, id: number): Reply => {
  const todo = todos.get(id);
  if (method === 'DELETE') return [todos.delete(id) ? 204 : 404];
  if (method !== 'GET') return [405];
  return todo === undefined ? [404] : [200, todo];
};

/** A right server of that contract, which has some of somebody's already. */
const startTodos = async () => {
  const todos = new Map<number, Todo>([1000, 1001, 1002].map((id) => [id, { id, title: 'Not yours' }]));
  const deleted: string[] = [];
  const server = createServer(async (request, response) => {
    const text = (await buffer(request)).toString('utf8');
    const { method = '', url = '', headers } = request;
    const [, id] = /^\/todos\/(.*)$/.exec(url) ?? [];
    if (id !== undefined && method === 'DELETE') deleted.push(id);
    const onAll = (): Reply =>
      method === 'POST'
        ? add(todos, headers['content-type'], text)
        : [method === 'GET' ? 200 : 405, [...todos.values()]];
    const [status, body] = id === undefined ? onAll() : onOne(todos, method, Number(id));
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body === undefined ? '' : JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    deleted,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
};

test('By a contract that says nothing of its ids, nothing is deleted and nobody is blamed for ids that were made up', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'webhook-contracts-'));
  try {
    const file = join(folder, 'todos.yaml');
    await writeFile(file, contract);
    await using server = await startTodos();
    const { runs } = await runConformance({ contract: file, target: server.url, seed: 1, runs: 5 });
    const [run] = runs;
    expect(server.deleted).toEqual([]);
    expect(run).toMatchObject({ verdict: 'conformant', findings: [] });
    const verdictOf = (id: string) => run?.clauses.find((clause) => clause.id === `todos/${id}`);
    expect(verdictOf('addTodo/201:status')).toMatchObject({ verdict: 'held' });
    expect(verdictOf('addTodo/request/body/title:required')).toMatchObject({ verdict: 'held' });
    expect(verdictOf('dropTodo/204:status')).toMatchObject({
      verdict: 'not-applicable',
      reason: expect.stringContaining('--set id=VALUE'),
    });
    expect(verdictOf('readTodo/200:status')).toMatchObject({ verdict: 'not-applicable' });
    // What it made can't be taken away again, and it says so.
    expect(run?.leftovers).toEqual([
      { resource: expect.stringContaining('addTodo'), path: expect.stringContaining('POST /todos') },
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('An id that its owner gives is used', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'webhook-contracts-'));
  try {
    const file = join(folder, 'todos.yaml');
    await writeFile(file, contract);
    await using server = await startTodos();
    const set = { id: ['1001'] };
    const { runs } = await runConformance({
      contract: file,
      target: server.url,
      set,
      seed: 1,
      runs: 2,
      only: ['readTodo'],
    });
    expect(runs[0]).toMatchObject({ verdict: 'conformant' });
    expect(runs[0]?.clauses.find(({ id }) => id === 'todos/readTodo/200:status')).toMatchObject({ verdict: 'held' });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('An id that its owner gives is written to, and never deleted', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'webhook-contracts-'));
  try {
    const file = join(folder, 'todos.yaml');
    await writeFile(file, contract);
    await using server = await startTodos();
    const { runs } = await runConformance({
      contract: file,
      target: server.url,
      set: { id: ['1001'] },
      seed: 1,
      runs: 2,
    });
    expect(server.deleted).toEqual([]);
    expect(runs[0]).toMatchObject({ verdict: 'conformant', findings: [] });
    const verdictOf = (id: string) => runs[0]?.clauses.find((clause) => clause.id === `todos/${id}`);
    expect(verdictOf('readTodo/200:status')).toMatchObject({ verdict: 'held' });
    expect(verdictOf('dropTodo/204:status')).toMatchObject({
      verdict: 'not-applicable',
      reason: expect.stringContaining('what --set id names is not deleted'),
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
