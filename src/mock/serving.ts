import type { Contract } from '../clauses/contract.ts';
import { UsageError } from '../document/usage-error.ts';
import { once } from '../once.ts';
import { type Answer, createAnswerer } from './answer-request.ts';
import { createEngine } from './engine.ts';
import { type Breakable, faultsOf, firstBreakMistake } from './faults/faults.ts';
import { createFlawedAnswer } from './flawed-answer.ts';
import { createJournal, type Journal } from './journal/journal.ts';
import { entryMask } from './journal/masked-entry.ts';
import { maskValues } from './journal/masked-values.ts';
import { createSessions, type Sessions } from './memory/sessions.ts';
import type { MockSettings } from './options.ts';

/** What a mock serves, and all that grows from it. */
export interface Serving {
  readonly contracts: readonly Contract[];
  readonly sessions: Sessions;
  readonly journal: Journal;
  readonly answer: Answer;
}

/** Throws a UsageError for the first clause that can't be broken. */
export const checkBreaks = (breakable: Breakable, clauses: readonly string[]): void => {
  const stranger = clauses.find((id) => typeof id !== 'string');
  if (stranger !== undefined)
    throw new UsageError(`A clause is named by its id, and not by ${JSON.stringify(stranger)}.`);
  const mistake = firstBreakMistake(breakable, clauses);
  if (mistake !== null) throw new UsageError(mistake);
};

/** Begins to serve contracts: with the state that they document, an empty journal, and the faults that the settings ask for. Delays end when `closing` is aborted. */
export const serve = (
  contracts: readonly Contract[],
  settings: MockSettings & { readonly seed: number },
  { closing, seeded }: { readonly closing: AbortSignal; readonly seeded: boolean },
): Serving => {
  const engineOptions = {
    accepted: { token: settings.token, apiKey: settings.apiKey },
    seed: seeded ? String(settings.seed) : undefined,
    checkOutput: settings.checkOutput,
    stateless: settings.stateless,
  };
  const mounts = contracts.map((contract) => ({
    contract,
    stateless: settings.stateless,
    engine: once(() => createEngine(contract, engineOptions)),
    flawedAnswer: once(() => createFlawedAnswer(contract, engineOptions.accepted)),
  }));
  const faults = faultsOf(settings);
  checkBreaks({ contracts, stateless: settings.stateless }, faults.break);
  const sessions = createSessions(contracts, { empty: settings.empty, seed: settings.seed, faults });
  const masked = maskValues([settings.token, settings.apiKey, settings.controlToken]);
  const journal = createJournal(entryMask(contracts, masked));
  const answer = createAnswerer({ mounts, sessions, journal, masked, settings }, closing);
  return { contracts, sessions, journal, answer };
};
