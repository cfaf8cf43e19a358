import { expect, test } from 'vitest';
import type { Mock } from '../../src/mock/start-mock.ts';
import { ask } from './ask.ts';
import { mockOf } from './mock-of.ts';

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

const json = (schema: object) => ({ content: { 'application/json': { schema } } });

/** Repositories that are named by whoever makes them, with issues in them, whose numbers and times are the server's. */
const repo = {
  type: 'object',
  required: ['slug'],
  properties: {
    slug: { type: 'string' },
    nick: { type: ['string', 'null'] },
    site: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    title: { type: 'string' },
  },
};
const issue = {
  type: 'object',
  required: ['id', 'createdAt'],
  properties: {
    id: { type: 'integer', readOnly: true },
    repoSlug: { type: 'string', readOnly: true },
    createdAt: { type: 'string', format: 'date-time', readOnly: true, 'x-time': 'created' },
    text: { type: 'string' },
  },
};
const one = (schema: object) => ({ 200: { description: 'Here.', ...json(schema) }, 404: { description: 'None.' } });
const acts = (name: string, schema: object) => ({
  get: { operationId: `get-${name}`, 'x-does': { read: name }, responses: one(schema) },
  put: {
    operationId: `put-${name}`,
    'x-does': { replace: name },
    requestBody: json(schema),
    responses: { ...one(schema), 409: { description: 'Taken.' } },
  },
  patch: {
    operationId: `patch-${name}`,
    'x-does': { edit: name },
    requestBody: json({ ...schema, required: [] }),
    responses: one(schema),
  },
});
const makes = (name: string, schema: object) => ({
  post: {
    operationId: `create-${name}`,
    'x-does': { create: name },
    requestBody: json(schema),
    responses: { 201: { description: 'Made.', ...json(schema) }, 409: { description: 'Taken.' } },
  },
  get: {
    operationId: `list-${name}`,
    'x-does': { list: name },
    responses: one({ type: 'array', items: schema }),
  },
});
const inPath = (...names: string[]) => ({
  parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
});
const repos = {
  'x-resources': {
    repo: { id: 'slug', one: '', many: '' },
    issue: { id: 'id', one: '', many: '', parent: { repoSlug: 'repo' } },
  },
  paths: {
    '/repos': makes('repo', repo),
    '/repos/{slug}': { ...inPath('slug'), ...acts('repo', repo) },
    '/repos/{slug}/issues': { ...inPath('slug'), ...makes('issue', issue) },
    '/repos/{slug}/issues/{id}': { ...inPath('slug', 'id'), ...acts('issue', issue) },
  },
};

const startRepos = async (...slugs: string[]): Promise<Mock> => {
  const mock = await mockOf(repos);
  for (const slug of slugs) expect((await ask(mock, 'POST /repos', { body: { slug, nick: 'nn' } })).status).toBe(201);
  return mock;
};

test('What is read-only is the server’s, whatever a client sends', async () => {
  await using mock = await startRepos('a');
  const issues = '/repos/a/issues';
  const { body: first } = await ask(mock, `POST ${issues}`, { body: { text: 'one' } });
  const sent = { id: 1, createdAt: '2001-01-01T00:00:00Z', text: 'two' };
  const { body: second } = await ask(mock, `POST ${issues}`, { body: sent });
  expect([first, second]).toMatchObject([
    { id: 1, text: 'one' },
    { id: 2, text: 'two' },
  ]);
  expect(second).not.toMatchObject({ createdAt: sent.createdAt });
  for (const method of ['PUT', 'PATCH']) {
    const { body } = await ask(mock, `${method} ${issues}/2`, { body: { ...sent, id: 7, text: method } });
    expect(body).toEqual({ ...(second as object), text: method });
  }
  expect((await ask(mock, `GET ${issues}`)).body).toMatchObject([first, { id: 2, text: 'PATCH' }]);
});

test('An id that another has is refused, as a conflict where one is documented', async () => {
  await using mock = await startRepos('a', 'b');
  const before = (await ask(mock, 'GET /repos')).body;
  const statusOf = async (line: string, prefer = '') =>
    (await ask(mock, line, { body: { slug: 'a', title: 'x' }, headers: { prefer } })).status;
  expect(await statusOf('POST /repos')).toBe(409);
  expect(await statusOf('PUT /repos/b')).toBe(409);
  expect(await statusOf('PATCH /repos/b')).toBe(400);
  expect(await statusOf('PUT /repos/c')).toBe(404);
  expect(await statusOf('POST /repos', 'code=201')).toBe(201);
  expect((await ask(mock, 'GET /repos')).body).toEqual(before);
  expect(await statusOf('PATCH /repos/a')).toBe(200);
});

