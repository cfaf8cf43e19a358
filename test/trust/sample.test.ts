import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { loadContracts } from '../../scripts/trust/contracts.ts';
import { plant } from '../../scripts/trust/plant.ts';
import { unobservable } from '../../scripts/trust/unobservable.ts';
import type { Clause } from '../../src/contract/clause.ts';

const contracts = await loadContracts(null);

/** The first clause of each kind of promise, each from another API than the one before, as far as there are several. */
const sample = (): readonly Clause[] => {
  const observable = contracts.flatMap((contract) =>
    contract.clauses.filter((clause) => unobservable(contract, clause) === null),
  );
  return [...Map.groupBy(observable, ({ kind, subject }) => `${kind} of ${subject.of}`).values()].flatMap(
    (same, index) => {
      const apis = [...new Set(same.map(({ api }) => api))];
      return same.find(({ api }) => api === apis[index % apis.length]) ?? [];
    },
  );
};

test('A flaw of each kind of promise is found under the name of the clause that it breaks', {
  timeout: 300_000,
}, async () => {
  const clauses = sample();
  expect(clauses.length).toBeGreaterThan(40);
  const chosen = contracts.map((contract) => ({
    contract,
    clauses: clauses.filter(({ api }) => api === contract.id),
  }));
  const { planted, falseAlarms } = await plant(chosen, {
    server: 'second',
    file: null,
    seed: 2,
    width: availableParallelism(),
    isBrief: true,
    progressOf: () => () => undefined,
  });
  expect(falseAlarms).toEqual([]);
  expect(planted).toHaveLength(clauses.length);
  expect(planted.filter(({ isNamed }) => !isNamed).map(({ clause }) => clause.id)).toEqual([]);
});
