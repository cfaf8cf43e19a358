import { loadContracts } from './contracts.ts';
import { judgeFlawed, type Trial } from './judge-flawed.ts';
import { judgeRight, type RightTrial } from './judge-right.ts';

/** What a worker is asked to do. */
export type Task = { readonly flawed: Trial } | { readonly right: RightTrial };

const builtIn = await loadContracts(null);

const contractOf = async (api: string, file: string | null) => {
  const contracts = file === null ? builtIn : await loadContracts(file);
  const contract = contracts.find(({ id }) => id === api);
  if (contract === undefined) throw new Error(`There is no contract ${api}.`);
  return contract;
};

// Whoever asked is gone.
process.on('disconnect', () => process.exit());

process.on('message', async (task: Task) => {
  try {
    const result =
      'flawed' in task
        ? await judgeFlawed(await contractOf(task.flawed.api, task.flawed.file), task.flawed)
        : await judgeRight(await contractOf(task.right.api, null), task.right);
    process.send?.({ result });
  } catch (error) {
    process.send?.({ error: String((error as Error).stack) });
  }
});
process.send?.({ ready: true });
