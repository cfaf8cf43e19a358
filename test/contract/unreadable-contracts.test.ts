import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContract } from '../../src/clauses/load-contract.ts';
import { schemaPromises } from '../../src/clauses/schema-clauses.ts';
import { selectContracts } from '../../src/clauses/select-contracts.ts';
import { ContractError } from '../../src/document/contract-error.ts';
import { follow } from '../../src/document/follow-reference.ts';
import { UsageError } from '../../src/document/usage-error.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = await temporaryFolder();
afterAll(() => folder[Symbol.asyncDispose]());

const head = 'openapi: 3.1.0\ninfo: { title: Things, version: 1.0.0 }\n';

interface Parts {
  /** What stands at the operation, from line 6 on. */
  readonly operation?: string;
  readonly responses?: string;
  /** What stands at the root, after the paths. */
  readonly root?: string;
}

/** A contract with one operation on line 5, which is fine but for the parts given. */
const contractText = ({ operation = '', responses = '{ "200": { description: OK } }', root = '' }: Parts): string =>
  [`${head}paths:`, '  /things:', '    get:', `      ${operation}`, `      responses: ${responses}`, root].join('\n');

const answering = (schema: string): string =>
  `{ "200": { description: OK, content: { application/json: { schema: ${schema} } } } }`;

const aliasBomb = ['a: &a [x, x, x, x, x, x, x, x, x]']
  .concat(
    [...'bcdefgh'].map((name, index) => {
      const alias = `*${'abcdefg'[index]}`;
      return `${name}: &${name} [${Array.from({ length: 9 }, () => alias).join(', ')}]`;
    }),
  )
  .join('\n');

const things = 'x-resources: { thing: { id: id } }';
const notUtf8 = Uint8Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256);

/** Forty schemas, each of which is made of the next one, twice. */
const doubling = Array.from({ length: 40 }, (_, index) => {
  const next = `{ $ref: "#/components/schemas/A${index + 1}" }`;
  return `    A${index}: { allOf: [${next}, ${next}] }\n`;
}).join('');

interface Row {
  readonly what: string;
  readonly text: string | Uint8Array;
  readonly line: number | null;
  readonly says: string;
  readonly next: string;
  readonly file?: string;
}

