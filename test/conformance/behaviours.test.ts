import { afterAll, describe, expect, test } from 'vitest';
import { runConformance } from '../../conformance/run/run-conformance.ts';
import { behaviours } from '../../src/clauses/behaviour-kinds/list.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { madeUpOwnerValues } from '../../src/values/made-up-owner-values.ts';
import { credentials, faultsOf } from './behind-proxy.ts';

const mock = await startMock({ ...credentials, seed: 1 });
afterAll(() => mock.close());

/** Has the suite judge what a resource of the mock remembers. */
const judge = async (clauseId: string) => {
  const [api = '', rest = ''] = clauseId.split('/');
  const contract = mock.contracts.find(({ id }) => id === api);
  if (contract === undefined) throw new Error(`The mock serves no ${api}.`);
  const { runs } = await runConformance({
    ...credentials,
    contract,
    target: `${mock.url}/${api}`,
    seed: 1,
    runs: 4,
    set: madeUpOwnerValues(contract),
    only: [`${api}/${rest.split(':')[0]}:*`],
  });
  const [run] = runs;
  if (run === undefined) throw new Error('The suite reported no run.');
  return run;
};

/** One clause of each kind at least. */
const rows: readonly { readonly clause: string; readonly entails?: readonly string[] }[] = [
  { clause: 'cloudflare/webhook:name-is-answered-on-create' },
  { clause: 'cloudflare/webhook:events-is-kept-on-edit' },
  { clause: 'lune/webhook:enabled-has-its-default-on-create' },
  { clause: 'cloudflare/webhook:enabled-is-untouched-on-edit' },
  { clause: 'cloudflare/webhook:created-is-listed' },
  { clause: 'lune/webhook:deleted-is-gone-on-read' },
  { clause: 'management/subscription:unknown-is-refused-on-read' },
  {
    clause: 'lune/webhook:id-is-unique-on-create',
    // Whoever asks for one of two under an id may get the other.
    entails: ['secret-is-masked-on-list', 'secret-is-masked-on-read', 'secret-is-masked-on-replace'],
  },
  { clause: 'cloudflare/webhook:updated_at-never-goes-back-on-replace' },
  { clause: 'cloudflare/webhook:other-app_id-is-hidden-on-list' },
  { clause: 'lune/webhook:secret-is-full-on-create' },
  { clause: 'lune/webhook:secret-is-masked-on-list' },
  { clause: 'lune/webhook:secret-is-new-on-rotate' },
  { clause: 'lune/webhook:account_id-leaves-out-others' },
  { clause: 'lune/webhook:account_id-keeps-what-matches' },
  { clause: 'lune/webhook:account_id-keeps-what-has-no-account_ids' },
  { clause: 'management/subscription:take-limits-the-page' },
  { clause: 'management/subscription:skip-skips-so-many' },
  { clause: 'management/subscription:total-counts-all' },
  { clause: 'management/event:created-is-embedded-in-its-parent' },
  { clause: 'lune/webhook:refused-create-leaves-no-trace' },
  { clause: 'cloudflare/webhook:others-are-untouched-on-create' },
  { clause: 'cloudflare/webhook:deleted-is-answered' },
  { clause: 'management/event:webhookSubscriptionId-names-the-parent' },
  { clause: 'lune/webhook:parallel-creates-are-as-if-in-turn' },
  { clause: 'cloudflare/webhook:parallel-edits-are-as-if-in-turn' },
  { clause: 'lune/webhook:parallel-replaces-are-as-if-in-turn' },
  { clause: 'cloudflare/webhook:parallel-deletes-are-as-if-in-turn' },
];

describe('a server that remembers all but', () => {
  test.each(rows)('$clause is told exactly that', async ({ clause, entails = [] }) => {
    mock.reset();
    mock.break(clause);
    const { broken, warned } = faultsOf(await judge(clause));
    const prefix = clause.slice(0, clause.lastIndexOf(':') + 1);
    const entailed = entails.map((promise) => prefix + promise);
    expect([...broken, ...warned].filter((id) => !entailed.includes(id))).toEqual([clause]);
  });

  test('each kind of behaviour is among them', () => {
    const kinds = mock.contracts.flatMap(({ clauses }) =>
      clauses.filter(({ id }) => rows.some(({ clause }) => clause === id)).map(({ kind }) => kind),
    );
    expect(behaviours.filter((kind) => !kinds.includes(kind))).toEqual([]);
  });
});

describe.each(mock.contracts.map((contract) => ({ id: contract.id, contract })))(
  'a server of $id that remembers',
  ({ contract }) => {
    const resources = contract.resources.filter(({ operations }) => operations.create !== undefined);
    test.each(resources)('$name as it was told breaks nothing', async ({ name }) => {
      mock.reset();
      mock.break();
      const run = await judge(`${contract.id}/${name}:any`);
      expect(faultsOf(run)).toEqual({ broken: [], warned: [] });
      const own = run.clauses.filter(({ id }) => id.startsWith(`${contract.id}/${name}:`));
      expect(own.filter(({ verdict }) => verdict === 'held').length).toBeGreaterThan(own.length / 2);
      expect(run.leftovers).toEqual([]);
    });
  },
);
