import { relative } from 'node:path';
import { Command } from 'commander';
import { type Explanation, explainer } from '../../conformance/explain/explainer.ts';
import type { Terminal } from '../../conformance/reporters/terminal.ts';
import { type WrittenPlace, writeExplanation } from '../../conformance/reporters/write-explanation.ts';
import { matchingClauses, meant } from '../../conformance/settings/selection.ts';
import type { Clause } from '../clauses/clause.ts';
import { clauseSentence } from '../clauses/clause-sentence.ts';
import type { Contract } from '../clauses/contract.ts';
import { builtInContracts, selectContracts } from '../clauses/select-contracts.ts';
import { contractId } from '../contract/contract-id.ts';
import { readText } from '../document/read-text.ts';
import { UsageError } from '../document/usage-error.ts';
import { parseYaml } from '../document/yaml-source.ts';
import { invocation } from '../invocation.ts';
import { portDefault } from '../mock/settings/limits.ts';
import { shellWord } from '../shell-word.ts';
import { visibleLine } from '../visible.ts';
import { allowedReferences, type ContractOptions, takingContracts } from './contract-options.ts';
import { print, printJson } from './output.ts';
import { parseWords, runCommand } from './run-command.ts';

interface Options extends ContractOptions {
  readonly json?: boolean;
}

/** Clauses of a list that are written out; `npm run clauses` gives all. */
const clausesShownMax = 30;

/** Where `npm run mock` listens unless it is told otherwise. */
const mockUrl = `http://127.0.0.1:${portDefault}`;

const program = takingContracts(
  new Command(invocation('explain'))
    .description(
      'Explains a clause: what it says, where that stands, how it is tested, and how a failure is seen again by hand.',
    )
    .usage('CLAUSE [options]')
    .argument('<clause>', 'its id, as a report names it, or a glob: * stands for anything'),
)
  .option('--json', 'as JSON: a list with all that match')
  .allowExcessArguments(false)
  .addHelpText(
    'after',
    '\nExit status: 0, 2 where no clause is called so, or the command or a contract is wrong, or 1 for an error of this tool.',
  );

const terminal: Terminal = {
  stream: process.stdout,
  write: print,
};

/** A contract, its file, and those of its clauses that are asked for. */
interface Asked {
  readonly contract: Contract;
  readonly file: string;
  /** What makes other commands take the contract. */
  readonly selecting: string;
  readonly clauses: readonly Clause[];
}

const askedFor = async (glob: string, options: Options): Promise<readonly Asked[]> => {
  const { api, contract: files = [], allowRefs } = options;
  const builtIn = await builtInContracts();
  const contracts = await selectContracts({ apis: api, files, allowRefs });
  const asked = contracts.flatMap((contract): Asked[] => {
    const clauses = matchingClauses(contract, glob);
    const given = files.find((file) => contractId(file) === contract.id);
    const file = given ?? relative(process.cwd(), builtIn.get(contract.id) ?? contract.id);
    const named = given === undefined ? `--api ${contract.id}` : `--contract ${shellWord(given)}`;
    const selecting = [named, ...allowedReferences(allowRefs)].join(' ');
    return clauses.length === 0 ? [] : [{ contract, file, selecting, clauses }];
  });
  if (asked.length > 0) return asked;
  throw new UsageError(`${JSON.stringify(glob)} matches no clause. ${meant(contracts, glob)}`);
};

/** The explanations of clauses of one contract, with their places. */
const explained = async ({
  contract,
  file,
  selecting,
  clauses,
}: Asked): Promise<readonly (Explanation & { readonly place: WrittenPlace })[]> => {
  const explain = await explainer(contract, { target: `${mockUrl}/${contract.id}`, selecting });
  const source = parseYaml(file, await readText(file));
  return clauses.map((clause) => ({
    ...explain(clause),
    place: { file, line: source.lineOf(clause.pointer) },
  }));
};

const writeList = (clauses: readonly Clause[], glob: string): void => {
  terminal.write(`${clauses.length} clauses match ${visibleLine(JSON.stringify(glob))}:`);
  for (const clause of clauses.slice(0, clausesShownMax)) {
    terminal.write(`  ${clause.level.padEnd('SHOULD'.length)}  ${visibleLine(clause.id)}`);
    terminal.write(`          ${visibleLine(clauseSentence(clause))}`);
  }
  if (clauses.length > clausesShownMax) terminal.write(`  … and ${clauses.length - clausesShownMax} more`);
};

const main = async (glob: string, options: Options): Promise<void> => {
  const asked = await askedFor(glob, options);
  const clauses = asked.flatMap((one) => one.clauses);
  if (!options.json && clauses.length > 1) {
    writeList(clauses, glob);
    return;
  }
  const explanations = (await Promise.all(asked.map(explained))).flat();
  if (options.json) {
    printJson(explanations);
    return;
  }
  for (const { place, ...explanation } of explanations) writeExplanation(terminal, explanation, place);
};

/** Explains the clause that the words of the command line name. */
export const run = (words: readonly string[]): Promise<void> =>
  runCommand(
    async () => {
      const { args } = await parseWords(program, words);
      await main(args[0] ?? '', program.opts<Options>());
    },
    { ownErrorStatus: 1 },
  );
