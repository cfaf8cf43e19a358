import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadContracts } from '../../scripts/trust/contracts.ts';
import { plant } from '../../scripts/trust/plant.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';

/** Its mock says that it is too busy, after which a run asks for nothing more. */
const busy = `
openapi: 3.1.0
info: { title: Busy, version: 1.0.0 }
paths:
  /orders:
    get:
      operationId: listOrders
      parameters:
        - { name: first, in: query, required: true, schema: { type: string } }
        - { name: second, in: query, required: true, schema: { type: string } }
      responses: { 503: { description: It is too busy. } }
`;

test('A server without flaws that can’t be judged to the end is told of, and requests of both tries are counted', {
  timeout: 180_000,
}, async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'busy.yaml');
  await writeFile(file, busy);
  const contracts = await loadContracts(file);
  const chosen = contracts.map((contract) => ({
    contract,
    clauses: contract.clauses.filter(({ kind, subject }) => kind === 'required' && subject.of === 'request'),
  }));
  const { planted, falseAlarms, unjudged } = await plant(chosen, {
    server: 'mock',
    file,
    seed: 1,
    width: 1,
    isBrief: false,
    progressOf: () => () => undefined,
  });
  expect(falseAlarms).toEqual([]);
  const reason = 'The target is too busy to be judged: listOrders was answered 503.';
  expect(unjudged).toEqual([`busy, mock, the suite's defaults: ${reason}`]);
  // Each run sends one request: half of one among two flaws, rounded, and one alone.
  expect(planted.map(({ requests }) => requests)).toEqual([2, 2]);
});
