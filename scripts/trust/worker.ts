import { loadBuiltIn } from './contracts.ts';
import { judgeFlawed, type Trial } from './judge-flawed.ts';
import { judgeRight, type RightTrial } from './judge-right.ts';

/** What a worker is asked to do. */
export type Task = { readonly flawed: Trial } | { readonly right: RightTrial };

const contracts = await loadBuiltIn();

const contractOf = (api: string) => {
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
        ? await judgeFlawed(contractOf(task.flawed.api), task.flawed)
        : await judgeRight(contractOf(task.right.api), task.right);
    process.send?.({ result });
  } catch (error) {
    process.send?.({ error: String((error as Error).stack) });
  }
});
process.send?.({ ready: true });
