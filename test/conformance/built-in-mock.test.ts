import { afterAll } from 'vitest';
import { describeConformance } from '../../conformance/describe-conformance.ts';
import { selectContracts } from '../../src/clauses/select-contracts.ts';
import { startMock } from '../../src/mock/start-mock.ts';

const credentials = { token: 'token-of-this-test', apiKey: 'key-of-this-test' };

/** Fewer values than by default: the run of the command has the breadth, this one shows that the second way in works. */
const runs = 4;

const contracts = await selectContracts({});
const mock = await startMock({ ...credentials, checkOutput: true });

for (const contract of contracts) {
  describeConformance({ ...credentials, contract, target: `${mock.url}/${contract.id}`, seed: 1, runs });
}

afterAll(() => mock.close());
