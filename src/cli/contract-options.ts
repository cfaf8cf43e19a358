import type { Command } from 'commander';
import { collected } from './run-command.ts';

/** Which contracts a command is about, as Commander gives them. */
export interface ContractOptions {
  readonly api?: readonly string[];
  readonly contract?: readonly string[];
}

/** Has a command take contracts; `howMany` says of each option how often. */
export const takingContracts = (
  command: Command,
  howMany: Readonly<Record<'api' | 'contract', string>> = {
    api: 'repeatable; all by default',
    contract: 'repeatable',
  },
): Command =>
  command
    .option('--api <id>', `a built-in contract (${howMany.api})`, collected)
    .option('--contract <file>', `a contract file (${howMany.contract})`, collected);
