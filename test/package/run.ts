import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Packing compiles everything, which takes seconds; longer is a hang. */
const timeoutMs = 150_000;

/** Runs a program in a folder, and gives what it prints. Throws, with all its output, where it fails. */
export const run = async (program: string, args: readonly string[], folder: string): Promise<string> => {
  try {
    const { stdout } = await execute(program, args, { cwd: folder, timeout: timeoutMs });
    return stdout;
  } catch (cause) {
    const { stdout = '', stderr = '' } = cause as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`, { cause });
  }
};
