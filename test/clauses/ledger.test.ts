import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { selectContracts } from '../../src/clauses/select-contracts.ts';

const contracts = await selectContracts({});

/** The ids of a contract as they were when somebody last said that they are right. */
const recorded = async (file: string): Promise<readonly string[]> => {
  const text = await readFile(join(import.meta.dirname, 'ledger', file), 'utf8').catch(() => '');
  return text.split('\n').filter((line) => line !== '');
};

test.each(contracts.map(({ id, clauses }) => ({ id, ids: clauses.map((clause) => clause.id) })))(
  'the ids of $id are unique, and those that they always were',
  async ({ id, ids }) => {
    expect(ids).toHaveLength(new Set(ids).size);
    const file = `${id}.txt`;
    const before = await recorded(file);
    const gone = before.filter((known) => !ids.includes(known));
    const added = ids.filter((present) => !before.includes(present));
    const renew = [
      `Ids are permanent: reports, baselines and other people's scripts name clauses by them (test/clauses/ledger/${file}).`,
      'If the contract itself promises something else now, renew the list, and tell of it in CHANGELOG.md:',
      `  npm run --silent clauses -- --api ${id} | cut -d ' ' -f 1 | LC_ALL=C sort > test/clauses/ledger/${file}`,
    ].join('\n');
    expect({ gone, added }, renew).toEqual({ gone: [], added: [] });
  },
);
