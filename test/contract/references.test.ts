import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContract, type ReadingOptions } from '../../src/clauses/load-contract.ts';
import { secretProperties } from '../../src/contract/secret-properties.ts';
import { ContractError } from '../../src/document/contract-error.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { filesMax } from '../../src/document/gather-files.ts';
import { findReferences, splitReference } from '../../src/document/reference-places.ts';
import { UsageError } from '../../src/document/usage-error.ts';
import { placeOfPattern } from '../../src/schema/patterns-in.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = await temporaryFolder();
afterAll(() => folder[Symbol.asyncDispose]());

const secret = 'wb-secret-4711';
const at = (...names: readonly string[]): string => join(folder.path, ...names);

const write = async (path: string, value: JsonValue | string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, typeof value === 'string' ? value : JSON.stringify(value));
};

/** The one operation's response has this schema; `root` stands beside the paths. */
const contract = (schema: JsonValue, root: Readonly<Record<string, JsonValue>> = {}, media: object = {}): JsonValue =>
  ({
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
    paths: {
      '/things': {
        get: { responses: { 200: { description: 'OK', content: { 'application/json': { schema, ...media } } } } },
      },
    },
    ...root,
  }) as JsonValue;

const read = async (document: JsonValue, options?: ReadingOptions) => {
  await write(at('api', 'thing.json'), document);
  return loadContract(at('api', 'thing.json'), options);
};

const refusal = async (document: JsonValue): Promise<string> => {
  const outcome: unknown = await read(document).catch((error: unknown) => error);
  if (outcome instanceof ContractError) return outcome.message;
  throw new Error(`There was no ContractError: ${outcome instanceof Error ? outcome.stack : 'it was read'}`);
};

beforeAll(async () => {
  await write(at('outside', 'secret.yaml'), `type: object\nproperties: { ${secret}: { type: string } }\n`);
  await write(at('outside', 'secret.txt'), secret);
  await write(at('api', 'own.yaml'), 'A: { type: object, properties: { a: { type: integer } } }\n');
  await write(at('api', 'notes.txt'), `${secret}\nand more: of\n  it`);
  await symlink(at('outside', 'secret.yaml'), at('api', 'link.yaml'));
  await symlink(at('outside'), at('api', 'folder'));
  await symlink(at('api', 'own.yaml'), at('api', 'own-link.yaml'));
  await mkdir(at('api', 'sub'));
  execFileSync('mkfifo', [at('api', 'pipe.yaml')]);
});

test.each(['.env.yaml', '.config/keys.yaml', './sub/../.config/keys.yaml', 'seen.yaml'])(
  'a reference to something hidden in the folder, %s, is refused, and nothing of the file is told',
  async (ref) => {
    await write(at('api', '.env.yaml'), `A: { description: ${secret} }\n`);
    await write(at('api', '.config', 'keys.yaml'), `A: { description: ${secret} }\n`);
    await rm(at('api', 'seen.yaml'), { force: true });
    await symlink(at('api', '.env.yaml'), at('api', 'seen.yaml'));
    const message = await refusal(contract({ $ref: `${ref}#/A` }));
    expect(message).toContain('leads to a hidden file, or into a hidden folder.');
    expect(message).not.toContain(secret);
  },
);

describe('a reference that leads out of the folder is refused, and nothing of the file is told', () => {
  test.each([
    '../outside/secret.yaml',
    '../outside/none.yaml',
    '%2e%2e/outside/secret.yaml',
    './sub/../../outside/secret.yaml',
    'link.yaml',
    'folder/secret.yaml',
    at('outside', 'secret.yaml'),
    pathToFileURL(at('outside', 'secret.yaml')).href,
    '/proc/self/environ',
    '/dev/zero',
    '//proc/self/environ',
    'file:///etc/hostname',
    '..',
    '.',
    '/',
  ])('%s', async (ref) => {
    const message = await refusal(contract({ $ref: ref }));
    expect(message).toContain(`$ref ${JSON.stringify(ref)} leads outside the contract's folder. (/paths/~1things/get/`);
    expect(message).toContain('--allow-refs');
    expect(message).not.toContain(secret);
  });

  test('also through a file inside, which is named', async () => {
    await write(at('api', 'sub', 'inner.yaml'), 'B:\n  $ref: ../../outside/secret.yaml\n');
    const message = await refusal(contract({ $ref: 'sub/inner.yaml#/B' }));
    expect(message).toContain(`${at('api', 'sub', 'inner.yaml')}:2: $ref "../../outside/secret.yaml" leads outside`);
    expect(message).not.toContain(secret);
  });
});

