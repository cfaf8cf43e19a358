import { expect, test } from 'vitest';
import { judgePlayed, type Played, type SeenRequest, verdictOf } from './played-server.ts';

const pen =
  '{ type: object, required: [name], properties: { id: { type: string, readOnly: true }, name: { type: string, minLength: 1 } } }';
const shown = `{ description: A, content: { application/json: { schema: ${pen} } } }`;
const body = `requestBody: { required: true, content: { application/json: { schema: ${pen} } } }`;
const paging =
  'parameters: [{ name: limit, in: query, x-page: limit, schema: { type: integer, minimum: 1, maximum: 2 } }, { name: offset, in: query, x-page: offset, schema: { type: integer, minimum: 0 } }]';

const contract = `
openapi: 3.1.0
info: { title: Pens, version: "1" }
x-resources: { pen: { id: id, one: "", many: /pens } }
paths:
  /pens:
    get:
      operationId: listPens
      x-does: { list: pen }
      ${paging}
      responses:
        "200": { description: A, content: { application/json: { schema: { type: object, properties: { pens: { type: [array, "null"], items: ${pen} } } } } } }
        "204": { description: There is none }
        "410": { description: There is none }
        "400": { description: C }
    post: { operationId: addPen, x-does: { create: pen }, ${body}, responses: { "201": ${shown}, "400": { description: B } } }
  /pens/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { x-does: { read: pen }, responses: { "200": ${shown}, "404": { description: B } } }
    put: { operationId: putPen, x-does: { replace: pen }, ${body}, responses: { "200": ${shown}, "400": { description: B }, "404": { description: B } } }
    delete: { operationId: dropPen, x-does: { delete: pen }, responses: { "204": { description: A }, "404": { description: B } } }
`;

const nameIn = (text: string): unknown => {
  try {
    return (JSON.parse(text) as { readonly name?: unknown } | null)?.name;
  } catch {
    return undefined;
  }
};

interface Pen {
  readonly id: string;
  readonly name: string;
}

interface Listing {
  readonly pens: readonly Pen[];
  readonly offset: number;
  /** How many lists were asked for before. */
  readonly before: number;
  /** What a right server would answer. */
  readonly right: Played;
}

const somebodys: readonly Pen[] = ['old-1', 'old-2', 'old-3'].map((id) => ({ id, name: 'of somebody' }));

/** A server of pens that lists them as told, and gives each new one an id of its own, or that of an old one. */
const serving = (there: readonly Pen[], list: (listing: Listing) => Played, newId: (count: number) => string) => {
  const kept = new Map(there.map((one) => [one.id, one]));
  const touched: string[] = [];
  let [made, lists] = [0, 0];
  const ofAll = ({ method, path, body: text }: SeenRequest): Played => {
    if (method === 'GET') {
      const query = new URLSearchParams(path.split('?')[1] ?? '');
      const [offset, limit] = [query.get('offset') ?? '0', query.get('limit') ?? '2'];
      if (!/^\d+$/.test(offset) || !/^[12]$/.test(limit)) return [400];
      const pens = [...kept.values()];
      const page = pens.slice(Number(offset), Number(offset) + Number(limit));
      return list({ pens, offset: Number(offset), before: lists++, right: [200, { pens: page }] });
    }
    const name = nameIn(text);
    if (typeof name !== 'string' || name === '') return [400];
    const one = { name, id: newId(made++) };
    kept.set(one.id, one);
    return [201, one];
  };
  const ofOne = (id: string, { method, path, body: text }: SeenRequest): Played => {
    if (method !== 'GET' && there.some((one) => one.id === id)) touched.push(`${method} ${path}`);
    if (!kept.has(id)) return [404];
    if (method === 'DELETE') return kept.delete(id) ? [204] : [404];
    const name = nameIn(text);
    if (method === 'PUT' && (typeof name !== 'string' || name === '')) return [400];
    if (method === 'PUT') kept.set(id, { name: String(name), id });
    return [200, kept.get(id)];
  };
  const answer = (seen: SeenRequest): Played => {
    const id = /^\/pens\/([^/?]+)$/.exec(seen.path)?.[1];
    return id === undefined ? ofAll(seen) : ofOne(decodeURIComponent(id), seen);
  };
  return { answer, touched };
};

