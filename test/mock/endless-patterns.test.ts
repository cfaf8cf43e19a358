import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { ask } from './ask.ts';
import { mockOf } from './mock-of.ts';

const timeout = 60_000;

const endless = (letter: string): string => `^(${letter}+)+$`;
const late = (letter: string): string => `${letter.repeat(50)}!`;
const text = (letter: string) => ({ type: 'string', pattern: endless(letter) });

/** Each place of a request has a pattern of its own. */
const contract = {
  paths: {
    '/notes/{name}': {
      get: {
        operationId: 'getNote',
        parameters: [
          { name: 'name', in: 'path', required: true, schema: text('a') },
          { name: 'q', in: 'query', schema: text('b') },
          { name: 'x-h', in: 'header', schema: text('c') },
        ],
        responses: { 200: { description: 'One' }, 400: { description: 'No' } },
      },
    },
    '/notes': {
      post: {
        operationId: 'makeNote',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: {
                  v: text('d'),
                  names: { patternProperties: { [endless('e')]: { type: 'integer' } }, additionalProperties: false },
                  named: { propertyNames: { pattern: endless('f') } },
                  not: { not: text('g') },
                  one: { oneOf: [text('h'), { type: 'string', maxLength: 60 }] },
                  n: { type: 'integer' },
                },
              },
            },
          },
        },
        responses: {
          200: {
            description: 'One',
            content: { 'application/json': { schema: { type: 'object', properties: { v: text('i') } } } },
          },
          400: { description: 'No' },
        },
      },
    },
  },
};

test('A pattern without end, wherever it stands, is warned of, and the request answered', { timeout }, async () => {
  const warnings: string[] = [];
  await using mock = await mockOf(contract, { warn: (message) => warnings.push(message) });
  const right = [
    ['GET /notes/notes/aa?q=bb', { headers: { 'x-h': 'cc' } }],
    ['POST /notes/notes', { body: { v: 'dd', names: { ee: 1 }, named: { ff: 1 }, not: 'x', one: 'x' } }],
  ] as const;
  const wrong = [
    ['GET /notes/notes/aa?q=x', 'query.q must match pattern "^(b+)+$"'],
    ['GET /notes/notes/x', 'path.name must match pattern "^(a+)+$"'],
  ] as const;
  for (const [line, asking] of right) expect((await ask(mock, line, asking)).status).toBe(200);
  for (const [line, reason] of wrong) {
    expect((await ask(mock, line)).status).toBe(400);
    expect(mock.requests().at(-1)?.reason).toContain(reason);
  }
  expect((await ask(mock, 'POST /notes/notes', { body: { v: 'x', n: 'x' } })).status).toBe(400);
  expect(mock.requests().at(-1)?.reason).toMatch(/body\.v must match pattern .*; body\.n must be integer/);
  expect((await ask(mock, 'POST /notes/notes', { body: { names: { ee: 'x' } } })).status).toBe(400);
  expect((await ask(mock, 'POST /notes/notes', { body: { not: 'gg' } })).status).toBe(400);
  expect(warnings).toEqual([]);

  const asked: readonly [letter: string, line: string, asking?: Parameters<typeof ask>[2]][] = [
    ['a', `GET /notes/notes/${late('a')}`],
    ['b', `GET /notes/notes/aa?q=${late('b')}`],
    ['c', 'GET /notes/notes/aa', { headers: { 'x-h': late('c') } }],
    ['d', 'POST /notes/notes', { body: { v: late('d') } }],
    ['e', 'POST /notes/notes', { body: { names: { [late('e')]: 1 } } }],
    ['f', 'POST /notes/notes', { body: { named: { [late('f')]: 1 } } }],
    ['g', 'POST /notes/notes', { body: { not: late('g') } }],
    ['h', 'POST /notes/notes', { body: { one: late('h') } }],
  ];
  for (const [letter, line, asking] of asked) {
    // What can't be judged refuses nobody.
    expect([line, (await ask(mock, line, asking)).status]).toEqual([line, 200]);
    expect(warnings.at(-1)).toContain(`notes: the pattern ${JSON.stringify(endless(letter))} at #/paths/`);
  }
  expect(warnings).toHaveLength(asked.length);
  // The rest of the same schema is judged as before.
  expect((await ask(mock, 'POST /notes/notes', { body: { v: late('d'), n: 'x' } })).status).toBe(400);
  const generated = { headers: { prefer: 'dynamic=true' }, body: {} };
  expect((await ask(mock, 'POST /notes/notes', generated)).status).toBe(200);
});

