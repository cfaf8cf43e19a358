import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { digestOf, knownDocument } from '../../src/clauses/known-document.ts';
import { loadContract } from '../../src/clauses/load-contract.ts';
import { builtInContracts } from '../../src/clauses/select-contracts.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';

const files = [...(await builtInContracts())];

test.each(files)('%s is the same contract, whether it was known or is read afresh', async (id, file) => {
  const text = await readFile(file, 'utf8');
  expect(await knownDocument(id, text)).not.toBeNull();
  const [known, afresh] = [await loadContract(file), await loadContract(file, { afresh: true })];
  expect(JSON.stringify(known)).toBe(JSON.stringify(afresh));
});

test('A contract that says more than it did is read anew, and judged', async () => {
  await using folder = await temporaryFolder();
  const [[id, file] = ['', '']] = files;
  const text = await readFile(file, 'utf8');
  expect(await knownDocument(id, `${text}\n# One line more.\n`)).toBeNull();
  const changed = join(folder.path, `${id}.yaml`);
  await writeFile(changed, `${text}\nx-unheard-of:\n  - of: [\n`);
  await expect(loadContract(changed)).rejects.toThrow(`${id}.yaml`);
});

test('A contract with the name of a known one, but another text, is another', async () => {
  const [[id] = [''], [, other] = ['', '']] = files;
  expect(await knownDocument(id, await readFile(other, 'utf8'))).toBeNull();
  expect(await knownDocument('unheard-of', '')).toBeNull();
  expect(digestOf('')).toMatch(/^[0-9a-f]{64}$/);
});
