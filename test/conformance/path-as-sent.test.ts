import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { whyMisread, whyOthersPath } from '../../conformance/target/path-as-sent.ts';
import { loadContract } from '../../src/clauses/load-contract.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { judgePlayed, type Played, type SeenRequest, verdictOf } from './played-server.ts';

const done = '{ responses: { "204": { description: A } } }';
const inPath = (...names: readonly string[]): string =>
  `parameters: [${names.map((name) => `{ name: ${name}, in: path, required: true, schema: { type: string } }`).join(', ')}]`;

const document = `
openapi: 3.1.0
info: { title: Paths, version: "1" }
paths:
  /cups/{id}: { ${inPath('id')}, delete: ${done} }
  /cups/all: { delete: ${done} }
  /cups/m%65: { get: ${done} }
  /cups/größe: { get: ${done} }
  /cups/{id}.old: { ${inPath('id')}, get: ${done} }
  /cups/{id}/{part}: { ${inPath('id', 'part')}, put: ${done} }
  /{kind}/all/lids: { ${inPath('kind')}, put: ${done} }
  /cups/{id}/lids: { ${inPath('id')}, put: ${done} }
  /lids/{id}/..: { ${inPath('id')}, put: ${done} }
  /teams/{team}/cups/{id}: { ${inPath('team', 'id')}, delete: ${done} }
  /sets/{ids}:
    parameters: [{ name: ids, in: path, required: true, style: matrix, explode: true, schema: { type: array, items: { type: string } } }]
    delete: ${done}
`;

const read = async () => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, 'paths.yaml'), document);
  return await loadContract(join(folder.path, 'paths.yaml'));
};
const contract = await read();

const ownerValues = new Map([['team', ['a/b']]]);

const why = (path: string, values: Readonly<Record<string, JsonValue>>) => {
  const operation = contract.operations.find((one) => one.path === path);
  if (operation === undefined) throw new Error(`The contract has no ${path}.`);
  const parameters = Object.fromEntries(Object.entries(values).map(([name, value]) => [`path ${name}`, value]));
  return {
    written: whyMisread(contract, operation, parameters, ownerValues),
    read: whyOthersPath(contract, operation, parameters),
  };
};

test.each([
  ['a plain one', '/cups/{id}', { id: 'c1' }],
  ['a number', '/cups/{id}', { id: 17 }],
  ['a space inside', '/cups/{id}', { id: 'a cup' }],
  ['letters beyond ASCII', '/cups/{id}', { id: 'größer à' }],
  ['a sign of percent', '/cups/{id}', { id: '100%' }],
  ['what looks like an encoded letter', '/cups/{id}', { id: 'a%41' }],
  ['punctuation', '/cups/{id}', { id: "a:b,c@d=e+f&g!*'()~" }],
  ['dots inside', '/cups/{id}', { id: 'a..b' }],
  ['three dots', '/cups/{id}', { id: '...' }],
  ['a word of another path with more', '/cups/{id}', { id: 'allx' }],
  ['the end of another template alone', '/cups/{id}', { id: '.old' }],
  ['what is concrete in the template itself', '/cups/{id}/lids', { id: 'c1' }],
  ['a slash that the owner gave', '/teams/{team}/cups/{id}', { team: 'a/b', id: 'c1' }],
  ['several values of its own style', '/sets/{ids}', { ids: ['a', 'b'] }],
])('A path with %s is its own', (_, path, values) => {
  expect(why(path, values as Readonly<Record<string, JsonValue>>)).toEqual({ written: null, read: null });
});

