import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** What became of a command. */
export interface Ended {
  readonly status: number;
  /** What it wrote, to whichever stream. */
  readonly output: string;
}

/** A whole run of the suite takes seconds, and minutes beside those of all other pages on a busy machine. */
const commandMsMax = 200_000;

/** Below what a system gives out by itself, so that nobody is given a port between its trial and its use. */
const ports = { from: 20_000, to: 32_000 };

/** More trials than there can be servers in the way. */
const portTrialsMax = 1_000;

/** What the shells of this process were given. */
const given = new Set<number>();

const isFree = async (port: number): Promise<boolean> => {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
};

const freePort = async (): Promise<number> => {
  for (let trial = 0; trial < portTrialsMax; trial++) {
    const port = randomInt(ports.from, ports.to);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
  throw new Error(`No port from ${ports.from} to ${ports.to} is free.`);
};

/** The port that all pages write, since it is the mock's default. */
const writtenPort = /\b4010\b/g;

const mockCommand = /^(npx webhook-contracts mock|npm run mock)( --(?= |$))?/;

/** Whether a command starts a mock, which runs until it is stopped. */
const startsMock = (command: string): boolean => mockCommand.test(command);

/** Has a mock listen where nothing else does; one whose port the page names keeps it. */
const withPort = (command: string, port: number): string => {
  if (command.includes('--port')) return command;
  return command.replace(mockCommand, (_, words: string) =>
    words.startsWith('npm') ? `${words} -- --port ${port}` : `${words} --port ${port}`,
  );
};

/** Runs the commands of one page, in their order, as somebody with a few terminals would. */
export class Shell implements AsyncDisposable {
  readonly #folder: string;
  readonly #port: number;
  readonly #env: NodeJS.ProcessEnv;
  #mock: ChildProcess | null = null;
  #status = 0;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
    this.#env = {
      ...process.env,
      PATH: `${join(folder, 'node_modules', '.bin')}:${process.env.PATH}`,
      NO_COLOR: '1',
      npm_config_loglevel: 'error',
      npm_config_offline: 'true',
      NODE_COMPILE_CACHE: join(folder, '..', '.compiled'),
      GITHUB_ACTIONS: '',
      GITHUB_STEP_SUMMARY: '',
      WEBHOOK_CONTRACTS_TOKEN: undefined,
      WEBHOOK_CONTRACTS_API_KEY: undefined,
    };
  }

  static async in(folder: string): Promise<Shell> {
    return new Shell(folder, await freePort());
  }

  /** A text with the port of this page's mock. */
  ported(text: string): string {
    return text.replaceAll(writtenPort, String(this.#port));
  }

  #spawn(script: string): ChildProcess {
    return spawn('bash', ['-c', script], {
      cwd: this.#folder,
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
  }

  async #startMock(command: string): Promise<Ended> {
    await this.#stopMock();
    const child = this.#spawn(withPort(command, this.#port));
    this.#mock = child;
    let output = '';
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const hear = (chunk: Buffer): void => {
      output += chunk;
      if (/^Listening at .*\n/m.test(output)) resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.on('close', () => reject(new Error(`${command} ended:\n${output}`)));
    await promise;
    return { status: 0, output };
  }

  async #stopMock(): Promise<void> {
    const child = this.#mock;
    this.#mock = null;
    if (child?.pid === undefined || child.exitCode !== null) return;
    const closed = once(child, 'close');
    process.kill(-child.pid, 'SIGTERM');
    await closed;
  }

  /** Runs a command to its end, or starts a mock in the place of the one before. `$?` is the status of the last command. */
  async run(written: string): Promise<Ended> {
    const command = this.ported(written);
    if (startsMock(command)) return this.#startMock(command);
    const [, name, value = ''] = /^export (\w+)=(\S*)/.exec(command) ?? [];
    if (name !== undefined) {
      this.#env[name] = value;
      return { status: 0, output: '' };
    }
    const child = this.#spawn(`(exit ${this.#status})\n${command}`);
    let output = '';
    const hear = (chunk: Buffer): void => {
      output += chunk;
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    const timer = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), commandMsMax);
    const [status] = await once(child, 'close');
    clearTimeout(timer);
    this.#status = status ?? 1;
    return { status: this.#status, output };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stopMock();
  }
}
