import { expect, test } from 'vitest';
import { judgePlayed, type Played, type SeenRequest, verdictOf } from './played-server.ts';

const hook = '{ type: object, required: [id], properties: { id: { type: integer }, name: { type: string } } }';
const shown = `{ description: A hook, content: { application/json: { schema: ${hook} } } }`;
const given =
  '{ required: true, content: { application/json: { schema: { type: object, properties: { name: { type: string } } } } } }';
const app = '{ name: app, in: path, required: true, x-values: owner, schema: { type: string } }';
const id = '{ name: id, in: path, required: true, schema: { type: integer } }';

const contract = (path: string, parameters: string): string => `
openapi: 3.1.0
info: { title: Hooks, version: "1" }
x-resources: { hook: { id: id, one: "", many: "" } }
paths:
  /apps/{app}/hooks:
    parameters: [${app}]
    get:
      x-does: { list: hook }
      responses: { "200": { description: A, content: { application/json: { schema: { type: array, items: ${hook} } } } } }
    post:
      x-does: { create: hook }
      requestBody: ${given}
      responses: { "201": ${shown}, "400": { description: A } }
  ${path}:
    parameters: ${parameters}
    get: { x-does: { read: hook }, responses: { "200": ${shown}, "404": { description: A } } }
    put:
      x-does: { replace: hook }
      requestBody: ${given}
      responses: { "200": ${shown}, "400": { description: A }, "404": { description: A } }
    delete: { x-does: { delete: hook }, responses: { "204": { description: A }, "404": { description: A } } }
`;

const read = (body: string): { readonly name?: unknown } | null => {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
};

const isRight = (body: string): boolean => ['string', 'undefined'].includes(typeof (read(body) ?? { name: 0 }).name);

/** Hooks of apps, which count from one in each; those of `other` were there before, and lists show what is told to be listed. */
const startedWith = (isListed: boolean, isOneSequence: boolean, statusOfOthers = 200) => {
  const before = Array.from({ length: isOneSequence ? 3 : 500 }, (_, index) => index + 1);
  const hooks = new Map([
    ['one', new Map<number, object>()],
    ['other', new Map(before.map((number): [number, object] => [number, { id: number, name: 'of somebody' }]))],
  ]);
  const made = new Set<object>();
  const touched: string[] = [];
  const last = new Map([
    ['one', isOneSequence ? before.length : 0],
    ['other', before.length],
  ]);
  const add = (app: string, body: string): Played => {
    const counted = isOneSequence ? [...last.values()] : [last.get(app) ?? 0];
    const one = { ...read(body), id: Math.max(...counted) + 1 };
    last.set(app, one.id);
    made.add(one);
    hooks.get(app)?.set(one.id, one);
    return [201, one];
  };
  const answerOfAll = (app: string, { method, body }: SeenRequest): Played => {
    if (method === 'GET')
      return [200, [...(hooks.get(app)?.values() ?? [])].filter((one) => isListed || made.has(one))];
    return isRight(body) ? add(app, body) : [400];
  };
  const answerOfOne = (shelf: Map<number, object>, number: number, { method, path, body }: SeenRequest): Played => {
    const known = shelf.get(number) ?? {};
    if (method !== 'GET' && !made.has(known)) touched.push(`${method} ${path}`);
    if (method === 'GET' && !made.has(known) && statusOfOthers !== 200) return [statusOfOthers, {}];
    if (method === 'DELETE') return shelf.delete(number) ? [204] : [404];
    if (method === 'PUT' && !isRight(body)) return [400];
    if (method === 'PUT') Object.assign(known, { name: read(body)?.name });
    return [200, known];
  };
  const answer = (seen: SeenRequest): Played => {
    const [isHook, app, digits] = /^(?:\/apps\/(\w+))?\/hooks(?:\/(\d+))?$/.exec(seen.path) ?? [];
    if (isHook === undefined) return [404];
    if (digits === undefined) return hooks.has(app ?? '') ? answerOfAll(app ?? '', seen) : [404];
    const shelves = app === undefined ? [...hooks.values()] : [hooks.get(app)];
    const shelf = shelves.find((one) => one?.has(Number(digits)));
    return shelf === undefined ? [404] : answerOfOne(shelf, Number(digits), seen);
  };
  return { answer, touched };
};

const settings = { allowUnowned: [], set: { app: ['one', 'other'] }, skip: ['*:media-type'] };

test.each([
  ['that its list shows', true],
  ['that its list doesn’t show', false],
])(
  'What has the same number under another owner, %s, is not written to, and nobody is accused of it',
  async (_, isListed) => {
    const { answer, touched } = startedWith(isListed, false);
    const { run } = await judgePlayed(contract('/apps/{app}/hooks/{id}', `[${app}, ${id}]`), answer, settings);
    expect(touched).toEqual([]);
    expect(run.findings.map(({ clause }) => clause)).toEqual([]);
  },
);

test.each([
  ['an error', 500],
  ['one of a gateway', 502],
  ['a plea to wait', 429],
  ['a word that it is locked', 423],
  ['a refusal of the credentials', 403],
  ['a refusal of the request', 400],
  ['a redirection', 302],
])('Nothing is deleted under another owner where reading it gets %s: that proves no absence', async (_, status) => {
  const { answer, touched } = startedWith(false, false, status);
  const { run } = await judgePlayed(contract('/apps/{app}/hooks/{id}', `[${app}, ${id}]`), answer, settings);
  expect(touched).toEqual([]);
  expect(verdictOf(run, 'hook:other-app-is-hidden-on-delete')).toMatch(
    new RegExp(`^untestable: nothing shows whether another hook .*answered ${status}`),
  );
});

test('Where nothing is, whatever is asked of it is tried under another owner', async () => {
  const { answer } = startedWith(true, true, 403);
  const { run } = await judgePlayed(contract('/apps/{app}/hooks/{id}', `[${app}, ${id}]`), answer, settings);
  expect(verdictOf(run, 'hook:other-app-is-hidden-on-delete')).toBe('held');
});

test('What is made in a scope that its own path doesn’t name is found, tested and deleted by its id', async () => {
  const { answer, touched } = startedWith(true, true);
  const flat = { ...settings, set: { app: ['one'] } };
  const { run } = await judgePlayed(contract('/hooks/{id}', `[${id}]`), answer, flat);
  expect(touched).toEqual([]);
  expect(run.findings.map(({ clause }) => clause)).toEqual([]);
  expect(run.clauses.filter(({ verdict }) => verdict === 'untestable').map(({ id: clause }) => clause)).toEqual([]);
  expect(run.leftovers).toEqual([]);
});