test('A request is answered whatever becomes of the warning', { timeout }, async () => {
  const schema = { type: 'string', pattern: endless('w') };
  const operation = {
    requestBody: { required: true, content: { 'application/json': { schema } } },
    responses: { 200: { description: 'One' }, 400: { description: 'No' } },
  };
  await using mock = await mockOf(
    { paths: { '/notes': { post: operation } } },
    {
      warn: () => {
        throw new Error('Nobody listens.');
      },
    },
  );
  expect((await ask(mock, 'POST /notes/notes', { body: JSON.stringify(late('w')) })).status).toBe(200);
});

test('Long texts of spaces get their answer where a pattern looks for what ends them', { timeout }, async () => {
  const schema = { type: 'string', pattern: '\\s+\\s+\\s+$' };
  const body = { required: true, content: { 'application/json': { schema } } };
  const responses = { 200: { description: 'One' }, 400: { description: 'No' } };
  const paths = { '/notes': { post: { operationId: 'makeNote', requestBody: body, responses } } };
  await using mock = await mockOf({ paths }, { warn: () => {} });
  const asking = { body: JSON.stringify(`${' '.repeat(100_000)}x`) };
  expect((await ask(mock, 'POST /notes/notes', asking)).status).toBe(200);
  // Ordinary texts are judged as before.
  expect((await ask(mock, 'POST /notes/notes', { body: '"x"' })).status).toBe(400);
  expect((await ask(mock, 'POST /notes/notes', { body: '"   "' })).status).toBe(200);
});

test('A path whose segments hold several parameters is looked for in no time', { timeout }, async () => {
  const names = ['a', 'b', 'c', 'd'];
  const parameters = names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  const path = `/notes/${names.map((name) => `{${name}}`).join('x')}.json`;
  const responses = { 200: { description: 'One' }, 404: { description: 'None' } };
  await using mock = await mockOf({ paths: { [path]: { get: { operationId: 'getNote', parameters, responses } } } });
  expect((await ask(mock, 'GET /notes/notes/1x2x3x4.json')).status).toBe(200);
  expect((await ask(mock, `GET /notes/notes/${'x'.repeat(8_000)}.jso`)).status).toBe(404);
  expect((await ask(mock, `GET /notes/notes/x.json${'x'.repeat(8_000)}`)).status).toBe(404);
});

test('The command goes on after such a request, says so in its log, and stops at a signal', { timeout }, async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'notes.json');
  await writeFile(file, JSON.stringify({ openapi: '3.1.0', info: { title: 'Notes', version: '1' }, ...contract }));
  const main = join(import.meta.dirname, '../../src/cli/main.ts');
  const child = spawn(process.execPath, [main, 'mock', '--port', '0', '--contract', file]);
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  while (!out.includes('Listening')) await once(child.stdout, 'data');
  const url = /Listening at (\S+)/.exec(out)?.[1] ?? '';
  expect((await ask({ url }, `GET /notes/notes/${late('a')}`)).status).toBe(200);
  expect((await ask({ url }, 'GET /__mock/health')).status).toBe(200);
  child.kill('SIGTERM');
  expect((await once(child, 'close'))[0]).toBe(0);
  expect(out).toMatch(/took more than \d+ ms on a text of 51 characters. From now on the mock accepts any text/);
});

