import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Contract } from '../../src/contract/contract.ts';
import { madeUpOwnerValues } from '../../src/contract/made-up-owner-values.ts';
import type { ServerCommand, ServerProcess } from './server-process.ts';
import { script } from './subjects.ts';

/** One run of the suite against a server. */
export interface SuiteSample {
  /** From the start of the command to its end. */
  readonly verdictMs: number;
  readonly cases: number;
  readonly requests: number;
  /** The most that it held of the machine's memory, in MiB. */
  readonly memoryMib: number;
}

const pollMs = 50;

const credentials = { token: 't', apiKey: 'k' };

/** Our mock, with the credentials that the suite has, and no others. */
export const guardedMock: ServerCommand = {
  args: (port) => [
    script('src', 'cli', 'mock.ts'),
    ...['--port', String(port), '--token', credentials.token, '--api-key', credentials.apiKey],
  ],
  firstPath: '/__mock/health',
  headers: {},
};

/** Gives the largest memory that a process has held so far, or null once it is gone. */
const peakOf = async (pid: number): Promise<number | null> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const [, kib] = /VmHWM:\s*(\d+) kB/.exec(status) ?? [];
  return kib === undefined ? null : Number(kib) / 1024;
};

const countIn = (text: string, noun: string): number => {
  const [, count] = new RegExp(`([\\d,]+) ${noun}s?\\b`).exec(text) ?? [];
  if (count === undefined) throw new Error(`The suite names no count of ${noun}s:\n${text}`);
  return Number(count.replaceAll(',', ''));
};

/** Runs the command with its defaults against a server that serves a contract, and says what it took. */
export const measureSuite = async (contract: Contract, { url }: ServerProcess): Promise<SuiteSample> => {
  const values = Object.entries(madeUpOwnerValues(contract)).flatMap(([name, two]) => [
    '--set',
    `${name}=${two.join(',')}`,
  ]);
  const file = script('src', 'cli', 'conformance.ts');
  const report = await mkdtemp(join(tmpdir(), 'webhook-contracts-bench-'));
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    [file, '--api', contract.id, '--target', `${url}/${contract.id}`, '--seed', '1', '--report', report, ...values],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {
        ...process.env,
        WEBHOOK_CONTRACTS_TOKEN: credentials.token,
        WEBHOOK_CONTRACTS_API_KEY: credentials.apiKey,
      },
    },
  );
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  let memoryMib = 0;
  const exited = once(child, 'exit');
  while (child.exitCode === null) {
    memoryMib = Math.max(memoryMib, (await peakOf(child.pid ?? 0)) ?? 0);
    await Promise.race([exited, wait(pollMs)]);
  }
  const verdictMs = performance.now() - startedAt;
  await rm(report, { recursive: true });
  if (child.exitCode !== 0) throw new Error(`The suite ended with ${child.exitCode}:\n${text}`);
  return { verdictMs, cases: countIn(text, 'case'), requests: countIn(text, 'request'), memoryMib };
};

/** Writes a sample of each API as a table for people and for Markdown. */
export const suiteTable = (samples: ReadonlyMap<string, SuiteSample>): string => {
  const rows = [...samples].map(([api, { verdictMs, cases, requests, memoryMib }]) => {
    const perSecond = (count: number): string => Math.round((count * 1000) / verdictMs).toLocaleString('en');
    const counts = [cases, requests].map((count) => count.toLocaleString('en'));
    const seconds = (verdictMs / 1000).toFixed(1);
    return [api, seconds, ...counts, perSecond(cases), perSecond(requests), String(Math.round(memoryMib))];
  });
  const heads = ['suite', 'time to verdict, s', 'cases', 'requests', 'cases/s', 'requests/s', 'peak memory, MiB'];
  const rule = heads.map((_, column) => (column === 0 ? '---' : '---:'));
  return [heads, rule, ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
};
