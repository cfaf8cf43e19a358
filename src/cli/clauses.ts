import { Command } from 'commander';
import type { Clause } from '../clauses/clause.ts';
import type { Contract } from '../clauses/contract.ts';
import { selectContracts } from '../clauses/select-contracts.ts';
import { invocation } from '../invocation.ts';
import { visibleLine } from '../visible.ts';
import { type ContractOptions, takingContracts } from './contract-options.ts';
import { print, printJson } from './output.ts';
import { optionsOf, runCommand } from './run-command.ts';

interface Options extends ContractOptions {
  readonly json?: boolean;
}

const program = takingContracts(
  new Command(invocation('clauses'))
    .description(
      'Prints the ledger: every promise that the contracts make, with its level and the words that it comes from.',
    )
    .usage('[options]'),
)
  .option('--json', 'as JSON')
  .addHelpText(
    'after',
    '\nExit status: 0, 2 where the command or a contract is wrong, or 1 for an error of this tool.',
  );

const levelColumns = 6;

const lineOf = ({ id, level, source }: Clause, idColumns: number): string => {
  const words = source === null ? '' : `${source.document}: ${source.says.replaceAll(/\s+/g, ' ')}`;
  return visibleLine(`${visibleLine(id).padEnd(idColumns)}  ${level.padEnd(levelColumns)}  ${words}`.trimEnd());
};

const writeLedger = (contracts: readonly Contract[], json: boolean): void => {
  const clauses = contracts.flatMap((contract) => contract.clauses);
  if (json) {
    const plain = clauses.map(({ id, api, operation, kind, level, source, pointer, notApplicable }) => ({
      id,
      api,
      operation,
      kind,
      level,
      source,
      pointer,
      notApplicable,
    }));
    printJson(plain);
    return;
  }
  const idColumns = clauses.reduce((columns, { id }) => Math.max(columns, visibleLine(id).length), 0);
  for (const clause of clauses) print(lineOf(clause, idColumns));
};

/** Prints the ledger, as the words of the command line ask for it. */
export const run = (words: readonly string[]): Promise<void> =>
  runCommand(
    async () => {
      const { api, contract, allowRefs, json = false } = await optionsOf<Options>(program, words);
      writeLedger(await selectContracts({ apis: api, files: contract, allowRefs }), json);
    },
    { ownErrorStatus: 1 },
  );