const rows: readonly Row[] = [
  // No text, no YAML, no map.
  { what: 'binary garbage', text: notUtf8, line: null, says: 'is not text in UTF-8', next: 'in YAML or JSON' },
  {
    what: 'another encoding',
    text: Buffer.from(contractText({}), 'utf16le').subarray(1),
    line: 1,
    says: 'holds no map',
    next: 'OpenAPI 3.1',
  },
  { what: 'an empty file', text: '', line: 1, says: 'holds no map', next: 'OpenAPI 3.1 document' },
  { what: 'nothing but a comment', text: '# Soon.\n', line: 1, says: 'holds no map', next: 'OpenAPI 3.1 document' },
  { what: 'a list', text: '- openapi: 3.1.0\n', line: 1, says: 'holds no map', next: 'OpenAPI 3.1 document' },
  { what: 'bad YAML', text: `${head}paths: [\n`, line: 4, says: 'is not valid YAML', next: 'Correct the YAML there' },
  {
    what: 'bad JSON',
    file: 'bad.json',
    text: '{\n  "openapi": "3.1.0",\n  "info": {]\n}\n',
    line: 3,
    says: 'is not valid YAML',
    next: 'Correct',
  },
  {
    what: 'a bad indentation',
    text: `${head}paths:\n  /a:\n    get: {}\n   put: {}\n`,
    line: 6,
    says: 'is not valid YAML',
    next: 'Correct the YAML there',
  },
  { what: 'a key twice', text: `${head}info: {}\n`, line: 3, says: 'must be unique', next: 'Correct the YAML there' },
  {
    what: 'two documents',
    text: `${contractText({})}\n---\n${contractText({})}`,
    line: 9,
    says: 'A second YAML document',
    next: 'a file of its own',
  },

  // Built to exhaust.
  {
    what: 'an alias bomb',
    text: `${head}${aliasBomb}`,
    line: null,
    says: 'Excessive alias count',
    next: 'Write out what the aliases stand for',
  },
  {
    what: 'a large text, many times by alias',
    text: `${head}x-a: &a ${'x'.repeat(200_000)}\nx-b: [${'*a, '.repeat(400)}]`,
    line: null,
    says: 'too large',
    next: 'Write out',
  },
  {
    what: 'an alias within itself',
    text: `${head}x-a: &a { b: *a }`,
    line: null,
    says: 'stands inside the very thing',
    next: 'Write out',
  },
  { what: 'an alias of nothing', text: `${head}x-a: *nothing`, line: null, says: 'nothing', next: 'Write out' },
  {
    what: 'lists in lists, 50,000 deep',
    text: `${head}x-a: ${'['.repeat(50_000)}`,
    line: 3,
    says: 'nests deeper than 200',
    next: 'Nest it less',
  },
  {
    what: 'maps in maps, 50,000 deep',
    file: 'deep.json',
    text: `{"openapi":"3.1.0",\n"x-a":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`,
    line: 2,
    says: 'nests deeper than 200',
    next: 'Nest it less',
  },
  {
    what: 'schemas in schemas, 300 deep',
    text: contractText({ root: `components:\n  schemas:\n    A: ${'{ items: '.repeat(300)}true${' }'.repeat(300)}` }),
    line: 10,
    says: 'nests deeper than 200',
    next: 'Move inner parts to components',
  },
  {
    what: 'schemas of which each is made of the next, twice',
    text: contractText({ root: `components:\n  schemas:\n${doubling}    A40: {}` }),
    line: 10,
    says: 'this is made of more than 100000 schemas',
    next: 'Refer to each of them once',
  },

  // Not OpenAPI 3.1.
  {
    what: 'Swagger 2',
    text: 'swagger: "2.0"\ninfo: { title: Old, version: 1.0.0 }\npaths: {}\n',
    line: 1,
    says: 'is not OpenAPI 3.1 (Swagger 2.0)',
    next: 'a converter',
  },
  {
    what: 'OpenAPI 3.0',
    text: '# Old.\nopenapi: 3.0.3\ninfo: { title: Old, version: 1.0.0 }\npaths: {}\n',
    line: 2,
    says: 'is not OpenAPI 3.1 (openapi: "3.0.3")',
    next: 'a converter',
  },
  {
    what: 'a version that is a number',
    text: 'openapi: 3.1\n',
    line: 1,
    says: 'is not OpenAPI 3.1 (openapi: 3.1)',
    next: 'OpenAPI 3.1 document',
  },
  {
    what: 'another kind of file',
    text: 'name: x\n',
    line: 1,
    says: 'is not OpenAPI 3.1',
    next: 'OpenAPI 3.1 document',
  },
  { what: 'no paths', text: head, line: 1, says: 'has no operations', next: 'under paths' },
  { what: 'empty paths', text: `${head}paths: {}\n`, line: 3, says: 'has no operations', next: 'under paths' },
  { what: 'paths in a list', text: `${head}paths: []\n`, line: 3, says: '/paths must be object', next: 'OpenAPI 3.1' },
  {
    what: 'a status that is none',
    text: contractText({ responses: '{ ok: { description: OK } }' }),
    line: 7,
    says: 'must not have the property "ok"',
    next: 'OpenAPI 3.1 specification',
  },
  {
    what: 'a parameter in an unknown place',
    text: contractText({ operation: 'parameters: [{ name: a, in: body, schema: {} }]' }),
    line: 6,
    says: 'must be one of "query", "header", "path", "cookie"',
    next: 'OpenAPI 3.1 specification',
  },
  {
    what: 'a path parameter that nothing describes',
    text: contractText({}).replace('/things', '/things/{id}'),
    line: 5,
    says: 'The path /things/{id} has {id}',
    next: 'Describe it under parameters',
  },
  {
    what: 'one operationId twice',
    text: contractText({
      operation: 'operationId: a',
      root: '    put:\n      operationId: a\n      responses: { "200": { description: OK } }',
    }),
    line: 8,
    says: 'Two operations are called a.',
    next: 'an operationId of its own',
  },

  // References.
  {
    what: 'a dangling $ref',
    text: contractText({ responses: '{ "200": { $ref: "#/components/responses/Nope" } }' }),
    line: 7,
    says: '$ref "#/components/responses/Nope" leads nowhere',
    next: 'Correct the reference',
  },
  {
    what: 'a dangling $ref in a schema',
    text: contractText({ responses: answering('\n        { $ref: "#/components/schemas/Nope" }\n      ') }),
    line: 8,
    says: '$ref "#/components/schemas/Nope" leads nowhere',
    next: 'Correct the reference',
  },
  {
    what: 'a $ref to a file that is not there',
    text: contractText({ responses: '{ "200": { $ref: "nope.yaml#/ok" } }' }),
    line: 7,
    says: '$ref "nope.yaml#/ok" cannot be followed. There is no such file.',
    next: 'Correct the reference',
  },
  {
    what: 'a $ref to a device that never ends',
    text: contractText({ responses: '{ "200": { $ref: "/dev/zero#/ok" } }' }),
    line: 7,
    says: '$ref "/dev/zero#/ok" leads outside the contract\'s folder.',
    next: 'allow its own with --allow-refs',
  },
  {
    what: 'a circle of schemas',
    text: contractText({
      responses: answering('{ $ref: "#/components/schemas/A" }'),
      root: 'components:\n  schemas:\n    A: { $ref: "#/components/schemas/B" }\n    B: { $ref: "#/components/schemas/A" }',
    }),
    line: 11,
    says: 'goes in a circle: #/components/schemas/A → #/components/schemas/B → #/components/schemas/A',
    next: 'say what it is',
  },
  {
    what: 'a circle of responses',
    text: contractText({
      responses: '{ "200": { $ref: "#/components/responses/A" } }',
      root: 'components:\n  responses:\n    A: { $ref: "#/components/responses/A" }',
    }),
    line: 10,
    says: 'goes in a circle',
    next: 'say what it is',
  },
  {
    what: 'a schema that is part of itself',
    text: contractText({
      responses: answering('{ $ref: "#/components/schemas/A" }'),
      root: 'components:\n  schemas:\n    A: { anyOf: [{ type: string }, { $ref: "#/components/schemas/A" }] }',
    }),
    line: 10,
    says: 'goes in a circle: #/components/schemas/A → #/components/schemas/A/anyOf/1 → #/components/schemas/A',
    next: 'say what it is',
  },

  {
    what: 'a misspelt type',
    text: contractText({ responses: answering('{ type: strnig }') }),
    line: 7,
    says: 'This schema is not valid JSON Schema: it must be one of "array"',
    next: 'See JSON Schema 2020-12',
  },
  ...['$id: "https://a.example/b"', '$anchor: a', '$dynamicAnchor: a', '$dynamicRef: "#a"'].map((keyword) => ({
    what: `a schema with ${keyword}`,
    text: contractText({ responses: answering(`{ ${keyword} }`) }),
    line: 7,
    says: `This schema has ${keyword.split(':')[0]}, but references are read by JSON Pointer only.`,
    next: 'refer to schemas by their places',
  })),

  {
    what: 'a misspelt type, where a name begins with x-',
    text: contractText({
      responses: '{ "200": { description: OK, headers: { x-id: { schema: { type: strnig } } } } }',
    }),
    line: 7,
    says: 'This schema is not valid JSON Schema: it must be one of "array"',
    next: 'See JSON Schema 2020-12',
  },

  // The vocabulary.
  {
    what: 'a misspelt word',
    text: contractText({ operation: 'x-dose: { list: thing }', root: things }),
    line: 6,
    says: 'x-dose is not a word of the vocabulary. (/paths/~1things/get/x-dose)',
    next: 'Did you mean x-does?',
  },
  {
    what: 'a word in the wrong place',
    text: contractText({ operation: 'x-secret: full' }),
    line: 6,
    says: 'x-secret has no meaning where it stands (operation).',
    next: 'It belongs in: schema.',
  },
  {
    what: 'a wrong value',
    text: contractText({ operation: 'x-level: must' }),
    line: 6,
    says: 'x-level does not fit the vocabulary: must be one of "MUST", "SHOULD", "MAY".',
    next: 'docs/vocabulary.md',
  },
  {
    what: 'an unknown action',
    text: contractText({ operation: 'x-does: { lists: thing }', root: things }),
    line: 6,
    says: 'x-does does not fit the vocabulary',
    next: 'docs/vocabulary.md',
  },
  {
    what: 'an unknown key of a resource',
    text: contractText({ root: 'x-resources:\n  thing:\n    id: id\n    ones: /data' }),
    line: 9,
    says: 'must not have the property "ones"',
    next: 'docs/vocabulary.md',
  },
  {
    what: 'a document that is not named',
    text: contractText({ operation: 'x-source: { document: "2", says: So }', root: 'x-documents: { "1": One }' }),
    line: 6,
    says: 'x-source names "2", which is no key of x-documents.',
    next: 'Known are: 1.',
  },
  {
    what: 'a resource that is not named',
    text: contractText({ operation: 'x-does: { list: thin }', root: things }),
    line: 6,
    says: 'x-does names "thin", which is no resource of x-resources.',
    next: 'Known are: thing.',
  },
  {
    what: 'a parent that is not named',
    text: contractText({ root: 'x-resources: { part: { id: id, parent: { thing_id: thing } } }' }),
    line: 8,
    says: 'x-resources names "thing"',
    next: 'Known are: part.',
  },
  {
    what: 'values of a resource that is not named',
    text: contractText({ responses: answering('{ x-values: thing }') }),
    line: 7,
    says: 'x-values names "thing"',
    next: 'owner, unspecified, url',
  },
  {
    what: 'two operations that do the same, said in another order',
    text: contractText({
      operation: 'x-does: { replace: thing }',
      root: `    put:\n      x-does: { omitted: { a: keep }, replace: thing }\n      responses: { "200": { description: OK } }\n${things}`,
    }),
    line: 9,
    says: 'Two operations say that they replace thing.',
    next: 'The other stands at /paths/~1things/get.',
  },

  // Names that objects inherit.
  {
    what: 'a word called __proto__',
    text: contractText({ operation: 'x-does: { list: __proto__ }', root: things }),
    line: 6,
    says: 'x-does names "__proto__"',
    next: 'Known are: thing.',
  },
  {
    what: 'a $ref to what every object inherits',
    text: contractText({ responses: '{ "200": { $ref: "#/__proto__" } }' }),
    line: 7,
    says: '$ref "#/__proto__" leads nowhere',
    next: 'Correct the reference',
  },
];

