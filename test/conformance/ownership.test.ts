import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ownershipOf } from '../../conformance/target/ownership.ts';
import { ownershipText } from '../../conformance/target/ownership-text.ts';
import { whyUnowned } from '../../conformance/target/why-unowned.ts';
import { loadContract } from '../../src/clauses/load-contract.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { judgePlayed, type Played, type SeenRequest, verdictOf } from './played-server.ts';
import { judged, thingsWith } from './things.ts';

const operation = (id: string, more = ''): string =>
  `{ operationId: ${id}, responses: { "200": { description: A } }${more} }`;
const list = `{ operationId: listed, responses: { "200": { description: A, content: { application/json: { schema: { type: array } } } } } }`;

const document = `
openapi: 3.1.0
info: { title: Owned, version: "1" }
x-resources: { note: { id: id, one: "" }, shelf: { id: id, one: "" }, tag: { id: id, one: "" }, pin: { id: id, one: "" }, cup: { id: id, one: "" } }
paths:
  /lists: { get: ${list}, post: ${operation('addToList')}, delete: ${operation('emptyList')} }
  /users: { post: ${operation('addUser')} }
  /users/{user}:
    parameters: [&user { name: user, in: path, required: true, schema: { type: string } }]
    get: ${operation('getUser')}
    put: ${operation('putUser')}
    post: ${operation('pokeUser')}
    delete: ${operation('dropUser')}
  /users/{user}/avatar: { parameters: [*user], put: ${operation('putAvatar')}, delete: ${operation('dropAvatar')} }
  /tenants/{tenant}:
    parameters: [{ name: tenant, in: path, required: true, x-values: owner, schema: { type: string } }]
    put: ${operation('putTenant')}
  /imports: { post: { operationId: import, responses: { "201": { description: A } } } }
  /settings: { get: ${operation('getSettings')}, post: ${operation('postSettings')}, put: ${operation('putSettings')} }
  /search: { post: ${operation('search', ', x-does: { list: shelf }')} }
  /notes: { post: ${operation('addNote', ', x-does: { create: note }')} }
  /notes/{id}:
    parameters: [&id { name: id, in: path, required: true, schema: { type: string } }]
    put: ${operation('putNote', ', x-does: { replace: note }')}
    delete: ${operation('dropNote', ', x-does: { delete: note }')}
  /notes/{id}/pages: { parameters: [*id], delete: ${operation('dropPages')} }
  /notes/{id}/..: { parameters: [*id], delete: ${operation('dropUp')} }
  /notes/{id}/%2e%2E/all: { parameters: [*id], delete: ${operation('dropUpEncoded')} }
  /notes/{id}/x%252e/..;v=1/all: { parameters: [*id], delete: ${operation('dropUpWithParameters')} }
  /notes/{id}/%2e%2e%2Fall%zz: { parameters: [*id], delete: ${operation('dropUpInSegment')} }
  /notes/{id}/..\\..\\all: { parameters: [*id], delete: ${operation('dropUpBackwards')} }
  "/notes/{id}/.\\t./all": { parameters: [*id], delete: ${operation('dropUpHidden')} }
  /notes/{id}:seal: { parameters: [*id], post: ${operation('sealNote')} }
  /tags: { post: ${operation('addTag', ', x-does: { create: tag }')} }
  /tags/1{id}: { parameters: [*id], delete: ${operation('dropLongerTag', ', x-does: { delete: tag }')} }
  /pins: { post: ${operation('addPin', ', x-does: { create: pin }')} }
  /pins/1?id={id}: { parameters: [*id], delete: ${operation('dropQueriedPin', ', x-does: { delete: pin }')} }
  /cups: { post: ${operation('addCup', ', x-does: { create: cup }')} }
  /cups/1;id={id}: { parameters: [*id], delete: ${operation('dropCupWithParameter', ', x-does: { delete: cup }')} }
  /orders:
    parameters: [{ name: X-HTTP-Method-Override, in: header, schema: { const: DELETE } }]
    get: ${operation('listOtherwise')}
    post: { operationId: addOtherwise, responses: { "201": { description: A } } }
  /orders?_method=delete: { post: { operationId: addByQuery, responses: { "201": { description: A } } } }
  /carts:
    post:
      operationId: addByBody
      requestBody: { content: { application/json: { schema: { type: object, properties: { _method: { const: DELETE } } } } } }
      responses: { "201": { description: A } }
  /shelves/{shelf}:
    parameters: [{ name: shelf, in: path, required: true, schema: { type: string } }]
    put: ${operation('putShelf', ', x-does: { create: shelf }')}
    delete: ${operation('dropShelf', ', x-does: { delete: shelf }')}
`;

