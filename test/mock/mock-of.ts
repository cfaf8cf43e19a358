import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MockOptions } from '../../src/mock/options.ts';
import { type Mock, startMock } from '../../src/mock/start-mock.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';

/** Starts a mock of a contract that is written down in a test, as `notes`. */
export const mockOf = async (contract: object, options: MockOptions = {}): Promise<Mock> => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'notes.yaml');
  await writeFile(file, JSON.stringify({ openapi: '3.1.0', info: { title: 'Notes', version: '1' }, ...contract }));
  return await startMock({ contracts: [file], ...options });
};