test.each(['PUT', 'PATCH'])(
  'What is given another id by %s is there by that alone, with all that belongs to it',
  async (method) => {
    await using mock = await startRepos('a', 'b');
    await ask(mock, 'POST /repos/a/issues', { body: { text: 'one' } });
    const { body } = await ask(mock, `${method} /repos/a`, { body: { slug: 'c' } });
    expect(body).toMatchObject({ slug: 'c' });
    expect((await ask(mock, 'GET /repos')).body).toMatchObject([{ slug: 'c' }, { slug: 'b' }]);
    expect((await ask(mock, 'GET /repos/c')).body).toEqual(body);
    expect((await ask(mock, 'GET /repos/a')).status).toBe(404);
    expect((await ask(mock, 'GET /repos/c/issues/1')).body).toMatchObject({ text: 'one', repoSlug: 'c' });
  },
);

test('Null is kept where it is permitted', async () => {
  await using mock = await startRepos('a');
  await ask(mock, 'PATCH /repos/a', { body: { site: 's', title: 't' } });
  expect((await ask(mock, 'PATCH /repos/a', { body: { nick: null, site: null } })).body).toEqual({
    slug: 'a',
    nick: null,
    site: null,
    title: 't',
  });
});

test('What is write-only is in no answer, wherever it stands', async () => {
  const user = {
    type: 'object',
    required: ['id', 'password'],
    properties: {
      id: { type: 'string' },
      password: { type: 'string', writeOnly: true },
      keys: {
        type: 'array',
        items: { type: 'object', properties: { name: { type: 'string' }, key: { type: 'string', writeOnly: true } } },
      },
    },
  };
  await using mock = await mockOf({
    'x-resources': { user: { id: 'id', one: '', many: '' } },
    paths: { '/users': makes('user', user), '/users/{id}': { ...inPath('id'), ...acts('user', user) } },
  });
  const keys = [{ name: 'k', key: 'v' }];
  const shown = { id: 'u', keys: [{ name: 'k' }] };
  expect((await ask(mock, 'POST /users', { body: { id: 'u', password: 'p', keys } })).body).toEqual(shown);
  expect((await ask(mock, 'PUT /users/u', { body: { id: 'u', password: 'q', keys } })).body).toEqual(shown);
  expect((await ask(mock, 'GET /users')).body).toEqual([shown]);
  const { body } = await ask(mock, 'GET /__mock/state');
  expect((await ask(mock, 'PUT /__mock/state', { body })).status).toBe(204);
});

test('A fault that gives a resource another id takes along what belongs to it, and nothing else', async () => {
  const numbered = (more = {}) => ({
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'integer', readOnly: true }, text: { type: 'string' }, ...more },
  });
  const [owner, page] = [numbered(), numbered({ bookId: { type: 'integer', readOnly: true } })];
  await using mock = await mockOf({
    'x-resources': {
      book: { id: 'id', one: '', many: '' },
      page: { id: 'id', one: '', many: '', parent: { bookId: 'book' } },
      user: { id: 'id', one: '', many: '' },
      key: { id: 'id', one: '', many: '', parent: { userId: 'user' } },
    },
    paths: {
      '/books': makes('book', owner),
      '/books/{id}': { ...inPath('id'), ...acts('book', owner) },
      '/books/{bookId}/pages': { ...inPath('bookId'), ...makes('page', page) },
      '/users': makes('user', owner),
      '/users/{userId}/keys': { ...inPath('userId'), ...makes('key', numbered()) },
    },
  });
  const body = { text: 't' };
  for (const path of ['/books', '/books/1/pages', '/users', '/users/1/keys']) await ask(mock, `POST ${path}`, { body });
  const headers = { prefer: 'break=notes/book:id-is-untouched-on-edit' };
  const edited = await ask(mock, 'PATCH /books/1', { body: { text: 'u' }, headers });
  expect(edited.body).toEqual({ id: 2, text: 'u' });
  expect((await ask(mock, 'GET /books/2/pages')).body).toEqual([{ id: 1, text: 't', bookId: 2 }]);
  expect((await ask(mock, 'GET /users/1/keys')).body).toEqual([{ id: 1, text: 't' }]);
});

