#!/usr/bin/env node
// Only what an old Node can read is here: nothing is imported until it is known that the rest can be read, too.

/** The oldest Node that runs this, as package.json says. */
const nodeMajorMin = 24;

interface CommandModule {
  run(words: readonly string[]): Promise<void>;
}

interface NamedCommand {
  readonly does: string;
  load(): Promise<CommandModule>;
}

const commands: Readonly<Record<string, NamedCommand>> = {
  mock: { does: 'starts a fake server that answers, refuses and remembers', load: () => import('./mock.ts') },
  conformance: { does: 'judges a server, promise by promise', load: () => import('./conformance.ts') },
  check: { does: 'judges recorded traffic (HAR), and sends nothing', load: () => import('./check.ts') },
  clauses: { does: 'prints every promise of a contract, with its source', load: () => import('./clauses.ts') },
  explain: { does: 'explains one promise, and how it is tested', load: () => import('./explain.ts') },
};

const name = 'webhook-contracts';

const nameColumns = 13;

const usage = `Usage: ${name} COMMAND [options]

A fake server and a conformance suite of any API, from its OpenAPI contract.

Commands:
${Object.entries(commands)
  .map(([command, { does }]) => `  ${command.padEnd(nameColumns)}${does}`)
  .join('\n')}

  COMMAND --help     what a command takes
  --version          which version this is

Examples:
  npx ${name} mock --api ID
  npx ${name} conformance --api ID --target http://127.0.0.1:4010/ID --token t
  npx ${name} conformance --contract ./my-api.yaml --target https://staging.example.com

Exit status: 2 where the command is wrong; each command says the rest of its own.
`;

const usageStatus = 2;

const isOld = (version: string): boolean => Number(version.split('.')[0]) < nodeMajorMin;

/** What was meant by a word that is no command, as far as that can be guessed. */
const unknown = async (word: string): Promise<string> => {
  const { didYouMean } = await import('../document/did-you-mean.ts');
  return `There is no command ${JSON.stringify(word)}. ${didYouMean(word, Object.keys(commands))}`;
};

const main = async ([first, ...words]: readonly string[]): Promise<void> => {
  // `help mock` asks for the same as `mock --help`.
  const [word, rest] = first === 'help' && words[0] !== undefined ? [words[0], ['--help']] : [first, words];
  if (word === undefined) {
    process.stderr.write(usage);
    process.exitCode = usageStatus;
  } else if (['help', '--help', '-h'].includes(word)) process.stdout.write(usage);
  else if (['--version', '-V'].includes(word)) {
    const { toolName } = await import('../tool-name.ts');
    process.stdout.write(`${await toolName()}\n`);
  } else if (Object.hasOwn(commands, word)) {
    // Before anything of the command is loaded.
    const { rememberCompiled } = await import('./compile-cache.ts');
    rememberCompiled();
    await (await commands[word]?.load())?.run(rest);
  } else {
    const { printError } = await import('./output.ts');
    printError(await unknown(word));
    process.exitCode = usageStatus;
  }
};

if (isOld(process.versions.node)) {
  process.stderr.write(`${name} needs Node ${nodeMajorMin} or newer; this is Node ${process.versions.node}.\n`);
  process.exitCode = usageStatus;
} else await main(process.argv.slice(2));

export {};
