import { describe, expect, test } from 'vitest';
import type { RunReport } from '../../conformance/evidence/report.ts';
import { runConformance } from '../../conformance/run-conformance.ts';
import { type Dialect, keepsInferences } from '../second/dialect.ts';
import { dialects } from '../second/dialects.ts';
import { type SecondApi, startSecond } from '../second/start-second.ts';

const rows = dialects
  .flatMap(({ apis, ...row }) => apis.map((api) => ({ api, ...row })))
  .map((row, index) => ({ ...row, seed: index + 1 }));

const token = 'token-of-the-second';

/** Only this API takes keys beside tokens. */
const credentialsOf = (api: SecondApi) => ({ token, ...(api === 'management' && { apiKey: 'key-of-the-second' }) });

/** What only the owner of a target knows, so that he has to name it before apps can leak or filters be judged. */
const owned: Readonly<Record<SecondApi, Readonly<Record<string, readonly string[]>>>> = {
  cloudflare: { account_id: ['account-1'], app_id: ['app-1', 'app-2'] },
  lune: { account_ids: ['account-1', 'account-2'] },
  management: {},
};

const judge = async (api: SecondApi, dialect: Dialect, seed: number): Promise<RunReport> => {
  await using server = await startSecond({ api, dialect, seed, ...credentialsOf(api) });
  const report = await runConformance({
    api,
    target: server.url,
    ...credentialsOf(api),
    set: owned[api],
    seed,
    runs: 1,
    // Silence is no promise, so that only what departs from an inference may be warned of.
    strict: keepsInferences(dialect),
  });
  const [run] = report.runs;
  if (run === undefined) throw new Error('The suite reported no run.');
  return run;
};

describe.concurrent('An implementation that was written from the documents alone is never accused wrongly', () => {
  test.each(rows)('A server of $api that $name', async ({ api, dialect, seed }) => {
    const run = await judge(api, dialect, seed);
    const accused = run.findings.filter(({ level }) => level === 'MUST' || keepsInferences(dialect));
    expect(accused).toEqual([]);
    expect(run).toMatchObject({ verdict: 'conformant', reason: null });
    const untestable = run.clauses.filter(({ level, verdict }) => level === 'MUST' && verdict === 'untestable');
    expect(untestable).toEqual([]);
  });
});
