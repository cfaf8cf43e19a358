import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { generate } from '../../scripts/generate/generate.ts';
import { builtInContracts } from '../../src/clauses/select-contracts.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { compile } from './compile.ts';

const generated = join(import.meta.dirname, '..', '..', 'src', 'generated');
const script = join(import.meta.dirname, '..', '..', 'scripts', 'generate.ts');
const fourth = join(import.meta.dirname, 'fourth.yaml');

/** What a check says, each change on a line. */
const check = async (folder: string): Promise<readonly string[]> => {
  const changes = await generate({ folder, contractFiles: [], write: false });
  return changes.map(({ path, reason }) => `${path}: ${reason}`);
};

test('Generating again changes nothing in src/generated', async () => {
  expect(await check(generated)).toEqual([]);
});

test('A check names what is missing, stale and left over, and generating mends it', async () => {
  await using folder = await temporaryFolder();
  const [first = '', second = ''] = [...(await builtInContracts()).keys()];
  await generate({ folder: folder.path, contractFiles: [], write: true });
  await generate({ folder: folder.path, contractFiles: [fourth], write: true });
  await rm(join(folder.path, first, 'index.ts'));
  const stale = join(folder.path, second, 'schema.ts');
  const [header] = (await readFile(stale, 'utf8')).split('\n');
  await writeFile(stale, `${header}\nexport {};`);
  await writeFile(join(folder.path, 'notes.md'), 'Not ours.');
  const leftOver = ['document.json', 'index.ts', 'schema.ts'].map((file) => `fourth/${file}: left over`);
  const changed = [`${first}/index.ts: missing`, `${second}/schema.ts: stale`];
  expect(await check(folder.path)).toEqual([...changed, ...leftOver].toSorted());
  await generate({ folder: folder.path, contractFiles: [], write: true });
  expect(await check(folder.path)).toEqual([]);
  expect((await readdir(folder.path)).toSorted()).toEqual(
    [...(await builtInContracts()).keys(), 'notes.md'].toSorted(),
  );
});

test.each([
  { what: 'somebody’s own client', path: 'index.ts', text: 'export const client = 1;' },
  { what: 'somebody’s own document', path: 'document.json', text: '{}' },
])('$what is never replaced', async ({ path, text }) => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'fourth', path);
  await mkdir(join(folder.path, 'fourth'));
  await writeFile(file, text);
  for (const write of [false, true])
    await expect(generate({ folder: folder.path, contractFiles: [fourth], write })).rejects.toThrow(
      `${file} wasn't generated, and would be replaced. Move it away, or name another folder with --out.`,
    );
  expect(await readdir(join(folder.path, 'fourth'))).toEqual([path]);
  expect(await readFile(file, 'utf8')).toBe(text);
});

test('Generated files are known whatever ends their lines', async () => {
  await using folder = await temporaryFolder();
  const options = { folder: folder.path, contractFiles: [fourth] };
  const written = await generate({ ...options, write: true });
  for (const { path, text } of written) {
    await writeFile(join(folder.path, path), text?.replaceAll('\n', '\r\n') ?? '');
  }
  expect((await generate({ ...options, write: false })).map(({ reason }) => reason)).toEqual([
    'stale',
    'stale',
    'stale',
  ]);
});

test('A contract that nobody knew gets types and a client without any code', async () => {
  await using folder = await temporaryFolder();
  await generate({ folder: folder.path, contractFiles: [fourth], write: true });
  const entry = join(folder.path, 'fourth', 'index.ts');
  const from = `from ${JSON.stringify(relative(import.meta.dirname, entry))};`;
  const right = `
    import { createClient, sizeValues, type Order, type AcmeItem, type ShopItem, type Size, type String, type Paths, type _2ndHand } ${from}
    const client = createClient({ token: 'me:secret', apiKey: 'k' });
    const { data } = await client.POST('/orders', { body: { size: 'small' } });
    const order: Order | undefined = data;
    const sizes: readonly Size[] = sizeValues;
    const items: [AcmeItem, ShopItem, String, Paths, _2ndHand] = [{ acme: 1 }, { shop: 1 }, 's', 'p', true];
  `;
  const wrong = `
    import { createClient } ${from}
    const client = createClient({ baseUrl: 'https://example.com' });
    await client.POST('/orders', { body: { size: 'huge' } });
  `;
  const [none, problem] = compile([right, wrong]);
  expect(none).toBe('');
  expect(problem).toContain('"huge"');
});

test('Two schemas that would be one type are an error that names them', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'twins.yaml');
  const schemas = '{ a.Order: { type: string }, a_Order: { type: string }, Order: { type: string } }';
  await writeFile(
    file,
    `{ openapi: 3.1.0, info: { title: Twins, version: 1.0.0 }, components: { schemas: ${schemas} },
       paths: { /x: { get: { responses: { 200: { description: OK } } } } } }`,
  );
  const generating = generate({ folder: folder.path, contractFiles: [file], write: true });
  await expect(generating).rejects.toThrow('twins: the schemas a.Order and a_Order would both be the type AOrder.');
});

/** Each start of the command loads swagger-parser and openapi-typescript, which takes a second or more. */
const timeoutMs = 30_000;

test(
  'The command exits 1 for a check that finds something, and 2 where it is wrong itself',
  async () => {
    await using folder = await temporaryFolder();
    const command = (...options: readonly string[]) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...options], { encoding: 'utf8' });
      return { status, printed: stdout + stderr };
    };
    const about = ['--contract', fourth, '--out', folder.path];
    const missing = `${join(folder.path, 'fourth', 'index.ts')}: missing`;
    expect(command('--check', ...about)).toEqual({ status: 1, printed: expect.stringContaining(missing) });
    expect(await readdir(folder.path)).toEqual([]);
    expect(command(...about).status).toBe(0);
    expect(command('--chekc')).toEqual({ status: 2, printed: expect.stringContaining("'--chekc'") });
  },
  timeoutMs,
);