const options = { allowUnowned: [], skip: ['*:media-type'] };
const old = (): string => 'old-3';
const html = Buffer.from('<html></html>');

test.each<readonly [string, (listing: Listing) => Played]>([
  ['an error', () => [500]],
  ['a gateway’s error', () => [502, html]],
  ['a refusal', () => [409]],
  ['404, which is not documented', () => [404]],
  ['a page for people', () => [200, html, { 'content-type': 'text/html' }]],
  ['JSON that was cut off', () => [200, Buffer.from('{"pens":[{"id":"old-1","name":"of som')]],
  ['too much to be read', ({ pens }) => [200, { pad: 'x'.repeat(5_000_000), pens }]],
  ['an object in the place of the list', ({ pens }) => [200, { pens: { ...pens } }]],
  ['no list, against the contract', ({ pens }) => [200, pens]],
  ['items without their ids', ({ pens }) => [200, { pens: pens.map(({ name }) => ({ name })) }]],
  ['an error on the second page', ({ offset, right }) => (offset === 0 ? right : [500])],
])('Nothing is written to what was there before where its list was answered with %s', async (_, list) => {
  const { answer, touched } = serving(somebodys, list, old);
  const { run } = await judgePlayed(contract, answer, options);
  expect(touched).toEqual([]);
  expect(run.leftovers).toEqual([]);
  expect(verdictOf(run, 'pen:id-is-unique-on-create')).not.toMatch(/^broken/);
  expect(verdictOf(run, 'dropPen/204:status')).toMatch(
    /^untestable: .*listPens could not be read: .*\(--allow-unowned putPen --allow-unowned dropPen permits/,
  );
});

test.each<readonly [string, readonly Pen[], (listing: Listing) => Played]>([
  ['empty', [], ({ right }) => right],
  ['of several pages', somebodys, ({ right }) => right],
  [
    'of several pages, with a refusal behind the last',
    somebodys,
    ({ pens, offset, right }) => (offset > 0 && offset >= pens.length ? [400] : right),
  ],
  ['none, by a documented word for that', [], ({ pens, right }) => (pens.length === 0 ? [410] : right)],
  ['no content, as documented', [], ({ pens, right }) => (pens.length === 0 ? [204] : right)],
  ['null, as documented', [], ({ pens, right }) => (pens.length === 0 ? [200, { pens: null }] : right)],
  ['left out, as documented', [], ({ pens, right }) => (pens.length === 0 ? [200, {}] : right)],
  ['one that was cut off once', [], ({ before, right }) => (before === 1 ? [200, Buffer.from('{"pens":[')] : right)],
  ['one that failed once', [], ({ before, right }) => (before === 1 ? [500] : right)],
])('What the run makes is written to where the list before it was %s', async (_, there, list) => {
  const { answer, touched } = serving(there, list, (count) => `new-${count}`);
  const { run } = await judgePlayed(contract, answer, options);
  expect(touched).toEqual([]);
  expect(verdictOf(run, 'dropPen/204:status')).toBe('held');
  expect(verdictOf(run, 'putPen/200:status')).toBe('held');
  expect(run.leftovers).toEqual([]);
});

test('What is named with --allow-unowned is written to, though the list could not be read', async () => {
  const { answer } = serving(
    [],
    () => [500],
    (count) => `new-${count}`,
  );
  const { run } = await judgePlayed(contract, answer, { ...options, allowUnowned: ['putPen', 'dropPen'] });
  expect(verdictOf(run, 'dropPen/204:status')).toBe('held');
  expect(run.leftovers).toEqual([]);
});