test('A body that takes for ever to judge is refused, a long one is judged, and the next request answered', {
  timeout,
}, async () => {
  const made = { 201: { description: 'Made' }, 400: { description: 'No' } };
  const takes = (schema: object) => ({
    post: { requestBody: { required: true, content: { 'application/json': { schema } } }, responses: made },
  });
  const branch = (name: string) => ({
    type: 'object',
    required: [name],
    properties: { in: { $ref: '#/components/schemas/Part' } },
  });
  await using mock = await mockOf(
    {
      paths: {
        '/parts': takes({ $ref: '#/components/schemas/Part' }),
        '/forms': {
          post: {
            requestBody: { content: { 'application/x-www-form-urlencoded': { schema: { type: 'object' } } } },
            responses: made,
          },
        },
        '/lists': takes({ type: 'array', uniqueItems: true, items: { type: 'object' } }),
      },
      components: { schemas: { Part: { anyOf: [branch('left'), branch('right')] } } },
    },
    { bodyLimitBytes: 64 * 2 ** 20 },
  );
  const part = Array.from({ length: 60 }).reduce<unknown>((inner) => ({ in: inner }), { left: 1 });
  const list = Array.from({ length: 60_000 }, (_, index) => ({ index }));
  expect((await ask(mock, 'POST /notes/parts', { body: part })).status).toBe(413);
  expect(mock.requests().at(-1)?.reason).toContain('The request body takes the mock too long to judge');
  const form = (count: number) => ({
    body: Array.from({ length: count }, (_, index) => `name${index}=1`).join('&'),
    type: 'application/x-www-form-urlencoded',
  });
  expect((await ask(mock, 'POST /notes/forms', form(3_000_000))).status).toBe(413);
  expect((await ask(mock, 'POST /notes/forms', form(1_000))).status).toBe(201);
  expect((await ask(mock, 'POST /notes/lists', { body: list })).status).toBe(201);
  expect((await ask(mock, 'POST /notes/lists', { body: [...list, list[0]] })).status).toBe(400);
  expect((await ask(mock, 'POST /notes/parts', { body: { in: { left: 1 }, right: 1 } })).status).toBe(201);
  expect((await ask(mock, 'POST /notes/parts', { body: { in: { left: 1 } } })).status).toBe(400);
  expect((await ask(mock, 'POST /notes/lists', { body: [{ index: 1 }, { index: 1 }] })).status).toBe(400);
});

test('Names that nest in a form or a query, by a schema that holds itself twice, are read in no time', {
  timeout,
}, async () => {
  const twig = (name: string) => ({
    type: 'object',
    required: [name],
    properties: { twig: { $ref: '#/components/schemas/Twig' }, [name]: { type: 'integer' } },
  });
  const schema = { $ref: '#/components/schemas/Twig' };
  const responses = { 200: { description: 'Done' }, 400: { description: 'No' } };
  await using mock = await mockOf({
    paths: {
      '/twigs': {
        get: { parameters: [{ name: 'twig', in: 'query', style: 'deepObject', explode: true, schema }], responses },
        post: { requestBody: { content: { 'application/x-www-form-urlencoded': { schema } } }, responses },
      },
    },
    components: { schemas: { Twig: { anyOf: [twig('left'), twig('right')] } } },
  });
  const type = 'application/x-www-form-urlencoded';
  const nested = (levels: number, end: string): string => `twig${'[twig]'.repeat(levels)}[${end}]=1`;
  for (const levels of [2, 12, 60]) {
    const wrong = await ask(mock, 'POST /notes/twigs', { body: nested(levels, 'other'), type });
    expect([400, 413]).toContain(wrong.status);
    const queried = await ask(mock, `GET /notes/twigs?${nested(levels, 'other')}`);
    expect(queried.status).toBe(400);
  }
  const all = (levels: number): string =>
    Array.from({ length: levels }, (_, level) => `twig${'[twig]'.repeat(level)}[left]=1`).join('&');
  expect((await ask(mock, 'POST /notes/twigs', { body: `left=1&${all(8)}`, type })).status).toBe(200);
  expect((await ask(mock, `GET /notes/twigs?${all(8)}`)).status).toBe(200);
});
