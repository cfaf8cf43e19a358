import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createSender, type Sender } from '../../conformance/http/send.ts';
import { planRun } from '../../conformance/run/plan.ts';
import type { Clause } from '../../src/clauses/clause.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import { createReader } from '../../src/flaws/read-request.ts';
import { packageFolder } from '../../src/package-folder.ts';
import { startServer } from '../server-process.ts';
import { flawedSender } from './flawed-sender.ts';
import { startFront } from './front.ts';
import { isAbout, type Remark, remarksOn } from './remarks.ts';
import { startRightServer } from './right-server.ts';
import { runFlawed } from './run-flawed.ts';

/**
 * Sends the suite's requests through stock Prism's validation proxy to servers with flaws, and says which flaws it remarks on.
 * A remark counts for every flaw that it may be about, if it isn't made of the right server too. A brief run ends as soon as the suite has told all that was planted.
 */
export const peerCatches = async (
  contract: Contract,
  batches: readonly (readonly Clause[])[],
  { seed, isBrief, onDone }: { readonly seed: number; readonly isBrief: boolean; readonly onDone: () => void },
): Promise<ReadonlySet<string>> => {
  await using right = await startRightServer('second', contract, { seed });
  await using front = await startFront();
  const command = createRequire(import.meta.url).resolve('@stoplight/prism-cli');
  const file = join(packageFolder(), 'openapi', `${contract.id}.yaml`);
  const prism = await startServer({
    args: (port) => [command, 'proxy', file, front.url, '--port', String(port)],
    firstPath: '/',
    headers: {},
    takesRefusal: true,
  });
  const behind = async (clauses: readonly Clause[]): Promise<void> => {
    const sender = createSender({ timeoutMs: 5_000 });
    const flawed = flawedSender(sender, contract, right.url, clauses);
    await front.answerBy((url) => ({
      send: (request) => flawed.send({ ...request, url: right.url + request.url.slice(url.length) }),
      close: () => flawed.close(),
    }));
  };
  const judge = async (clauses: readonly Clause[]): Promise<readonly Remark[]> => {
    await behind(clauses);
    const plan = await planRun(contract, { target: prism.url, ...right.options, seed });
    const read = createReader(contract, plan.settings.target);
    const remarks: Remark[] = [];
    const own = createSender(plan.settings);
    const wire: Sender = {
      async send(request) {
        const exchange = await own.send(request);
        remarks.push(...remarksOn(read(request)?.operation.id ?? '', exchange));
        return exchange;
      },
      close: () => own.close(),
    };
    await runFlawed(plan, { wire, clauses: clauses.map(({ id }) => id), isBrief });
    return remarks;
  };
  try {
    const keyOf = ({ operation, place, text }: Remark): string => `${operation} ${place} ${text}`;
    const usual = new Set((await judge([])).map(keyOf));
    const caught = new Set<string>();
    for (const clauses of batches) {
      const news = (await judge(clauses)).filter((remark) => !usual.has(keyOf(remark)));
      for (const clause of clauses) if (news.some((remark) => isAbout(remark, clause))) caught.add(clause.id);
      onDone();
    }
    return caught;
  } finally {
    await prism.close();
  }
};
