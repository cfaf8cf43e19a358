import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Task } from './worker.ts';

type Reply<Result> = { readonly result: Result } | { readonly error: string };

const workerFile = fileURLToPath(new URL('./worker.ts', import.meta.url));

/** Throws once a worker has ended, which it does by itself only where something is wrong. */
const endOf = async (worker: ChildProcess): Promise<never> => {
  const [code, signal] = (await once(worker, 'exit')) as [number | null, string | null];
  throw new Error(`A process that measures ended with ${code ?? signal}.`);
};

const ask = async <Result>(worker: ChildProcess, task: Task, end: Promise<never>): Promise<Result> => {
  worker.send(task);
  const [reply] = (await Promise.race([once(worker, 'message'), end])) as [Reply<Result>];
  if ('error' in reply) throw new Error(reply.error);
  return reply.result;
};

/** Does tasks in processes of their own, as many at a time as are asked for, and gives the results in the order of the tasks. */
export const inProcesses = async <Result>(
  tasks: readonly Task[],
  { width, onDone }: { readonly width: number; readonly onDone: (done: number) => void },
): Promise<readonly Result[]> => {
  const results = new Map<number, Result>();
  const left = [...tasks.entries()].toReversed();
  const work = async (): Promise<void> => {
    const worker = fork(workerFile, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const end = endOf(worker);
    end.catch(() => {});
    try {
      await Promise.race([once(worker, 'message'), end]);
      for (let next = left.pop(); next !== undefined; next = left.pop()) {
        const [index, task] = next;
        results.set(index, await ask<Result>(worker, task, end));
        onDone(results.size);
      }
    } catch (error) {
      // Nobody is to begin anything more.
      left.length = 0;
      throw error;
    } finally {
      worker.kill();
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, tasks.length) }, work));
  return tasks.map((_, index) => results.get(index) as Result);
};