/** The error with which a file is refused. */
const refusal = async (file: string): Promise<ContractError> => {
  const outcome: unknown = await loadContract(file).catch((error: unknown) => error);
  if (outcome instanceof ContractError) return outcome;
  throw new Error(`There was no ContractError: ${outcome instanceof Error ? outcome.stack : 'it was read'}`);
};

interface Expected {
  readonly line: number | null;
  readonly says: string;
  readonly next: string;
}

const expectTelling = (error: ContractError, file: string, { line, says, next }: Expected): void => {
  const [first = '', ...others] = error.message.split('\n');
  const place = line === null ? file : `${file}:${line}`;
  expect(first.slice(0, place.length + 2)).toBe(`${place}: `);
  expect(first).toContain(says);
  expect(first.slice(first.indexOf(says))).toContain(next);
  expect(first).toMatch(/[.?]$/);
  expect([error.file, error.line]).toEqual([file, line]);
  expect(others.filter((other) => !other.startsWith(file) && !/^… and \d+ more\.$/.test(other))).toEqual([]);
  expect(error.message).not.toMatch(/node_modules|^\s+at |undefined|\[object/m);
};

describe('a file that is no contract is refused with the place, the reason and the next step', () => {
  test.each(rows)('$what', async ({ file = 'thing.yaml', text, ...expected }) => {
    const path = join(folder.path, file);
    await writeFile(path, text);
    expectTelling(await refusal(path), path, expected);
  });

  const next = 'in YAML or JSON';
  test.each([
    { what: 'a missing file', file: 'none.yaml', make: async () => {}, says: 'There is no such file.', next },
    { what: 'a folder', file: 'folder.yaml', make: (path: string) => mkdir(path), says: 'This is a folder.', next },
    {
      what: 'a link to itself',
      file: 'loop.yaml',
      make: (path: string) => symlink(path, path),
      says: 'This file cannot be read (ELOOP).',
      next,
    },
    {
      what: 'a device that never ends',
      file: 'zero.yaml',
      make: (path: string) => symlink('/dev/zero', path),
      says: 'This is not a regular file.',
      next,
    },
    {
      what: 'a file of 40 MB',
      file: 'large.yaml',
      make: async (path: string) => {
        await writeFile(path, head);
        await truncate(path, 40_000_000);
      },
      says: 'This file has 40000000 bytes; 33554432 are read at most.',
      next,
    },
    {
      what: 'a name that cannot stand in a URL',
      file: 'my contract.yaml',
      make: (path: string) => writeFile(path, contractText({})),
      says: 'The file\'s base name, "my contract", is the contract\'s id',
      next: 'Rename the file',
    },
    {
      what: 'a name that climbs',
      file: '..yaml',
      make: (path: string) => writeFile(path, contractText({})),
      says: "The file's base name",
      next: 'Rename the file',
    },
  ])('$what', async ({ file, make, says, next: step }) => {
    const path = join(folder.path, file);
    await make(path);
    expectTelling(await refusal(path), path, { line: null, says, next: step });
  });

  test('ten problems are told at most, and how many more there are', async () => {
    const path = join(folder.path, 'thing.yaml');
    const words = Array.from({ length: 25 }, (_, index) => `p${index}: { x-page: limit }`).join(', ');
    await writeFile(path, contractText({ responses: answering(`{ properties: { ${words} } }`) }));
    const lines = (await refusal(path)).message.split('\n');
    expect([lines.length, lines.at(-1)]).toEqual([11, '… and 15 more.']);
  });
});

test('two operations with one unknown action are told of that, and not that they do the same', async () => {
  const path = join(folder.path, 'thing.yaml');
  const put = '    put:\n      x-does: { lists: thing }\n      responses: { "200": { description: OK } }';
  await writeFile(path, contractText({ operation: 'x-does: { lists: thing }', root: `${put}\n${things}` }));
  const { message } = await refusal(path);
  expect(message.match(/does not fit the vocabulary/g)).toHaveLength(2);
  expect(message).not.toContain('Two operations');
});

describe('a reference to the network is told as such, and nobody is called', () => {
  let connections = 0;
  const count = (): void => {
    connections++;
  };
  beforeAll(() => subscribe('net.client.socket', count));
  afterAll(() => unsubscribe('net.client.socket', count));

  test.each(['http://other.example/other.yaml#/ok', 'HTTPS://other.example/other.yaml', 'http://127.0.0.1:1/a.yaml'])(
    '%s',
    async (ref) => {
      const direct = join(folder.path, 'direct.yaml');
      await writeFile(direct, contractText({ responses: `{ "200": { $ref: "${ref}" } }` }));
      const says = `$ref "${ref}" leads to the network, which is never asked.`;
      expectTelling(await refusal(direct), direct, { line: 7, says, next: 'a copy in a local file' });

      // Through another file, of which only the name is known; what was tried is told as a download.
      const indirect = join(folder.path, 'indirect.yaml');
      await writeFile(join(folder.path, 'other.yaml'), `ok: { $ref: "${ref}" }\n`);
      await writeFile(indirect, contractText({ responses: '{ "200": { $ref: "other.yaml#/ok" } }' }));
      const { message } = await refusal(indirect);
      expect(message.toLowerCase()).toContain(ref.split('#')[0]?.toLowerCase());
      expect(message).not.toMatch(/download/i);
      expect(connections).toBe(0);
    },
  );
});

test('Schemas of which each holds the next twice are walked in time, and judged whole where there are too many', () => {
  const names = [...Array(40).keys()].map((index) => {
    const next = { $ref: `#/A${index + 1}` };
    return [`A${index}`, { properties: { a: next, b: next } }] as const;
  });
  const document = { ...Object.fromEntries(names), A40: {} };
  const promises = schemaPromises(document, follow(document, { $ref: '#/A0' }, '', []), 'response');
  expect([...new Set(promises.map(({ keyword }) => keyword))]).toEqual(['$ref']);
});

describe('what is unusual but a contract is read', () => {
  test.each([
    {
      what: 'a schema that holds itself',
      text: contractText({
        responses: answering('{ $ref: "#/components/schemas/A" }'),
        root: 'components:\n  schemas:\n    A: { properties: { next: { $ref: "#/components/schemas/A" } } }',
      }),
    },
    { what: 'a byte order mark', text: `\uFEFF${contractText({})}` },
    {
      what: 'somebody else’s extension',
      text: contractText({ operation: 'x-internal: true\n      x-name: { a: 1 }\n      x-type: 1' }),
    },
    {
      what: 'examples, and a property, with the names of schemas',
      text: contractText({
        root: `x-a: { $anchor: a }\nx-b: { $anchor: a }\ncomponents:
  examples: { a: { value: { $id: user-1 } }, b: { value: { $id: user-1, $dynamicAnchor: a } } }
  schemas: { A: { properties: { $id: { type: string } }, example: { $id: user-1 }, enum: [{ $id: a }] } }`,
      }),
    },
    { what: 'a date', text: contractText({ root: 'x-date: 2024-01-01' }) },
    { what: 'CRLF', text: contractText({}).replaceAll('\n', '\r\n') },
    { what: 'keys that objects inherit', text: contractText({ root: 'x-a: { __proto__: { polluted: true } }' }) },
    {
      what: 'a status that is a number',
      text: contractText({ responses: '\n        200:\n          description: OK' }),
    },
    {
      what: 'JSON',
      text: JSON.stringify({
        openapi: '3.1.1',
        info: { title: 'T', version: '1' },
        paths: { '/things': { get: { responses: { 200: { description: 'OK' } } } } },
      }),
    },
  ])('$what', async ({ text }) => {
    const path = join(folder.path, 'thing.yaml');
    await writeFile(path, text);
    const contract = await loadContract(path);
    expect(contract.operations.map(({ id }) => id)).toEqual(['get_things']);
    expect(contract.clauses.map(({ id }) => id)).toContain('thing/get_things/200:status');
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test.each([
    { name: 'other.yaml', ref: 'other.yaml' },
    { name: 'another #1 %.yaml', ref: 'another%20%231%20%25.yaml' },
  ])('references to other local files are followed: $name', async ({ name, ref }) => {
    const path = join(folder.path, 'thing.yaml');
    await writeFile(join(folder.path, name), 'A: { type: object, properties: { a: { type: integer } } }\n');
    await writeFile(path, contractText({ responses: answering(`{ $ref: "${ref}#/A" }`) }));
    const { clauses } = await loadContract(path);
    expect(clauses.map(({ id }) => id)).toContain('thing/get_things/200/body/a:type');
  });
});

describe('a selection that is wrong in itself', () => {
  test.each([
    { selection: { apis: ['lnue'] }, says: 'There is no contract "lnue". Did you mean lune?' },
    { selection: { apis: ['zzzzzzzzzz'] }, says: 'Known are: cloudflare, lune, management.' },
    { selection: { apis: ['__proto__'] }, says: 'There is no contract "__proto__".' },
    { selection: { files: ['a/x.yaml', 'b/x.json'] }, says: 'rename one of a/x.yaml, b/x.json.' },
  ])('$selection: $says', async ({ selection, says }) => {
    const outcome: unknown = await selectContracts(selection).catch((error: unknown) => error);
    expect(outcome).toBeInstanceOf(UsageError);
    expect((outcome as UsageError).message).toContain(says);
  });

  test('files replace the built-in contracts, unless some of those are named too', async () => {
    const path = join(folder.path, 'thing.yaml');
    await writeFile(path, contractText({}));
    const ids = async (selection: Parameters<typeof selectContracts>[0]) =>
      (await selectContracts(selection)).map(({ id }) => id);
    expect(await ids({ files: [path] })).toEqual(['thing']);
    expect(await ids({ files: [path], apis: ['lune'] })).toEqual(['thing', 'lune']);
    expect(await ids({})).toEqual(['cloudflare', 'lune', 'management']);
  });
});
