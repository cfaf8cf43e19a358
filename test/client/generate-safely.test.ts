import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { generate } from '../../scripts/generate/generate.ts';
import { GenerateError } from '../../scripts/generate/generate-error.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { json, startTinyServer } from './tiny-server.ts';

const contract = (more: object = {}, components: object = {}): string =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Pets', version: '1' },
    paths: {
      '/pets': {
        get: {
          operationId: 'listPets',
          responses: { '200': { description: 'All', content: { 'application/json': { schema: {}, ...more } } } },
        },
      },
    },
    components,
  });

const written = async (folder: string, text: string, name = 'pets.json'): Promise<string> => {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
};

describe('What stands where generated files would', () => {
  test('and leads elsewhere is not written through', async () => {
    await using folder = await temporaryFolder();
    const file = await written(folder.path, contract());
    const [out, others] = [join(folder.path, 'out'), join(folder.path, 'others')];
    await mkdir(out);
    await mkdir(others);
    await symlink(others, join(out, 'pets'));
    await expect(generate({ folder: out, contractFiles: [file], write: true })).rejects.toThrow(
      new GenerateError(`${join(out, 'pets')} is no folder. Move it away, or name another folder.`),
    );
    expect(await readdir(others)).toEqual([]);
  });

  test.each([
    ['a dangling link', (path: string) => symlink('nowhere', path)],
    ['a folder', (path: string) => mkdir(path)],
    ['a pipe', async (path: string) => void execFileSync('mkfifo', [path])],
  ])('and is %s, is named', async (_, make) => {
    await using folder = await temporaryFolder();
    const file = await written(folder.path, contract());
    const index = join(folder.path, 'out', 'pets', 'index.ts');
    await mkdir(join(folder.path, 'out', 'pets'), { recursive: true });
    await make(index);
    await expect(generate({ folder: join(folder.path, 'out'), contractFiles: [file], write: true })).rejects.toThrow(
      `${index} is no regular file.`,
    );
  });

  test('is no folder at all, which is said', async () => {
    await using folder = await temporaryFolder();
    const file = await written(folder.path, contract());
    await expect(generate({ folder: file, contractFiles: [file], write: true })).rejects.toThrow(
      `${file} can't be read or written (ENOTDIR).`,
    );
  });
});

test('A line break in the name of a folder begins no line of a generated file', async () => {
  await using folder = await temporaryFolder();
  const inner = join(folder.path, 'a\nglobalThis.harm = 1;\n');
  await mkdir(inner);
  const out = join(folder.path, 'out');
  await generate({ folder: out, contractFiles: [await written(inner, contract())], write: true });
  for (const name of ['index.ts', 'schema.ts'])
    expect(await readFile(join(out, 'pets', name), 'utf8')).not.toMatch(/^globalThis/m);
});

test('Generating asks nobody for anything that a contract names', async () => {
  await using server = await startTinyServer(json(200, {}));
  await using folder = await temporaryFolder();
  const pet = { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } };
  const text = contract(
    { examples: { one: { externalValue: `${server.url}/example` } } },
    {
      schemas: {
        Cat: pet,
        Pet: {
          oneOf: [{ $ref: '#/components/schemas/Cat' }],
          discriminator: { propertyName: 'kind', mapping: { cat: `${server.url}/cat`, dog: './dog.yaml' } },
        },
      },
    },
  );
  const out = join(folder.path, 'out');
  await generate({ folder: out, contractFiles: [await written(folder.path, text)], write: true });
  expect(server.received).toEqual([]);
  expect(await readFile(join(out, 'pets', 'schema.ts'), 'utf8')).toContain('Pet:');
});
