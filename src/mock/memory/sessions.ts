import type { Contract } from '../../contract/contract.ts';
import type { Faults } from '../faults/faults.ts';
import { sessionNameCharactersMax, sessionsMax } from '../limits.ts';
import { createRandom } from '../random.ts';
import { createClock } from './clock.ts';
import { documentedHoldings } from './documented-holdings.ts';
import type { ApiSession } from './memory.ts';
import type { Holdings } from './stored.ts';

/** A state of its own: what requests of one `x-mock-session` see and change. */
export interface Session {
  /** Empty for the requests that name none. */
  readonly name: string;
  /** By the ids of the APIs. */
  readonly apis: ReadonlyMap<string, ApiSession>;
  readonly faults: Faults;
  /** By which requests fail: apart from what the APIs make up, so that neither disturbs the other. */
  readonly chance: () => number;
}

/** All states of one mock. */
export interface Sessions {
  /** Gives the state of a name, which is made where there is none yet; a sentence where that can't be. */
  of(name: string): Session | string;
  /** Puts a state back to how it began. */
  reset(name: string): void;
  /** Puts other faults in the place of those of a state. */
  misbehave(name: string, faults: Faults): void;
  /** Puts other holdings in the place of those of some APIs. */
  replace(name: string, holdings: ReadonlyMap<string, Holdings>): void;
}

/** Gives a number that differs from name to name, so that sessions of one seed make different ids. */
const numberOf = (name: string): number =>
  [...name].reduce((hash, character) => (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0, 0);

/** Makes the states of a mock, each beginning with the documented examples, or with nothing. */
export const createSessions = (
  contracts: readonly Contract[],
  { empty, seed, faults }: { readonly empty: boolean; readonly seed: number; readonly faults: Faults },
): Sessions => {
  const sessions = new Map<string, Session>();

  const begin = (name: string, contract: Contract, index: number, holdings: Holdings): [string, ApiSession] => [
    contract.id,
    { holdings, random: createRandom(seed + numberOf(name) + index), clock: createClock() },
  ];
  const fresh = (name: string): Session => ({
    name,
    faults,
    chance: createRandom(seed + numberOf(name) + contracts.length),
    apis: new Map(
      contracts.map((contract, index) => begin(name, contract, index, documentedHoldings(contract, { empty }))),
    ),
  });

  const of = (name: string): Session | string => {
    const known = sessions.get(name);
    if (known !== undefined) return known;
    if (name.length > sessionNameCharactersMax)
      return `The name of the session is longer than ${sessionNameCharactersMax} characters.`;
    if (name !== '' && sessions.size >= sessionsMax) {
      return `The mock keeps ${sessionsMax} sessions already. Reset one that is done with: POST /__mock/reset with its x-mock-session.`;
    }
    const session = fresh(name);
    sessions.set(name, session);
    return session;
  };

  return {
    of,
    reset: (name) => void sessions.delete(name),
    misbehave(name, other) {
      const session = of(name);
      if (typeof session !== 'string') sessions.set(name, { ...session, faults: other });
    },
    replace(name, holdings) {
      const session = of(name);
      if (typeof session === 'string') return;
      const apis = new Map(
        [...session.apis].map(([id, api]) => [id, { ...api, holdings: holdings.get(id) ?? api.holdings }]),
      );
      sessions.set(name, { ...session, apis });
    },
  };
};
