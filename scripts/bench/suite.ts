import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contract } from '../../src/clauses/contract.ts';
import { madeUpOwnerValues } from '../../src/values/made-up-owner-values.ts';
import { markdownTable } from '../markdown-table.ts';
import type { ServerCommand, ServerProcess } from '../server-process.ts';
import { script } from './subjects.ts';
import { watchProcess } from './watched-process.ts';

/** One run of the suite against a server. */
export interface SuiteSample {
  /** From the start of the command to its end. */
  readonly verdictMs: number;
  readonly cases: number;
  readonly requests: number;
  /** The most that it held of the machine's memory, in MiB. */
  readonly memoryMib: number;
}

const credentials = { token: 't', apiKey: 'k' };

/** Our mock, with the credentials that the suite has, and no others. */
export const guardedMock: ServerCommand = {
  args: (port) => [
    script('src', 'cli', 'main.ts'),
    ...['mock', '--port', String(port), '--token', credentials.token, '--api-key', credentials.apiKey],
  ],
  firstPath: '/__mock/health',
  headers: {},
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
  const file = script('src', 'cli', 'main.ts');
  const report = await mkdtemp(join(tmpdir(), 'webhook-contracts-bench-'));
  const about = ['--api', contract.id, '--target', `${url}/${contract.id}`];
  const args = [file, 'conformance', ...about, '--seed', '1', '--report', report, ...values];
  try {
    const { end, printed, elapsedMs, memoryMib } = await watchProcess(args, {
      WEBHOOK_CONTRACTS_TOKEN: credentials.token,
      WEBHOOK_CONTRACTS_API_KEY: credentials.apiKey,
    });
    if (end !== 0) throw new Error(`The suite ended with ${end}:\n${printed}`);
    return { verdictMs: elapsedMs, cases: countIn(printed, 'case'), requests: countIn(printed, 'request'), memoryMib };
  } finally {
    await rm(report, { recursive: true });
  }
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
  return markdownTable(heads, rows);
};
