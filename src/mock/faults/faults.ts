import type { Clause } from '../../clauses/clause.ts';
import type { Contract } from '../../clauses/contract.ts';
import { didYouMean } from '../../document/did-you-mean.ts';
import { invocation } from '../../invocation.ts';
import { brokenClausesMax, idCharactersMax } from '../settings/limits.ts';

/** The ways in which a request that fails by chance is answered. */
export const failures = ['503', '429', 'drop'] as const;
export type Failure = (typeof failures)[number];

/** The status of each; a dropped connection has none. */
export const failureStatuses = { '503': 503, '429': 429, drop: null } as const satisfies Readonly<
  Record<Failure, number | null>
>;

/** What is wrong with a mock on purpose. */
export interface Faults {
  /** The ids of clauses that are broken. */
  readonly break: readonly string[];
  /** How long every answer of an API is held back, in milliseconds. */
  readonly delayMs: number;
  /** The share of requests to an API that fails, from 0 to 1. */
  readonly failRate: number;
  /** How they fail: refused with 503 or 429, or by a connection that is dropped. */
  readonly failWith: Failure;
}

/** Fills in what isn't given: nothing is wrong. */
export const faultsOf = (given: Partial<Faults>): Faults => ({
  break: given.break ?? [],
  delayMs: given.delayMs ?? 0,
  failRate: given.failRate ?? 0,
  failWith: given.failWith ?? '503',
});

/** What clauses are to be broken of. */
export interface Breakable {
  readonly contracts: readonly Contract[];
  /** Whether nothing is remembered. */
  readonly stateless: boolean;
}

/** The first mistake in a list of clauses that are to be broken, or null. */
export const firstBreakMistake = (breakable: Breakable, ids: readonly string[]): string | null => {
  if (ids.length > brokenClausesMax) return `No more than ${brokenClausesMax} clauses are broken at once.`;
  for (const id of ids) {
    const mistake = breakMistake(breakable, id);
    if (mistake !== null) return mistake;
  }
  return null;
};

/** Why a clause can't be broken, with a next step, or nothing where it can. */
const breakMistake = ({ contracts, stateless }: Breakable, id: string): string | null => {
  if (id.length > idCharactersMax) return `No clause has an id of more than ${idCharactersMax} characters.`;
  const [api] = id.split('/');
  const contract = contracts.find((one) => one.id === api);
  const known = (contract === undefined ? contracts : [contract]).flatMap(({ clauses }) => clauses);
  const clause = known.find((one) => one.id === id);
  if (clause === undefined) {
    const meant = didYouMean(
      id,
      known.map((one) => one.id),
    );
    return `There is no clause ${id}. ${meant || `All are printed by: ${invocation('clauses')}`}`.trim();
  }
  if (stateless && clause.subject.of === 'resource') {
    return `${id} is about what is remembered, and a stateless mock remembers nothing. Leave out one of both.`;
  }
  return clause.notApplicable === null ? null : `The clause ${id} cannot be broken: ${clause.notApplicable}.`;
};

/** The clauses that are broken in one request, by the operation that they speak of. */
export type BrokenClauses = ReadonlyMap<string, readonly Clause[]>;

const none: BrokenClauses = new Map();

/** Looks up the clauses of one API by their ids, for the operation of a request to be found at once. Ids of other APIs are left out. */
export const brokenClauses = (contract: Contract, ids: readonly string[]): BrokenClauses => {
  if (ids.length === 0) return none;
  const wanted = new Set(ids);
  return Map.groupBy(
    contract.clauses.filter(({ id }) => wanted.has(id)),
    ({ operation }) => operation,
  );
};
