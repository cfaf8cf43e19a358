import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Contract } from '../../src/clauses/contract.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { packageFolder } from '../../src/package-folder.ts';
import type { ServerCommand, ServerProcess } from '../server-process.ts';
import { type BenchRequest, type CaseName, type Cases, caseNames, type Workload } from './cases.ts';

/** The servers that are compared, a column each. */
export const subjectNames = ['ours', 'prism', 'bare'] as const;
export type SubjectName = (typeof subjectNames)[number];

/** One of the servers. */
export interface Subject {
  readonly name: SubjectName;
  /** As it is for speed and memory: with one contract. */
  readonly command: ServerCommand;
  /** As it is for the time that it takes to start. */
  readonly startCommand: ServerCommand;
  /** Puts it in the state that is measured, and gives the requests to send. */
  prepare(server: ServerProcess): Promise<Cases>;
}

/** How many resources a list has, where a server lets us decide. */
export const listedCount = 20;

const textOf = async ({ url }: ServerProcess, { method, path, headers, body }: BenchRequest): Promise<string> => {
  const answer = await fetch(url + path, { method, headers, ...(body !== undefined && { body }) });
  return answer.text();
};

/** The path of a file of this package. */
export const script = (...path: readonly string[]): string => join(packageFolder(), ...path);

/** How long the answers to the cases are, in bytes. */
export const answerBytes = async (server: ServerProcess, cases: Cases): Promise<Readonly<Record<CaseName, number>>> => {
  const lengths = caseNames.map(async (name) => [name, Buffer.byteLength(await textOf(server, cases[name]))]);
  return Object.fromEntries(await Promise.all(lengths));
};

const eachCase = async (make: (name: CaseName) => Promise<BenchRequest> | BenchRequest): Promise<Cases> =>
  Object.fromEntries(await Promise.all(caseNames.map(async (name) => [name, await make(name)]))) as unknown as Cases;

/** What is created for its own sake goes to a state of its own, so that the list stays as long as it is. */
const aside = { 'x-mock-session': 'created' };

/** Our mock, by its command. It forgets what it was told, and is told of 20 resources. */
export const ourMock = (contract: Contract, { cases, reading, idsIn }: Workload): Subject => {
  const mounted = (request: BenchRequest): BenchRequest => ({ ...request, path: `/${contract.id}${request.path}` });
  const command = (...options: readonly string[]): ServerCommand => ({
    args: (port) => [script('src', 'cli', 'main.ts'), 'mock', '--port', String(port), ...options],
    firstPath: mounted(cases.list).path,
    headers: cases.list.headers,
  });
  return {
    name: 'ours',
    command: command('--api', contract.id),
    startCommand: command(),
    async prepare(server) {
      for (const headers of [{}, aside]) await textOf(server, { method: 'POST', path: '/__mock/reset', headers });
      const ids = async () => idsIn(JSON.parse(await textOf(server, mounted(cases.list))) as JsonValue);
      const held = (await ids()).length;
      for (let count = held; count < listedCount; count++) await textOf(server, mounted(cases.create));
      const [id = ''] = await ids();
      const { create } = cases;
      const own = { ...cases, read: reading(id), create: { ...create, headers: { ...create.headers, ...aside } } };
      return eachCase((name) => mounted(own[name]));
    },
  };
};

/** Prism's own command. Its list is the contract's example, whatever it was sent. */
export const stockPrism = (contractFile: string, { cases }: Workload): Subject => {
  const commandFile = createRequire(import.meta.url).resolve('@stoplight/prism-cli');
  const command: ServerCommand = {
    args: (port) => [commandFile, 'mock', contractFile, '--port', String(port)],
    firstPath: cases.list.path,
    headers: cases.list.headers,
  };
  return { name: 'prism', command, startCommand: command, prepare: async () => cases };
};

/** Node's own server, which answers as many bytes as ours does. */
export const bareNode = ({ cases }: Workload, bytes: Readonly<Record<CaseName, number>>): Subject => {
  const command: ServerCommand = {
    args: (port) => [script('scripts', 'bench', 'bare-server.ts'), String(port)],
    firstPath: '/2',
    headers: {},
  };
  const prepare = () => eachCase((name) => ({ ...cases[name], path: `/${bytes[name]}` }));
  return { name: 'bare', command, startCommand: command, prepare };
};