test.each([
  ['is concrete', '/cups/{id}', { id: 'all' }, '/cups/all'],
  ['is concrete, in another case', '/cups/{id}', { id: 'ALL' }, '/cups/all'],
  ['is concrete and encoded in the contract', '/cups/{id}', { id: 'me' }, '/cups/m%65'],
  ['is concrete and no ASCII', '/cups/{id}', { id: 'größe' }, '/cups/größe'],
  ['is concrete, twice encoded', '/cups/{id}', { id: 'a%6Cl' }, '/cups/all'],
  ['says more of a segment', '/cups/{id}', { id: '1.old' }, '/cups/{id}.old'],
  ['says more of one segment, and less of another', '/cups/{id}/lids', { id: 'all' }, '/{kind}/all/lids'],
  ['is as long', '/cups/{id}/{part}', { id: 'c1', part: 'lids' }, '/cups/{id}/lids'],
])('A path that %s is another’s, for reads and writes', (_, path, values, other) => {
  const found = why(path, values as Readonly<Record<string, JsonValue>>);
  expect(found.read).toContain(`is the path ${other} of the contract`);
  expect(found.written).toBe(found.read);
});

test.each([
  ['a dot segment', '/cups/{id}/{part}', { id: 'c1', part: '..' }],
  ['a dot segment of one dot', '/cups/{id}/{part}', { id: 'c1', part: '.' }],
  ['a dot segment twice encoded', '/cups/{id}/{part}', { id: 'c1', part: '%2e%2E' }],
  ['a dot segment with a parameter', '/cups/{id}/{part}', { id: 'c1', part: '..;v' }],
  ['a dot segment with a tab in it', '/cups/{id}/{part}', { id: 'c1', part: '.\t.' }],
  ['a dot segment with spaces around', '/cups/{id}/{part}', { id: 'c1', part: ' .. ' }],
  ['a way up', '/cups/{id}', { id: '../users/7' }],
  ['an encoded way up', '/cups/{id}', { id: '..%2fusers%2f7' }],
  ['a way up with backslashes', '/cups/{id}', { id: '..\\users' }],
  ['a slash', '/cups/{id}', { id: 'c1/all' }],
  ['an encoded slash', '/cups/{id}', { id: 'c1%2Fall' }],
  ['a slash encoded twice', '/cups/{id}', { id: 'c1%252Fall' }],
  ['a backslash', '/cups/{id}', { id: 'c1\\all' }],
  ['a query', '/cups/{id}', { id: 'c1?all' }],
  ['a fragment', '/cups/{id}', { id: 'c1#all' }],
  ['a parameter of its segment', '/cups/{id}', { id: 'c1;all' }],
  ['a null character', '/cups/{id}', { id: 'c1\u0000' }],
  ['a line break', '/cups/{id}', { id: 'c1\r\n' }],
  ['a space at its end', '/cups/{id}', { id: 'c1 ' }],
  ['nothing', '/cups/{id}/{part}', { id: 'c1', part: '' }],
  ['a slash where the owner gave another text', '/teams/{team}/cups/{id}', { team: 'a/c', id: 'c1' }],
  ['a slash beside one that the owner gave', '/teams/{team}/cups/{id}', { team: 'a/b', id: 'c/1' }],
  ['a slash in one of several values', '/sets/{ids}', { ids: ['a', 'b/c'] }],
])('No write goes to a path with %s', (_, path, values) => {
  expect(why(path, values as Readonly<Record<string, JsonValue>>).written).toMatch(/could take it for another path$/);
});

test('A template that leads up itself is left to who decides about operations', () => {
  expect(why('/lids/{id}/..', { id: 'c1' }).written).toBeNull();
});

const cup =
  '{ type: object, required: [name], properties: { id: { type: string, readOnly: true }, name: { type: string, minLength: 1 } } }';
const shown = `{ description: A, content: { application/json: { schema: ${cup} } } }`;
const body = `requestBody: { required: true, content: { application/json: { schema: ${cup} } } }`;
const id = '{ name: id, in: path, required: true, schema: { type: string } }';

