import { describe, expect, test } from 'vitest';
import type { RunReport } from '../../conformance/evidence/report.ts';
import { runConformance } from '../../conformance/run/run-conformance.ts';
import { type Dialect, keepsInferences, strict } from '../second/dialect.ts';
import { dialects } from '../second/named-dialects.ts';
import { owned } from '../second/owned.ts';
import { type SecondApi, startSecond } from '../second/start-second.ts';

type Name = keyof Dialect;

interface Row {
  readonly api: SecondApi;
  readonly name: string;
  readonly dialect: Dialect;
  readonly states: readonly Name[];
}

/** What doesn't show beside something else: who refuses the extreme, say, never gets to trim it. */
const hides: Partial<Readonly<Record<Name, readonly Name[]>>> = {
  extremes: ['names', 'loneSurrogates'],
  refusals: ['otherMediaType', 'malformedId', 'wrongCredentials'],
  emptyAccountIds: ['noAccountIds'],
};

const isHiddenBeside = (states: readonly Name[], others: readonly Name[]): boolean =>
  others.some((other) => hides[other]?.some((name) => states.includes(name)));

/** Whether two dialects can be spoken at once: they state other things, none of which hides another. */
const goTogether = (one: Row, other: Row): boolean =>
  one.api === other.api &&
  keepsInferences(one.dialect) === keepsInferences(other.dialect) &&
  !one.states.some((name) => other.states.includes(name)) &&
  !isHiddenBeside(one.states, other.states) &&
  !isHiddenBeside(other.states, one.states);

const both = (one: Row, other: Row): Row => ({
  api: one.api,
  name: `${one.name}, ${other.name}`,
  dialect: { ...one.dialect, ...Object.fromEntries(other.states.map((name) => [name, other.dialect[name]])) },
  states: [...one.states, ...other.states],
});

/** Every dialect, several at once where they go together: every freedom may be taken with every other. */
const servers = (): readonly Row[] => {
  const found: Row[] = [];
  for (const row of dialects.flatMap(({ apis, ...one }) => apis.map((api): Row => ({ api, ...one })))) {
    const index = found.findIndex((server) => goTogether(server, row));
    const server = found[index];
    if (server === undefined) found.push(row);
    else found[index] = both(server, row);
  }
  return found;
};

const rows = servers().map((row, index) => ({ ...row, seed: index + 1 }));

const token = 'token-of-the-second';

/** Only this API takes keys beside tokens. */
const credentialsOf = (api: SecondApi) => ({ token, ...(api === 'management' && { apiKey: 'key-of-the-second' }) });

/** `runs` is left out where the suite's own default is meant. */
const judge = async (api: SecondApi, dialect: Dialect, seed: number, runs?: number): Promise<RunReport> => {
  await using server = await startSecond({ api, dialect, seed, ...credentialsOf(api) });
  const report = await runConformance({
    api,
    target: server.url,
    ...credentialsOf(api),
    set: owned[api],
    seed,
    runs,
    // Silence is no promise, so that only what departs from an inference may be warned of.
    strict: keepsInferences(dialect),
  });
  const [run] = report.runs;
  if (run === undefined) throw new Error('The suite reported no run.');
  return run;
};

describe.concurrent('An implementation that was written from the documents alone is never accused wrongly', () => {
  test.each(rows)('A server of $api that $name', async ({ api, dialect, seed }) => {
    const run = await judge(api, dialect, seed, 1);
    const accused = run.findings.filter(({ level }) => level === 'MUST' || keepsInferences(dialect));
    expect(accused).toEqual([]);
    expect(run).toMatchObject({ verdict: 'conformant', reason: null });
    const untestable = run.clauses.filter(({ level, verdict }) => level === 'MUST' && verdict === 'untestable');
    expect(untestable).toEqual([]);
  });
});

/** What no answer of such a server can show: a new subscription has no events, and no body is large. */
const neverMet = /createWebhookSubscription\/200\/body\/subscription\/webhookEvents|\/413:status$/;

test.each(Object.keys(owned) as SecondApi[])(
  'With its defaults, the suite tries every MUST of %s on it, and finds it kept',
  async (api) => {
    const run = await judge(api, strict, 30);
    expect(run).toMatchObject({ verdict: 'conformant', findings: [], leftovers: [] });
    const notHeld = run.clauses.filter(({ level, verdict }) => level === 'MUST' && verdict !== 'held');
    // It has one account, and a format that nobody has defined is nobody's to judge.
    const isExcused = (reason: string | null): boolean =>
      /is not known to this tool|--set account_id=/.test(reason ?? '');
    expect(notHeld.filter(({ id, reason }) => !neverMet.test(id) && !isExcused(reason))).toEqual([]);
  },
);
