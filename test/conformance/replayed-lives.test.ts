import { afterAll, expect, test } from 'vitest';
import type { Finding } from '../../conformance/evidence/report.ts';
import { runConformance } from '../../conformance/run/run-conformance.ts';
import type { RunOptions } from '../../conformance/settings/options.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { madeUpOwnerValues } from '../../src/values/made-up-owner-values.ts';
import { credentials } from './behind-proxy.ts';
import { startProxy } from './proxy.ts';

const mock = await startMock({ ...credentials, seed: 1 });
afterAll(() => mock.close());

const clauses = [
  'cloudflare/webhook:name-is-kept-on-edit',
  'lune/webhook:deleted-is-gone-on-read',
  'cloudflare/webhook:other-app_id-is-hidden-on-read',
  'management/subscription:take-limits-the-page',
  'lune/webhook:secret-is-new-on-rotate',
  'management/subscription:others-are-untouched-on-replace',
  'lune/webhook:refused-replace-leaves-no-trace',
  'cloudflare/webhook:parallel-edits-are-as-if-in-turn',
];

/** Ids differ from run to run; which of them stands where doesn't. */
const withoutIds = (texts: readonly string[]): readonly string[] => {
  const known = new Map<string, string>();
  return texts.map((text) =>
    text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|wh-[0-9a-z]{12}|(?<=\/)\d+(?=\/| |$)/g, (id) => {
      known.set(id, known.get(id) ?? `id ${known.size + 1}`);
      return known.get(id) ?? '';
    }),
  );
};

const requestsOf = ({ exchanges }: Finding): readonly string[] =>
  withoutIds(exchanges.map(({ request }) => `${request.method} ${request.url} ${request.body}`));

test.each(clauses)('A finding of %s is repeated by its replay, request by request', async (id) => {
  const contract = mock.contracts.find(({ id: api }) => id.startsWith(`${api}/`));
  if (contract === undefined) throw new Error(`There is no clause ${id}.`);
  mock.reset();
  mock.break(id);
  await using proxy = await startProxy(contract, `${mock.url}/${contract.id}`, {});
  const judge = async (options: Partial<RunOptions>) => {
    const set = madeUpOwnerValues(contract);
    const { runs } = await runConformance({ contract, target: proxy.url, ...credentials, set, ...options });
    return runs[0]?.findings.find(({ clause }) => clause === id);
  };
  const finding = await judge({ seed: 7, only: [id] });
  if (finding === undefined) throw new Error(`The suite did not find ${id}.`);
  const before = proxy.requests.length;
  const again = await judge({ replay: finding.replay });
  expect(again).toMatchObject({ clause: id, message: finding.message, replay: finding.replay });
  expect(again === undefined ? [] : requestsOf(again)).toEqual(requestsOf(finding));
  // It repeats one case, and not the whole check.
  expect(proxy.requests.length - before).toBeLessThan(60);
});