const cups = `
openapi: 3.1.0
info: { title: Cups, version: "1" }
x-resources: { cup: { id: id, one: "", many: "" } }
paths:
  /cups:
    get: { x-does: { list: cup }, responses: { "200": { description: A, content: { application/json: { schema: { type: array, items: ${cup} } } } } } }
    post: { operationId: addCup, x-does: { create: cup }, ${body}, responses: { "201": ${shown}, "400": { description: B } } }
  /cups/current: { get: { operationId: getCurrent, responses: { "200": ${shown} } }, delete: { operationId: dropCurrent, responses: { "204": { description: A } } } }
  /cups/{id}:
    parameters: [${id}]
    get: { x-does: { read: cup }, responses: { "200": ${shown}, "404": { description: B } } }
    put: { x-does: { replace: cup }, ${body}, responses: { "200": ${shown}, "400": { description: B }, "404": { description: B } } }
    delete: { operationId: dropCup, x-does: { delete: cup }, responses: { "204": { description: A }, "404": { description: B } } }
  /cups/{id}/{step}:
    parameters: [${id}, { name: step, in: path, required: true, schema: { enum: [".."] } }]
    delete: { operationId: dropStep, responses: { "204": { description: A }, "404": { description: B } } }
`;

const nameIn = (text: string): unknown => {
  try {
    return (JSON.parse(text) as { readonly name?: unknown } | null)?.name;
  } catch {
    return undefined;
  }
};

/** A server of one kind of cups, which gives ids by the number of those that it made. */
const serving = (newId: (count: number) => string) => {
  const kept = new Map<string, object>();
  let count = 0;
  const ofAll = ({ method, body: text }: SeenRequest): Played => {
    if (method === 'GET') return [200, [...kept.values()]];
    const name = nameIn(text);
    if (typeof name !== 'string' || name === '') return [400];
    const made = { name, id: newId(count++) };
    kept.set(made.id, made);
    return [201, made];
  };
  const ofOne = (asked: string, { method, body: text }: SeenRequest): Played => {
    if (!kept.has(asked)) return [404];
    if (method === 'DELETE') return kept.delete(asked) ? [204] : [404];
    const name = nameIn(text);
    if (method === 'PUT' && (typeof name !== 'string' || name === '')) return [400];
    if (method === 'PUT') kept.set(asked, { name, id: asked });
    return [200, kept.get(asked)];
  };
  return (seen: SeenRequest): Played => {
    if (seen.path === '/cups') return ofAll(seen);
    if (seen.path === '/cups/current') return [200, { id: 'x', name: 'n' }];
    return ofOne(decodeURIComponent(seen.path.slice('/cups/'.length)), seen);
  };
};

const options = { allowUnowned: [], skip: ['*:media-type'] };

const writesIn = (requests: readonly SeenRequest[]) =>
  requests.filter(({ method }) => !['GET', 'POST'].includes(method));

test.each(['current', 'Current', '../users/7', '..%2fusers%2f7', 'a\\b', '..;x', '7\u0000', '..'])(
  'Nothing is written to what a creation answers with the id of, where that is %j; it is left over, and the rest untestable',
  async (given) => {
    const { run, requests } = await judgePlayed(
      cups,
      serving(() => given),
      options,
    );
    expect(writesIn(requests)).toEqual([]);
    expect(verdictOf(run, 'dropCup/204:status')).toMatch(/^untestable: /);
    expect(run.leftovers.length).toBeGreaterThan(0);
  },
);

test.each([(count: number) => `größe ${count} 100%`, (count: number) => `a:b@c,${count}`])(
  'Ids that are harmless, though they are encoded, are written to, and nothing is left',
  async (newId) => {
    const { run, requests } = await judgePlayed(cups, serving(newId), options);
    expect(writesIn(requests).length).toBeGreaterThan(0);
    expect(verdictOf(run, 'dropCup/204:status')).toBe('held');
    expect(run.leftovers).toEqual([]);
    expect(run.findings.map(({ clause }) => clause)).toEqual([]);
    // What the contract itself puts into a path is held to the same.
    expect(requests.filter(({ path }) => /%2e/i.test(path))).toEqual([]);
    expect(verdictOf(run, 'dropStep/204:status')).toMatch(/^untestable: .* could take it for another path$/);
  },
);
