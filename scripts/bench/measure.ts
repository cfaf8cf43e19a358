import { type ServerProcess, startServer } from '../server-process.ts';
import { type CaseName, caseNames, isExpected } from './cases.ts';
import { type LoadResult, load } from './load.ts';
import type { Subject } from './subjects.ts';

/** A subject with its server running. */
export interface Running {
  readonly subject: Subject;
  readonly server: ServerProcess;
}

/** Starts each server anew, in turn, round after round; gives the milliseconds to the first answer. */
export const measureStarts = async (subjects: readonly Subject[], rounds: number) => {
  const times = new Map(subjects.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, startCommand } of subjects) {
      const server = await startServer(startCommand);
      times.get(name)?.push(server.startMs);
      await server.close();
    }
  }
  return times;
};

/** How often memory is put back to its beginning on the way, so that what grows is not what clients created. */
const memoryChunks = 10;

/** What a server holds of memory, in MiB: before any request, after a tenth of them, and after all. */
export interface MemoryResult {
  readonly before: number;
  readonly afterTenth: number;
  readonly after: number;
}

/** Sends all cases in turn, so many requests in all, and looks at the memory on the way. */
export const measureMemory = async ({ subject, server }: Running, requests: number): Promise<MemoryResult> => {
  const before = await server.memoryMib();
  let afterTenth = before;
  for (let chunk = 0; chunk < memoryChunks; chunk++) {
    const cases = await subject.prepare(server);
    const until = { requests: Math.ceil(requests / memoryChunks) };
    const isAnswer = (status: number) => status < 500;
    await load({ url: server.url, requests: Object.values(cases), until, isExpected: isAnswer });
    if (chunk === 0) afterTenth = await server.memoryMib();
  }
  return { before, afterTenth, after: await server.memoryMib() };
};

/** One load of one case on one server. */
export interface SpeedSample extends LoadResult {
  readonly case: CaseName;
  readonly subject: Subject['name'];
}

/** Loads the servers with one case after the other, in turn, round after round, so that what else the machine does hits all alike. */
export const measureSpeed = async (
  running: readonly Running[],
  { rounds, seconds }: { readonly rounds: number; readonly seconds: number },
): Promise<readonly SpeedSample[]> => {
  const samples: SpeedSample[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const name of caseNames) {
      for (const { subject, server } of running) {
        const cases = await subject.prepare(server);
        const isRight = (status: number) => subject.name === 'bare' || isExpected(name, status);
        const requests = [cases[name]];
        const result = await load({ url: server.url, requests, until: { seconds }, isExpected: isRight });
        samples.push({ ...result, case: name, subject: subject.name });
      }
    }
  }
  return samples;
};
