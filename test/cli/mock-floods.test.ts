import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { type Asking, ask } from '../mock/ask.ts';

const timeout = 240_000;

const note = {
  type: 'object',
  properties: { id: { type: 'integer' }, text: { type: 'string' }, items: { type: 'array' } },
};
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const one = { description: 'One', ...json(note) };
const refused = {
  400: { description: 'No' },
  404: { description: 'None' },
  503: { description: 'Busy', ...json({ type: 'object' }) },
};

/** Notes of any length. */
const contract = {
  openapi: '3.1.0',
  info: { title: 'Notes', version: '1' },
  'x-resources': { note: { id: 'id', one: '', many: '' } },
  paths: {
    '/notes': {
      get: {
        operationId: 'listNotes',
        'x-does': { list: 'note' },
        responses: { 200: { description: 'All', ...json({ type: 'array', items: note }) }, ...refused },
      },
      post: {
        operationId: 'makeNote',
        'x-does': { create: 'note' },
        requestBody: { required: true, ...json(note) },
        responses: { 201: one, ...refused },
      },
    },
    '/notes/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      put: {
        operationId: 'replaceNote',
        'x-does': { replace: 'note' },
        requestBody: { required: true, ...json(note) },
        responses: { 200: one, ...refused },
      },
    },
  },
};

/** A mock in a process of its own, with as little memory as a small container has. */
const folder = await temporaryFolder();
const file = join(folder.path, 'notes.json');
await writeFile(file, JSON.stringify(contract));
const main = join(import.meta.dirname, '../../src/cli/main.ts');
const child = spawn(process.execPath, [main, 'mock', '--port', '0', '--contract', file], {
  env: { ...process.env, NODE_OPTIONS: '--max-old-space-size=256' },
});
let out = '';
let err = '';
child.stdout.on('data', (chunk) => {
  out = `${out}${chunk}`.slice(0, 1_000);
});
child.stderr.on('data', (chunk) => {
  err += chunk;
});
while (!out.includes('Listening')) await once(child.stdout, 'data');
const url = /Listening at (\S+)/.exec(out)?.[1] ?? '';
const asked = (line: string, asking: Asking = {}) => ask({ url }, line, asking);

afterAll(async () => {
  child.kill('SIGKILL');
  await folder[Symbol.asyncDispose]();
});

const isAlive = async (): Promise<void> => {
  expect([child.exitCode, err]).toEqual([null, '']);
  expect((await asked('GET /__mock/health')).status).toBe(200);
};

const text = 'x'.repeat(57_000);

/** Creates until there is no room. */
const flood = async (body: object, headers: Record<string, string> = {}) => {
  for (let count = 0; count < 20_000; count++) {
    const answer = await asked('POST /notes/notes', { body, headers });
    if (answer.status !== 201) return { count, answer };
  }
  throw new Error('Nothing was refused.');
};

test('A flood of resources is refused in a sentence, and taken again after a reset', { timeout }, async () => {
  const { count, answer } = await flood({ text });
  expect(count).toBeGreaterThan(50);
  expect(answer.status).toBe(503);
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(answer.body).toMatchObject({
    status: 503,
    detail: expect.stringMatching(/^The mock holds at most \d+ MB for one session.*POST \/__mock\/reset/),
  });
  // An edit that makes one larger is refused, one that makes it smaller is not.
  const [{ id } = { id: 0 }] = (await asked('GET /notes/notes')).body as { id: number }[];
  const larger = { body: { id, text: text.repeat(10) } };
  expect((await asked(`PUT /notes/notes/${id}`, larger)).status).toBe(503);
  // Another session has room left.
  expect((await asked('POST /notes/notes', { body: { text }, headers: { 'x-mock-session': 'other' } })).status).toBe(
    201,
  );

  const state = await asked('GET /__mock/state');
  expect(state.text.length).toBeGreaterThan(5_000_000);
  expect((await asked('POST /__mock/reset')).status).toBe(204);
  expect((await asked('POST /notes/notes', { body: { text } })).status).toBe(201);
  // What a state was, it can be again.
  expect((await asked('PUT /__mock/state', { body: state.text })).status).toBe(204);
  expect((await asked('GET /__mock/state')).text).toBe(state.text);
  await isAlive();
});

test('What takes many times its length is counted as what it takes', { timeout }, async () => {
  await asked('POST /__mock/reset');
  const { answer } = await flood({ items: Array.from({ length: 50_000 }, () => ({})) });
  expect(answer.status).toBe(503);
  await isAlive();
  await asked('POST /__mock/reset');
});

test('Floods of sessions, of long requests and of large answers are survived', { timeout }, async () => {
  let refusals = 0;
  for (let count = 0; count < 1_500; count++) {
    const headers = { 'x-mock-session': `flood ${count}` };
    const { status } = await asked('POST /notes/notes', { body: { text }, headers });
    expect([201, 503]).toContain(status);
    if (status === 503) refusals++;
  }
  expect(refusals).toBeGreaterThan(0);
  await isAlive();

  for (let count = 0; count < 2_500; count++) {
    await asked(`GET /notes/${'a'.repeat(6_000)}${count}?${'b'.repeat(1_500)}`, {
      headers: { 'x-long': 'c'.repeat(20_000) },
    });
  }
  await isAlive();

  // Nobody reads the answers.
  await asked('POST /__mock/reset', { headers: { 'x-mock-session': 'flood 1' } });
  const { hostname, port } = new URL(url);
  const sockets = Array.from({ length: 200 }, () =>
    connect(Number(port), hostname)
      .on('error', () => {})
      .pause(),
  );
  for (const socket of sockets) socket.write('GET /__mock/requests?session=* HTTP/1.1\r\nhost: localhost\r\n\r\n');
  await wait(3_000);
  await isAlive();
  for (const socket of sockets) socket.destroy();
});

test('A flood of uploads that never end is survived', { timeout }, async () => {
  const { hostname, port } = new URL(url);
  const head =
    'POST /notes/notes HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 1000000\r\n\r\n';
  const sockets = Array.from({ length: 300 }, () =>
    connect(Number(port), hostname)
      .on('error', () => {})
      .resume(),
  );
  for (const socket of sockets) socket.write(head + 'x'.repeat(900_000));
  await wait(3_000);
  await isAlive();
  for (const socket of sockets) socket.destroy();
  await wait(500);
  expect((await asked('GET /notes/notes')).status).toBe(200);
});