test('A page that is not asked for is as long as its parameter is by default, and begins where it does', async () => {
  const page = (name: string, number: number) => ({
    name,
    in: 'query',
    schema: { type: 'integer', default: number },
    'x-page': name,
  });
  const { post, get } = makes('repo', repo);
  await using mock = await mockOf({
    'x-resources': { repo: { id: 'slug', one: '', many: '' } },
    paths: { '/repos': { post, get: { ...get, parameters: [page('limit', 2), page('offset', 1)] } } },
  });
  for (const slug of ['a', 'b', 'c', 'd']) await ask(mock, 'POST /repos', { body: { slug } });
  const slugsFor = async (query: string) =>
    ((await ask(mock, `GET /repos${query}`)).body as { slug: string }[]).map(({ slug }) => slug);
  expect(await slugsFor('')).toEqual(['b', 'c']);
  expect(await slugsFor('?limit=3&offset=0')).toEqual(['a', 'b', 'c']);
  const limited = { body: { break: ['notes/repo:limit-limits-the-page'] } };
  expect((await ask(mock, 'PUT /__mock/faults', limited)).status).toBe(204);
  expect(await slugsFor('?limit=1')).toEqual(['b', 'c', 'd']);
});

test('What is made in its parent is known by its id alone where its path says no more', async () => {
  const text = { type: 'object', properties: { text: { type: 'string' } } };
  const owned = (more: object) => ({
    ...text,
    required: ['id'],
    properties: { id: { type: 'integer', readOnly: true }, ...more, ...text.properties },
  });
  const [post, comment, reply] = [
    owned({}),
    owned({ postId: { type: 'integer', readOnly: true } }),
    owned({ commentId: { type: 'integer', readOnly: true } }),
  ];
  const flat = (name: string, schema: object) => ({
    ...inPath('id'),
    ...acts(name, schema),
    delete: { operationId: `delete-${name}`, 'x-does': { delete: name }, responses: one(schema) },
  });
  await using mock = await mockOf({
    'x-resources': {
      post: { id: 'id', one: '', many: '' },
      comment: { id: 'id', one: '', many: '', parent: { postId: 'post' } },
      reply: { id: 'id', one: '', many: '', parent: { commentId: 'comment' } },
    },
    paths: {
      '/posts': makes('post', post),
      '/posts/{id}': flat('post', post),
      '/posts/{postId}/comments': { ...inPath('postId'), ...makes('comment', comment) },
      '/comments/{id}': flat('comment', comment),
      '/comments/{commentId}/replies': { ...inPath('commentId'), ...makes('reply', reply) },
      '/replies/{id}': flat('reply', reply),
    },
  });
  const made = async (path: string) => (await ask(mock, `POST ${path}`, { body: { text: path } })).body;
  const statusOf = async (line: string) => (await ask(mock, line)).status;
  expect([await made('/posts'), await made('/posts')]).toMatchObject([{ id: 1 }, { id: 2 }]);
  const comments = [await made('/posts/1/comments'), await made('/posts/2/comments')];
  expect(comments).toMatchObject([
    { id: 1, postId: 1 },
    { id: 2, postId: 2 },
  ]);
  expect(await made('/comments/2/replies')).toMatchObject({ id: 1, commentId: 2 });
  expect(await statusOf('GET /comments/3')).toBe(404);
  expect((await ask(mock, 'GET /comments/2')).body).toEqual(comments[1]);
  expect((await ask(mock, 'PATCH /comments/2', { body: { text: 'b' } })).body).toMatchObject({ id: 2, text: 'b' });
  expect((await ask(mock, 'GET /posts/2/comments')).body).toMatchObject([{ id: 2, text: 'b' }]);
  const { body } = await ask(mock, 'GET /__mock/state');
  expect((await ask(mock, 'PUT /__mock/state', { body })).text).toBe('');
  expect(await statusOf('DELETE /comments/1')).toBe(200);
  expect(await statusOf('GET /comments/1')).toBe(404);
  expect(await statusOf('DELETE /posts/2')).toBe(200);
  expect([await statusOf('GET /comments/2'), await statusOf('GET /replies/1')]).toEqual([404, 404]);
});
