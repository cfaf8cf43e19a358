import { expect, test } from 'vitest';
import { readWorkload } from '../../scripts/bench/cases.ts';
import { ourMock } from '../../scripts/bench/subjects.ts';
import { guardedMock, measureSuite } from '../../scripts/bench/suite.ts';
import { startServer } from '../../scripts/server-process.ts';
import { selectContracts } from '../../src/clauses/select-contracts.ts';

const contracts = await selectContracts({ apis: ['lune'] });

test.each(contracts)(
  'The mock of $id is started by its command, and the suite judges it by its own',
  {
    timeout: 180_000,
  },
  async (contract) => {
    const unguarded = await startServer(ourMock(contract, readWorkload(contract)).command);
    await unguarded.close();
    const mock = await startServer(guardedMock);
    try {
      const { cases, requests } = await measureSuite(contract, mock);
      expect(cases).toBeGreaterThan(100);
      expect(requests).toBeGreaterThan(100);
    } finally {
      await mock.close();
    }
  },
);