const read = async () => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, 'owned.yaml'), document);
  return await loadContract(join(folder.path, 'owned.yaml'));
};
const contract = await read();

const nobody = { ownerValues: new Map<string, readonly string[]>(), allowsUnowned: () => false };
const naming = {
  ...nobody,
  ownerValues: new Map([
    ['user', ['u1']],
    ['tenant', ['t1']],
    ['shelf', ['s1']],
  ]),
};

const find = (id: string) => {
  const found = contract.operations.find((one) => one.id === id);
  if (found === undefined) throw new Error(`The contract has no ${id}.`);
  return found;
};

test.each([
  ['listed', 'reads', 'reads'],
  ['addToList', 'creates', 'creates'],
  ['emptyList', 'unowned', 'unowned'],
  ['addUser', 'creates', 'creates'],
  ['getUser', 'reads', 'reads'],
  ['putUser', 'unowned', 'named'],
  ['pokeUser', 'unowned', 'named'],
  ['dropUser', 'unowned', 'unowned'],
  ['putAvatar', 'unowned', 'unowned'],
  ['dropAvatar', 'unowned', 'unowned'],
  ['putTenant', 'unowned', 'unowned'],
  ['import', 'creates', 'creates'],
  ['postSettings', 'unowned', 'unowned'],
  ['putSettings', 'unowned', 'unowned'],
  ['search', 'reads', 'reads'],
  ['addNote', 'creates', 'creates'],
  ['putNote', 'own', 'own'],
  ['dropNote', 'own', 'own'],
  ['dropPages', 'own', 'own'],
  ['dropUp', 'unowned', 'unowned'],
  ['dropUpEncoded', 'unowned', 'unowned'],
  ['putShelf', 'unowned', 'unowned'],
  ['dropUpWithParameters', 'unowned', 'unowned'],
  ['dropUpInSegment', 'unowned', 'unowned'],
  ['dropUpBackwards', 'unowned', 'unowned'],
  ['dropUpHidden', 'unowned', 'unowned'],
  ['sealNote', 'own', 'own'],
  ['dropLongerTag', 'unowned', 'unowned'],
  ['dropQueriedPin', 'unowned', 'unowned'],
  ['dropCupWithParameter', 'unowned', 'unowned'],
  ['listOtherwise', 'unowned', 'unowned'],
  ['addOtherwise', 'unowned', 'unowned'],
  ['addByQuery', 'unowned', 'unowned'],
  ['addByBody', 'unowned', 'unowned'],
] as const)('%s is %s without --set, and %s with values for its parameters', (id, without, having) => {
  expect(ownershipOf(contract, nobody, find(id)).kind).toBe(without);
  expect(ownershipOf(contract, naming, find(id)).kind).toBe(having);
  const allowing = { ...naming, allowsUnowned: ({ id: one }: { readonly id: string }) => one === id };
  expect(ownershipOf(contract, allowing, find(id)).kind).toBe(having === 'unowned' ? 'allowed' : having);
  expect(whyUnowned(contract, naming, find(id)) ?? '').toMatch(
    having === 'unowned' ? new RegExp(`--allow-unowned ${id}\\b`) : /^$/,
  );
});

test.each([
  ['getUser', null],
  ['search', 'writes nothing'],
  ['addUser', /^adds something that stays/],
  ['addNote', 'adds one note, which the run deletes with dropNote'],
  ['putNote', 'writes only to a note that the run made with addNote'],
  ['putUser', 'writes to what --set user names: u1'],
  ['dropUser', 'is not sent'],
] as const)('A plan says of %s: %s', (id, says) => {
  const text = ownershipText(ownershipOf(contract, naming, find(id)), find(id), naming.ownerValues);
  if (says instanceof RegExp) expect(text).toMatch(says);
  else expect(text).toBe(says);
});

const wiped = `
openapi: 3.1.0
info: { title: Wiped, version: "1" }
paths:
  /items: { get: ${list}, delete: ${operation('deleteAll')} }
  /login: { post: ${operation('login')} }
`;

test('What nobody says is the run’s is not sent, and is named with what allows it', async () => {
  const options = { allowUnowned: [] };
  const { run, requests } = await judgePlayed(wiped, () => [200, []], options);
  expect(new Set(requests.map(({ method }) => method))).toEqual(new Set(['GET']));
  expect(verdictOf(run, 'deleteAll/200:status')).toMatch(
    /^not-applicable: DELETE \/items may delete .*--allow-unowned deleteAll$/,
  );
  expect(verdictOf(run, 'login/200:status')).toMatch(
    /^not-applicable: POST \/login may act on .*--allow-unowned login$/,
  );
});

