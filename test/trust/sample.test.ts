import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { batchesOf } from '../../scripts/trust/batches.ts';
import { loadContracts } from '../../scripts/trust/contracts.ts';
import { type Batch, plant } from '../../scripts/trust/plant.ts';
import { unobservable } from '../../scripts/trust/unobservable.ts';
import type { Clause } from '../../src/clauses/clause.ts';

/** So many clauses of a kind are looked at, to find one that needs no server of its own. */
const candidatesMax = 40;

const contracts = await loadContracts(null);

/** Clauses that are planted in as few servers as may be: one of each kind of promise, of the API in which it needs no further server, if there is one. */
const sample = (): readonly Batch[] => {
  const observable = contracts.flatMap((contract) =>
    contract.clauses.filter((clause) => unobservable(contract, clause) === null),
  );
  const kinds = Map.groupBy(observable, ({ kind, subject }) => `${kind} of ${subject.of}`);
  const chosen = new Map(contracts.map((contract) => [contract, [] as Clause[]]));
  for (const same of kinds.values()) {
    const candidates = [...chosen].flatMap(([contract, own]) =>
      same
        .filter(({ api }) => api === contract.id)
        .slice(0, candidatesMax)
        .map((clause) => ({
          clause,
          own,
          more: batchesOf(contract, [...own, clause]).length - batchesOf(contract, own).length,
        })),
    );
    const [best] = candidates.toSorted((one, other) => one.more - other.more || one.own.length - other.own.length);
    best?.own.push(best.clause);
  }
  return [...chosen].map(([contract, clauses]) => ({ contract, clauses }));
};

test('A flaw of each kind of promise is found under the name of the clause that it breaks', {
  timeout: 600_000,
}, async () => {
  const chosen = sample();
  const clauses = chosen.flatMap((batch) => batch.clauses);
  expect(clauses.length).toBeGreaterThan(40);
  expect(chosen.every((batch) => batch.clauses.length > 0)).toBe(true);
  const { planted, falseAlarms, unjudged } = await plant(chosen, {
    server: 'second',
    file: null,
    seed: 2,
    width: availableParallelism(),
    // `npm run trust` without --brief looks in the suite's own order, to the end.
    isBrief: true,
    progressOf: () => () => undefined,
  });
  expect(falseAlarms).toEqual([]);
  expect(unjudged).toEqual([]);
  expect(planted).toHaveLength(clauses.length);
  expect(planted.filter(({ isNamed }) => !isNamed).map(({ clause }) => clause.id)).toEqual([]);
});
