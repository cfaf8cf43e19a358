import { Command } from 'commander';
import type { Baseline } from '../../conformance/settings/baseline.ts';
import type { RunOptions } from '../../conformance/settings/options.ts';
import type { Contract } from '../clauses/contract.ts';
import { UsageError } from '../document/usage-error.ts';
import { invocation } from '../invocation.ts';
import { shellWord } from '../shell-word.ts';
import { allowedReferences, type ContractOptions, takingContracts } from './contract-options.ts';
import { collected, numberOption } from './run-command.ts';

/** The options as Commander gives them. */
export interface Options extends ContractOptions {
  readonly target?: string;
  readonly token?: string;
  readonly apiKey?: string;
  readonly header?: readonly string[];
  readonly set?: readonly string[];
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly readOnly?: boolean;
  readonly allowUnowned?: readonly string[];
  readonly plan?: boolean;
  readonly runs?: number;
  readonly budget?: number;
  readonly rate?: number;
  readonly timeout?: number;
  readonly seed?: number;
  readonly replay?: string;
  readonly strict?: boolean;
  readonly baseline?: string;
  readonly baselineUpdate?: boolean;
  readonly report?: string;
}

const name = invocation('conformance');

/** The command, without what it does. */
export const program = takingContracts(
  new Command(name)
    .description(
      'Judges a server by a contract: sends requests that the contract permits and ones that break a single clause of it, and says which promises hold.',
    )
    .usage('[options]')
    .option(
      '--target <url>',
      "what stands for the contract's server URL; without it, the built-in mock on a free port",
    ),
  { api: 'repeatable without --target', contract: 'repeatable without --target' },
)
  .option('--token <token>', 'Bearer token; better from WEBHOOK_CONTRACTS_TOKEN')
  .option('--api-key <key>', 'API key; better from WEBHOOK_CONTRACTS_API_KEY')
  .option('--header <header>', "a further header, as 'Name: value' (repeatable)", collected)
  .option('--set <name=values>', 'values that only the owner knows, separated by commas (repeatable)', collected)
  .option('--only <glob>', 'only these clauses or operations; * stands for anything (repeatable)', collected)
  .option('--skip <glob>', 'not these clauses or operations (repeatable)', collected)
  .option('--read-only', 'send nothing that writes')
  .option(
    '--allow-unowned <glob>',
    'also send these operations, which may change or delete what the run did not make (repeatable); --plan lists them',
    collected,
  )
  .option('--plan', 'say what would be sent, and send nothing')
  .option('--runs <n>', 'values per check', numberOption('--runs'))
  .option('--budget <seconds>', 'end after so long, planning included', numberOption('--budget'))
  .option('--rate <rps>', "requests a second (10 where the target isn't on loopback)", numberOption('--rate'))
  .option('--timeout <ms>', 'how long an answer may take', numberOption('--timeout'))
  .option('--seed <n>', 'repeat the choices of an earlier run', numberOption('--seed'))
  .option('--replay <line>', 'repeat one counterexample, as a finding names it')
  .option('--strict', 'a broken SHOULD fails the run too')
  .option(
    '--baseline <file>',
    'clauses known to be broken; one that holds after all, or matches nothing, fails the run',
  )
  .option('--baseline-update', 'bring the file of --baseline up to date with what the run shows')
  .option(
    '--report <folder>',
    'where report.html, report.json and junit.xml are written (default: report; for --replay: nowhere)',
  )
  .addHelpText(
    'after',
    `
Exit status: 0 conformant, 1 a MUST is broken (with --strict: or a SHOULD) or a line of the baseline stale, 2 the command is wrong, or a conformant run's report can't be written, 3 the target could not be judged, 130 interrupted.

Examples:
  ${name}
  ${name} --api ID --target http://127.0.0.1:4010/ID --token t
  ${name} --contract ./my-api.yaml --target https://staging.example.com --read-only`,
  );

const pairs = (values: readonly string[], option: string, separator: string): [string, string][] =>
  values.map((value) => {
    const at = value.indexOf(separator);
    if (at > 0) return [value.slice(0, at).trim(), value.slice(at + 1).trim()];
    throw new UsageError(
      `${option} ${JSON.stringify(value)} has no ${separator === '=' ? 'equals sign' : 'colon'}. Give NAME${separator}VALUE.`,
    );
  });

/** What runs are given besides what the options say. */
export interface Given {
  readonly signal: AbortSignal;
  readonly baseline: Baseline | undefined;
}

/** What the suite calls by other names than the command line does. Throws a UsageError for a pair that is none. */
export const runOptionsOf = (options: Options, given: Given): Omit<RunOptions, 'target'> => ({
  token: options.token ?? process.env.WEBHOOK_CONTRACTS_TOKEN,
  apiKey: options.apiKey ?? process.env.WEBHOOK_CONTRACTS_API_KEY,
  headers: Object.fromEntries(pairs(options.header ?? [], '--header', ':')),
  set: Object.fromEntries(pairs(options.set ?? [], '--set', '=').map(([name, values]) => [name, values.split(',')])),
  only: options.only,
  skip: options.skip,
  readOnly: options.readOnly,
  allowUnowned: options.allowUnowned,
  runs: options.runs,
  budgetSeconds: options.budget,
  requestsPerSecond: options.rate,
  timeoutMs: options.timeout,
  seed: options.seed,
  replay: options.replay,
  strict: options.strict,
  ...given,
});

/** The command that repeats a run as carefully as it was made, without what is secret. */
export const commandOf = (options: Options, contract: Contract): string => {
  const words = [name];
  if (options.contract === undefined || options.api !== undefined) words.push(`--api ${contract.id}`);
  for (const file of options.contract ?? []) words.push(`--contract ${shellWord(file)}`);
  words.push(...allowedReferences(options.allowRefs));
  if (options.target !== undefined) words.push(`--target ${shellWord(options.target)}`);
  for (const set of options.set ?? []) words.push(`--set ${shellWord(set)}`);
  for (const header of options.header ?? []) words.push(`--header ${shellWord(`${header.split(':')[0]}: …`)}`);
  if (options.readOnly) words.push('--read-only');
  for (const glob of options.allowUnowned ?? []) words.push(`--allow-unowned ${shellWord(glob)}`);
  if (options.rate !== undefined) words.push(`--rate ${options.rate}`);
  if (options.timeout !== undefined) words.push(`--timeout ${options.timeout}`);
  return words.join(' ');
};
