import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** What became of one command. */
export interface Commanded {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The text of report.json, or null where none was written. */
  readonly report: string | null;
  /** Those of junit.xml and report.html. */
  readonly junit: string | null;
  readonly page: string | null;
  /** The names of all files of the report. */
  readonly files: readonly string[];
}

/** How a command is run. */
export interface Commanding {
  readonly env?: Readonly<Record<string, string>>;
  /** When this is fulfilled the command is interrupted, as by Ctrl-C. */
  readonly interrupted?: Promise<void>;
}

/** Less than a test may take, so that what a command said is seen where it hangs. */
const commandMsMax = 200_000;

/** The workflow in which the tests run isn't the one that a command is to tell of itself. */
const outsideGithub = { GITHUB_ACTIONS: '', GITHUB_STEP_SUMMARY: '' };

/** Who watches a command, and may send it signals. */
interface Watching {
  readonly started?: (kill: (signal: NodeJS.Signals) => void) => void;
  /** Is called with all that it has written to stdout by then. */
  readonly seen?: (stdout: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** Runs a command in a process of its own. */
export const runCommandLine = async (
  words: readonly string[],
  { env, interrupted, started = () => {}, seen = () => {} }: Commanding & Watching = {},
): Promise<Pick<Commanded, 'status' | 'stdout' | 'stderr'>> => {
  const child = spawn(process.execPath, [command, ...words], {
    env: { ...process.env, ...outsideGithub, NO_COLOR: '1', ...env },
    timeout: commandMsMax,
  });
  const kill = (signal: NodeJS.Signals): void => void child.kill(signal);
  started(kill);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
    seen(stdout, kill);
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  void interrupted?.then(() => child.kill('SIGINT'));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, stdout, stderr };
};

/** Runs the conformance command in a process of its own. The report goes to a folder that is removed again. */
export const conformance = async (args: readonly string[], commanding: Commanding = {}): Promise<Commanded> => {
  const folder = await mkdtemp(join(tmpdir(), 'conformance-'));
  try {
    const ended = await runCommandLine(['conformance', ...args, '--report', folder], commanding);
    const written = (name: string): Promise<string | null> => readFile(join(folder, name), 'utf8').catch(() => null);
    const report = await written('report.json');
    const junit = await written('junit.xml');
    const page = await written('report.html');
    const files = (await readdir(folder)).toSorted();
    return { ...ended, report, junit, page, files };
  } finally {
    await rm(folder, { recursive: true });
  }
};