test('What is allowed is sent, and nothing else', async () => {
  const { run, requests } = await judgePlayed(wiped, () => [200, []], { allowUnowned: ['played/log*'] });
  expect(new Set(requests.map(({ method }) => method))).toEqual(new Set(['GET', 'POST']));
  expect(verdictOf(run, 'login/200:status')).toBe('held');
});

test('A glob that matches no operation is wrong', async () => {
  await expect(judgePlayed(wiped, () => [200, []], { allowUnowned: ['deleteAl'] })).rejects.toThrow(
    '--allow-unowned deleteAl matches no operation. Did you mean deleteAll?',
  );
});

test('What a creation answers with the id of is not written to where it was listed before', async () => {
  const written: string[] = [];
  const { report, clause } = await judged(await thingsWith(), {
    answer({ method, path }, byItself, kept) {
      if (!kept.has('/projects/old'))
        (kept as Map<string, Record<string, unknown>>).set('/projects/old', { id: 'old', name: 'Ours' });
      if (method !== 'GET' && path.startsWith('/projects/old')) written.push(`${method} ${path}`);
      const answered = byItself();
      return method === 'POST' && path === '/projects' && answered[0] === 201
        ? [201, { id: 'old', name: 'Ours' }]
        : answered;
    },
  });
  expect(written).toEqual([]);
  expect(report.verdict).toBe('nonconformant');
  expect(clause('project:id-is-unique-on-create')).toMatchObject({ verdict: 'broken' });
});

const named = `
openapi: 3.1.0
info: { title: Named, version: "1" }
paths:
  /users/{user}:
    parameters: [{ name: user, in: path, required: true, schema: { type: string } }]
    get: { operationId: getUser, responses: { "200": { description: A }, "404": { description: B } } }
    delete: { operationId: dropUser, responses: { "204": { description: A }, "404": { description: B } } }
`;

/** A right server with one user, who is gone once it was deleted. */
const serveOneUser = () => {
  let isThere = true;
  return ({ method }: SeenRequest): Played => {
    if (!isThere) return [404];
    if (method === 'DELETE') isThere = false;
    return [method === 'DELETE' ? 204 : 200];
  };
};

test('A deletion that is allowed needs to be told what it may delete', async () => {
  const { run, requests } = await judgePlayed(named, serveOneUser(), { allowUnowned: ['dropUser'] });
  expect(requests.filter(({ method }) => method === 'DELETE')).toEqual([]);
  expect(verdictOf(run, 'dropUser/204:status')).toMatch(/name one to delete with --set user=VALUE$/);
});

test('Nobody is blamed that what --set names is gone once it was deleted, as allowed', async () => {
  const { run } = await judgePlayed(named, serveOneUser(), { allowUnowned: ['dropUser'], set: { user: ['u1'] } });
  expect(run.findings).toEqual([]);
});

const contradicting = `
openapi: 3.1.0
info: { title: Contradicting, version: "1" }
x-resources: { user: { id: id, one: "" }, post: { id: id, one: "" } }
paths:
  /users: { patch: ${operation('changeUsers', ', x-does: { replace: user }')} }
  /users/{user}:
    parameters: [&u { name: user, in: path, required: true, schema: { type: string } }]
    delete: ${operation('dropUser', ', x-does: { delete: user }')}
  /users/{user}/posts: { parameters: [*u], patch: ${operation('changePosts', ', x-does: { delete: post }')} }
  /users/{user}/posts/{post}/profile:
    parameters: [*u, { name: post, in: path, required: true, schema: { type: string } }]
    put: { operationId: putProfile, x-does: { create: post }, responses: { "200": { description: A, content: { application/json: { schema: { type: object, properties: { id: { type: string } } } } } } } }
`;

test('Words that contradict each other end in no write to what was there, and in no error of ours', async () => {
  const answer = ({ path }: SeenRequest): Played => [200, { id: path.split('/').at(-1) }];
  const { run, requests } = await judgePlayed(contradicting, answer, { allowUnowned: [], set: { user: ['u1'] } });
  expect(requests.filter(({ method, path }) => method === 'DELETE' && path === '/users/u1')).toEqual([]);
  expect(verdictOf(run, 'dropUser/200:status')).toMatch(/^(untestable|not-applicable): /);
});
