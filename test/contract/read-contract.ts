import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Contract } from '../../src/clauses/contract.ts';
import { loadContract } from '../../src/clauses/load-contract.ts';
import type { JsonObject } from '../../src/document/document.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** What a document says beside its title: `POST /` (`do`), which answers 200, where nothing else is said. */
export interface Said {
  readonly operation?: JsonObject;
  readonly pathItem?: JsonObject;
  readonly responses?: JsonObject;
  readonly root?: JsonObject;
}

/** Reads a contract called `one` of what its document says. */
export const readContract = async ({
  operation = {},
  pathItem = {},
  responses = {},
  root = {},
}: Said): Promise<Contract> => {
  const answers = { 200: { description: 'OK' }, ...responses };
  const document = {
    openapi: '3.1.0',
    info: { title: 'One', version: '1.0.0' },
    paths: { '/': { ...pathItem, post: { operationId: 'do', ...operation, responses: answers } } },
    ...root,
  };
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'one.json');
  await writeFile(file, JSON.stringify(document));
  // Awaited here, since the folder goes with this block.
  return await loadContract(file);
};
