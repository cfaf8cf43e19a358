import { describe, expect, test } from 'vitest';
import { selectedClauses } from '../../conformance/settings/selection.ts';
import { selectContracts } from '../../src/clauses/select-contracts.ts';

const [lune] = await selectContracts({ apis: ['lune'] });
if (lune === undefined) throw new Error('There is no such contract.');
const ids = lune.clauses.map(({ id }) => id);

interface Row {
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  /** What of the clauses is selected. */
  readonly selects: (id: string, operation: string) => boolean;
}

const rows: readonly Row[] = [
  { selects: () => true },
  { only: ['lune/createWebhook'], selects: (_, operation) => operation === 'createWebhook' },
  { only: ['createWebhook'], selects: (_, operation) => operation === 'createWebhook' },
  { only: ['lune/getWebhook/200/body/url:pattern'], selects: (id) => id === 'lune/getWebhook/200/body/url:pattern' },
  { only: ['lune/listWebhooks/200/body[]/url:*'], selects: (id) => id.startsWith('lune/listWebhooks/200/body[]/url:') },
  { only: ['*:credentials'], selects: (id) => id.endsWith(':credentials') },
  { only: ['*Webhook'], selects: (_, operation) => /Webhook$/.test(operation) },
  { skip: ['*'], selects: () => false },
  {
    only: ['lune/*'],
    skip: ['*:type', 'lune/getWebhook'],
    selects: (id, operation) => !id.endsWith(':type') && operation !== 'getWebhook',
  },
];

test.each(rows)(
  'Only $only and not $skip select what they name, and all below it',
  ({ only = [], skip = [], selects }) => {
    const isSelected = selectedClauses(lune, { only, skip });
    const selected = lune.clauses.filter(({ id, operation }) => selects(id, operation)).map(({ id }) => id);
    expect(ids.filter(isSelected)).toEqual(selected);
  },
);

describe.each([
  { glob: 'lune/createWebhoo', meant: 'Did you mean createWebhook?' },
  {
    glob: 'createWebhook/request/body/url:patern',
    meant: 'Did you mean lune/createWebhook/request/body/url:pattern?',
  },
  { glob: 'cloudflare/createWebhook', meant: 'Known are: lune/listWebhooks:answered, ' },
  { glob: '', meant: 'Known are: listWebhooks, createWebhook, getWebhook, ' },
  { glob: 'getWeb.ook', meant: 'Did you mean getWebhook?' },
])('The glob $glob, which matches nothing', ({ glob, meant }) => {
  test.each(['only', 'skip'] as const)(
    'is refused by --%s, with the nearest that there is, or what is known',
    (option) => {
      const globs = { only: [], skip: [], [option]: [glob] };
      expect(() => selectedClauses(lune, globs)).toThrow(`--${option} ${glob} matches no clause. ${meant}`);
    },
  );
});
