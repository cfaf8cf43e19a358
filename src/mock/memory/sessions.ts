import type { Contract } from '../../clauses/contract.ts';
import type { Faults } from '../faults/faults.ts';
import { sessionNameCharactersMax, sessionsMax } from '../settings/limits.ts';
import { createRandom } from '../settings/random.ts';
import { createClock } from './clock.ts';
import { documentedHoldings } from './documented-holdings.ts';
import type { ApiSession } from './memory.ts';
import { roomAdvice, whyNoRoom } from './room.ts';
import { bytesOf, type State } from './stored.ts';

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
  /** The state of a name, which is made where there is none yet; a sentence where that can't be. */
  of(name: string): Session | string;
  /** Puts a state back to how it began. */
  reset(name: string): void;
  /** Puts other faults in the place of those of a state. */
  setFaults(name: string, faults: Faults): void;
  /** Puts other holdings in the place of those of some APIs. Gives a sentence where there is no room for them. */
  replace(name: string, holdings: ReadonlyMap<string, State>): string | null;
}

/** A number that differs from name to name, so that sessions of one seed make different ids. */
const numberOf = (name: string): number =>
  [...name].reduce((hash, character) => (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0, 0);

/** Makes the states of a mock, each beginning with the documented examples, or with nothing. */
export const createSessions = (
  contracts: readonly Contract[],
  { empty, seed, faults }: { readonly empty: boolean; readonly seed: number; readonly faults: Faults },
): Sessions => {
  const sessions = new Map<string, Session>();

  /** What one session holds, and what all of them do. It is added up when it is asked for, since it changes in many places. */
  const heldBy = ({ apis }: Session): number => {
    let bytes = 0;
    for (const { holdings } of apis.values()) bytes += bytesOf(holdings);
    return bytes;
  };
  const held = (name: string) => {
    const own = sessions.get(name);
    let all = 0;
    for (const session of sessions.values()) all += heldBy(session);
    return { own: own === undefined ? 0 : heldBy(own), all };
  };

  const begin = (name: string, contract: Contract, index: number, holdings: State): [string, ApiSession] => [
    contract.id,
    {
      holdings,
      random: createRandom(seed + numberOf(name) + index),
      clock: createClock(),
      whyNoRoom: (bytes) => whyNoRoom(held(name), bytes),
    },
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
      return `The mock keeps ${sessionsMax} sessions already. ${roomAdvice}`;
    }
    const session = fresh(name);
    const reason = name === '' ? null : whyNoRoom(held(name), heldBy(session));
    if (reason !== null) return reason;
    sessions.set(name, session);
    return session;
  };

  return {
    of,
    reset: (name) => void sessions.delete(name),
    setFaults(name, other) {
      const session = of(name);
      if (typeof session !== 'string') sessions.set(name, { ...session, faults: other });
    },
    replace(name, holdings) {
      const session = of(name);
      if (typeof session === 'string') return session;
      const apis = new Map(
        [...session.apis].map(([id, api]) => [id, { ...api, holdings: holdings.get(id) ?? api.holdings }]),
      );
      const replaced = { ...session, apis };
      const { own, all } = held(name);
      const reason = whyNoRoom({ own: 0, all: all - own }, heldBy(replaced));
      if (reason === null) sessions.set(name, replaced);
      return reason;
    },
  };
};