test.each([
  ['sub', 'cannot be followed. This is a folder.'],
  ['pipe.yaml', 'cannot be followed. This is not a regular file.'],
  ['none.yaml', 'cannot be followed. There is no such file.'],
  ['a%00.yaml', 'cannot be followed. No file can have this name.'],
  ['%E0%A4%A.yaml', 'is no path of a file.'],
  ['file://host/a.yaml', 'is no path of a file.'],
  ['ftp://host/a.yaml', 'is no path of a file.'],
  ['http://host/a.yaml', 'leads to the network'],
  ['own.yaml#/B', 'leads nowhere'],
  ['own.yaml#B', 'names no place by a JSON Pointer.'],
  ['#B', 'names no place by a JSON Pointer.'],
])('a reference to %s is refused: it %s', async (ref, says) => {
  expect(await refusal(contract({ $ref: ref }))).toContain(`$ref ${JSON.stringify(ref)} ${says}`);
});

test('of a file inside that is no contract, nothing is told', async () => {
  const message = await refusal(contract({ $ref: 'notes.txt' }));
  expect(message).toContain(at('api', 'notes.txt'));
  expect(message).not.toContain(secret);
});

const ref = { $ref: 'own.yaml#/A' };
const inner = { $ref: '#/components/schemas/A' };

describe('a reference in a value is refused, wherever it leads', () => {
  test.each<[string, JsonValue]>([
    ['example', contract({ example: { a: [ref] } })],
    ['examples', contract({ examples: [{ a: inner }] })],
    ['const', contract({ const: ref })],
    ['enum', contract({ enum: [inner] })],
    ['default', contract({ properties: { a: { default: { a: ref } } } })],
    ['an example of a media type', contract({}, {}, { example: { a: ref } })],
    ['the value of an example', contract({}, {}, { examples: { one: { value: { a: inner } } } })],
    ['the value of a shared example', contract({}, { components: { examples: { one: { value: ref } } } })],
    ['parameters of a link', contract({}, { components: { links: { one: { parameters: { a: ref } } } } })],
    ['the body of a link', contract({}, { components: { links: { one: { requestBody: ref } } } })],
    ['const below $defs', contract({ $defs: { const: { const: ref } } })],
  ])('%s', async (_what, document) => {
    expect(await refusal(document)).toMatch(/may not stand in a value\. \(\/.*\/\$ref\) Write out/);
  });
});

describe('a reference to a file is refused where OpenAPI allows none', () => {
  test.each<[string, JsonValue]>([
    ['an extension', contract({ 'x-a': { b: ref } })],
    ['the servers', contract({}, { servers: [ref] })],
    ['a list of names', contract({ properties: { $ref: 'own.yaml#/A' } })],
    ['components', contract({}, { components: { schemas: { $ref: 'own.yaml' } } })],
    ['a mapping', contract({ discriminator: { propertyName: 'a', mapping: { $ref: 'own.yaml' } } })],
    ['a path that is an extension', contract({}, { paths: { 'x-a': ref } })],
  ])('%s', async (_what, document) => {
    expect(await refusal(document)).toContain('may not stand here: OpenAPI 3.1 allows no reference.');
  });

  test('one inside the document is left alone in somebody else’s extension', async () => {
    const { document } = await read(contract({ 'x-a': inner }, { components: { schemas: { A: {} } } }));
    expect(JSON.stringify(document)).toContain('"x-a":{"$ref":"#/components/schemas/A"}');
  });
});

describe('a reference is followed where it may stand', () => {
  const clausesOf = async (document: JsonValue, options?: ReadingOptions): Promise<readonly string[]> =>
    (await read(document, options)).clauses.map(({ id }) => id);
  const promised = 'thing/get_things/200/body/a:type';

  test('by any name that leads into the folder', async () => {
    const urls = ['own.yaml', './own.yaml', 'sub/../own.yaml', 'own-link.yaml', at('api', 'own.yaml'), 'own%2Eyaml'];
    for (const url of [...urls, pathToFileURL(at('api', 'own.yaml')).href])
      expect(await clausesOf(contract({ $ref: `${url}#/A` }))).toContain(promised);
  });

  test('a property may have the name of any keyword', async () => {
    const names = ['example', 'default', 'const', 'enum', 'examples', 'value', 'x-a', 'properties'];
    const properties = Object.fromEntries(names.map((name) => [name, { $ref: 'own.yaml#/A' }]));
    const ids = await clausesOf(contract({ properties: { ...properties, $ref: { type: 'string' } } }));
    for (const name of names) expect(ids).toContain(`thing/get_things/200/body/${name}/a:type`);
    expect(ids).toContain('thing/get_things/200/body/$ref:type');
  });

  test('through files that refer to each other, and back to the contract', async () => {
    await write(
      at('api', 'sub', 'one.yaml'),
      'A: { properties: { b: { $ref: two.yaml } } }\nunused: { $ref: ../../outside/secret.yaml }\n',
    );
    await write(
      at('api', 'sub', 'two.yaml'),
      'properties: { c: { $ref: "../thing.json#/components/schemas/A" }, d: { $ref: "#/x-d" } }\nx-d: { type: string }\n',
    );
    const ids = await clausesOf(
      contract({ $ref: 'sub/one.yaml#/A' }, { components: { schemas: { A: { type: 'integer' } } } }),
    );
    expect(ids).toContain('thing/get_things/200/body/b/c:type');
    expect(ids).toContain('thing/get_things/200/body/b/d:type');
  });

  test('through files that hold each other', async () => {
    await write(at('api', 'sub', 'a.yaml'), 'properties: { b: { $ref: b.yaml }, n: { type: integer } }\n');
    await write(at('api', 'sub', 'b.yaml'), 'properties: { a: { $ref: a.yaml }, m: { type: integer } }\n');
    const { document, clauses } = await read(contract({ $ref: 'sub/a.yaml' }));
    expect(clauses.map(({ id }) => id)).toContain('thing/get_things/200/body/b/m:type');
    expect([...findReferences(document, 'root', '')].filter(({ ref }) => !ref.startsWith('#'))).toEqual([]);
  });

  test('to a folder that is allowed, in which links are followed', async () => {
    const document = contract({ $ref: '../outside/secret.yaml' });
    expect(await clausesOf(document, { allowRefs: [at('outside')] })).toContain(
      `thing/get_things/200/body/${secret}:type`,
    );
    await expect(read(document, { allowRefs: [at('none')] })).rejects.toThrow(UsageError);
    await expect(read(document, { allowRefs: [at('api', 'sub')] })).rejects.toThrow(
      "leads outside the contract's folder",
    );
  });

  test('what /proc makes while it is read is no file, even where it is allowed', async () => {
    const document = contract({ $ref: '/proc/self/environ' });
    await expect(read(document, { allowRefs: ['/'] })).rejects.toThrow(
      /cannot be followed\. (This is not a regular file|There is no such file)/,
    );
  });
});

