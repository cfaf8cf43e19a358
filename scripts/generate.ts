import { isAbsolute, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ContractError } from '../src/document/contract-error.ts';
import { UsageError } from '../src/document/usage-error.ts';
import { generate } from './generate/generate.ts';
import { GenerateError } from './generate/generate-error.ts';
import { root } from './generate/generated-files.ts';

const usage = `Writes the types and the client of every contract in openapi/ to src/generated/.

npm run generate [-- OPTIONS]
  --check              write nothing; exit 1 if a file isn't what its contract gives, and name it
  --contract FILE      for this contract alone (repeatable); takes --out
  --out DIR            where to write
  --help`;

const readArguments = (args: string[]) => {
  try {
    const { values } = parseArgs({
      args,
      options: {
        check: { type: 'boolean', default: false },
        contract: { type: 'string', multiple: true, default: [] },
        out: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (cause) {
    throw new UsageError(`${cause instanceof Error ? cause.message : cause}\n\n${usage}`, { cause });
  }
};

const shownPath = (file: string): string => {
  const path = relative(process.cwd(), file);
  return isAbsolute(path) || path.startsWith('..') ? file : path;
};

/** Does what the arguments say, and gives the exit status: 0, or 1 where a check finds a difference. */
const run = async (given: string[]): Promise<0 | 1> => {
  const { check, contract: contractFiles, out, help } = readArguments(given);
  if (help) {
    console.log(usage);
    return 0;
  }
  if (contractFiles.length > 0 !== (out !== undefined)) {
    throw new UsageError(`--contract and --out go together.\n\n${usage}`);
  }
  const folder = out === undefined ? join(root, 'src', 'generated') : resolve(out);
  const changes = await generate({ folder, contractFiles, write: !check });
  for (const { path, reason, text } of changes) {
    const state = check ? reason : text === null ? 'removed' : 'written';
    console.log(`${shownPath(join(folder, path))}: ${state}`);
  }
  if (changes.length === 0) console.log(`${shownPath(folder)} is what the contracts give.`);
  if (!check || changes.length === 0) return 0;
  console.error('Run `npm run generate`, and commit what it writes.');
  return 1;
};

const isMistake = (error: unknown): error is Error =>
  error instanceof UsageError || error instanceof ContractError || error instanceof GenerateError;

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (!isMistake(error)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
