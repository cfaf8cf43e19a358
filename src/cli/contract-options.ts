import { type Command, Option } from 'commander';
import { shellWord } from '../shell-word.ts';
import { collected } from './run-command.ts';

/** Which contracts a command is about, as Commander gives them. */
export interface ContractOptions {
  readonly api?: readonly string[];
  readonly contract?: readonly string[];
  readonly allowRefs?: readonly string[];
}

/** The option that says where references of contract files may lead. */
export const allowRefsOption = (): Option =>
  new Option(
    '--allow-refs <folder>',
    "a folder, beside a contract's own, in which its $refs may lead to files (repeatable)",
  ).argParser(collected);

/** The words that repeat what the option allowed. */
export const allowedReferences = (folders: readonly string[] = []): readonly string[] =>
  folders.map((folder) => `--allow-refs ${shellWord(folder)}`);

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
    .option('--contract <file>', `a contract file (${howMany.contract})`, collected)
    .addOption(allowRefsOption());