test('many files are read, and no more than the bound', async () => {
  const many = await temporaryFolder();
  const file = join(many.path, 'many.json');
  const count = 300;
  const names = Array.from({ length: count }, (_, index) => `next-${index}.json`);
  for (const [index, name] of names.entries()) await write(join(many.path, name), { title: String(index) });
  await write(file, contract({ allOf: names.map((name) => ({ $ref: name })) }));
  expect((await loadContract(file)).operations).toHaveLength(1);
  expect(filesMax).toBeGreaterThan(count);
  await many[Symbol.asyncDispose]();
});

test('a file that is changed while it is read does not change what was read', async () => {
  const { document } = await read(contract({ $ref: 'own.yaml#/A' }));
  await writeFile(at('api', 'own.yaml'), `A: { const: ${secret} }`);
  expect(JSON.stringify(document)).not.toContain(secret);
  expect(await readFile(at('api', 'own.yaml'), 'utf8')).toContain(secret);
});

test('references are split at their fragment', () => {
  expect(splitReference('a%20b.yaml#/c%25~1d')).toEqual({ path: 'a%20b.yaml', pointer: '/c%~1d' });
  expect(splitReference('#/%')).toEqual({ path: '', pointer: null });
  expect(splitReference('a#b')).toEqual({ path: 'a', pointer: null });
});

test('a callback is a reference, or holds path items', () => {
  const callbacks = { a: { $ref: 'a.yaml' }, b: { '{$url}': { post: { requestBody: { $ref: 'b.yaml' } } } } };
  expect([...findReferences({ callbacks }, 'operation', '')].map(({ ref: found, as }) => [found, as])).toEqual([
    ['a.yaml', 'callback'],
    ['b.yaml', 'request body'],
  ]);
});

describe('A schema that stands where none has to, and is referred to,', () => {
  const elsewhere = (schemas: JsonValue): JsonValue => contract({ $ref: '#/x-schemas/A' }, { 'x-schemas': schemas });
  const ref = (name: string): JsonValue => ({ $ref: `#/x-schemas/${name}` });

  test('may not go in a circle', async () => {
    const circle = elsewhere({ A: { allOf: [ref('B')] }, B: { allOf: [ref('A')] } });
    await expect(read(circle)).rejects.toThrow('goes in a circle: #/x-schemas/A → ');
  });

  test('may not be made of more schemas than anybody can follow', async () => {
    const doubling = Array.from({ length: 30 }, (_, index) => [
      `B${index}`,
      { allOf: [ref(`B${index + 1}`), ref(`B${index + 1}`)] },
    ]);
    const exhausting = elsewhere({ A: ref('B0'), ...Object.fromEntries(doubling), B30: {} });
    await expect(read(exhausting)).rejects.toThrow('this is made of more than 100000 schemas');
  });

  test('declares secrets, and patterns with their places, as any other', async () => {
    const text = { type: 'string', pattern: '^a', 'x-secret': 'full' };
    const found = await read(elsewhere({ A: { properties: { key: text } } }));
    expect([...secretProperties(found)]).toEqual(['key']);
    expect(placeOfPattern(found.document, '^a')).toBe('/x-schemas/A/properties/key/pattern');
  });

  test('may hold no word that is misspelt', async () => {
    await expect(read(elsewhere({ A: { properties: { key: { 'x-secrte': 'full' } } } }))).rejects.toThrow('x-secrte');
  });
});
