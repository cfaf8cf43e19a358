import { causeOfClause } from '../../conformance/evidence/cause-of-clause.ts';
import type { Report } from '../../conformance/evidence/report.ts';
import type { JudgedRun } from '../../conformance/reporters/judged-run.ts';
import { runConformance } from '../../conformance/run/run-conformance.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import { type Mock, startMock } from '../../src/mock/start-mock.ts';
import { credentials, judgeThrough } from '../conformance/behind-proxy.ts';
import type { Tampering } from '../conformance/proxy.ts';
import { http, startRawServer } from '../conformance/raw-server.ts';

/** What each report is of. */
export type Kind = 'right' | 'broken' | 'untested' | 'several' | 'leftovers';

/** Clauses of different kinds that the mock breaks for the report that is told to be broken. */
const brokenClauses = [
  'lune/listWebhooks/200/body[]/account_type:enum',
  'lune/createWebhook/200/body/created_at:format',
  'lune/createWebhook/request/body/url:pattern',
  'lune/createWebhook/400/body/error/error_code:enum',
  'lune/updateWebhook/200/body/enabled:required',
  'lune/webhook:deleted-is-gone-on-list',
  'lune/deleteWebhook:credentials',
] as const;

const judged = async (mock: Pick<Mock, 'url'>, api: string): Promise<Report> => {
  const set = api === 'lune' ? { account_ids: ['a', 'b'] } : {};
  return runConformance({ api, target: `${mock.url}/${api}`, ...credentials, set, seed: 7, runs: 2 });
};

const leftovers = async (mock: Mock): Promise<Report> => {
  const failing: Tampering = {
    request: (request) => (request.operation === 'deleteWebhook' ? { status: 500, headers: {}, body: '' } : request),
  };
  const { run } = await judgeThrough(mock, 'lune', failing, {}, { shrinks: true });
  return { version: 1, tool: 'webhook-contracts', runs: [run] };
};

/** Has servers judged, and gives the reports and the contracts of all. */
export const realReports = async (): Promise<{
  readonly reports: Readonly<Record<Kind, Report>>;
  readonly contracts: readonly Contract[];
}> => {
  await using right = await startMock({ ...credentials });
  await using wrong = await startMock({ ...credentials, break: brokenClauses });
  await using refusing = await startRawServer({ onRequest: (socket) => void socket.end(http('401 No', '{}')) });
  const broken = await judged(wrong, 'lune');
  const good = await judged(right, 'management');
  const untested = await runConformance({ api: 'cloudflare', target: refusing.url, ...credentials });
  const several = { ...broken, runs: [...broken.runs, ...good.runs, ...untested.runs] };
  return {
    reports: { right: good, broken, untested, several, leftovers: await leftovers(right) },
    contracts: right.contracts,
  };
};

/** Puts the runs of a report together with what reporters say besides. */
export const judgedRuns = (
  { runs }: Report,
  contracts: readonly Contract[],
  { isStrict = false }: { readonly isStrict?: boolean } = {},
): readonly JudgedRun[] =>
  runs.map((run) => {
    const contract = contracts.find(({ id }) => id === run.api);
    if (contract === undefined) throw new Error(`There is no contract ${run.api}.`);
    const command = `npm run conformance -- --api ${run.api} --target ${run.target}`;
    return {
      run,
      context: { title: contract.title, command, isStrict, causeOf: causeOfClause(contract), known: new Map() },
    };
  });
