import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { RunReport } from '../../conformance/evidence/report.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { packageFolder } from '../../src/package-folder.ts';
import { credentials, judgeThrough } from './behind-proxy.ts';
import { isRecord, type Tampering } from './proxy.ts';
import { renamedContract } from './renamed.ts';
import { answers, bodies, mended, together } from './tamper.ts';

const apis = ['cloudflare', 'lune', 'management'];
const folder = await mkdtemp(join(tmpdir(), 'renamed-'));
const files = await Promise.all(
  apis.map(async (api) => {
    const file = join(folder, `renamed-${api}.yaml`);
    const contract = parse(await readFile(join(packageFolder(), 'openapi', `${api}.yaml`), 'utf8'), { merge: true });
    await writeFile(file, stringify(renamedContract(contract), { aliasDuplicateObjects: false }));
    return file;
  }),
);
const mock = await startMock({ ...credentials, apis, contracts: files });

afterAll(async () => {
  await mock.close();
  await rm(folder, { recursive: true });
});

/** Makes text of every truth value, whatever its name. */
const truthAsText = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(truthAsText);
  if (typeof value === 'boolean') return String(value);
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, truthAsText(item)]))
    : value;
};

/** Servers that need to know no name: a right one, one with flaws of several kinds, and one with a flaw that leaves nothing else to judge. */
const servers: readonly { readonly name: string; readonly tampering: Tampering }[] = [
  { name: 'no flaw', tampering: {} },
  {
    name: 'truth told as text, no check of credentials and another status of refusal',
    tampering: together([
      bodies({}, truthAsText),
      mended(null, (request) => ({
        ...request,
        headers: { ...request.headers, authorization: `Bearer ${credentials.token}` },
      })),
      answers({ statuses: [400] }, (response) => ({ ...response, status: 418 })),
    ]),
  },
  { name: 'another status of success', tampering: answers({}, (response) => ({ ...response, status: 202 })) },
];

/** What a run showed, without a name. */
const outcome = ({ clauses, verdict, requests }: RunReport) => ({
  verdict,
  requests,
  clauses: clauses.map(({ kind, level, verdict: found, cases }) => ({ kind, level, verdict: found, cases })),
});

describe.each(apis)('The contract of %s', (api) => {
  test('shares no name with its renamed copy', () => {
    const namesOf = (id: string): readonly string[] =>
      mock.contracts
        .filter((contract) => contract.id === id)
        .flatMap(({ operations }) => operations.flatMap(({ id: name, path }) => [name, ...path.split(/[/{}]+/)]))
        .filter((name) => name !== '');
    const renamed = new Set(namesOf(`renamed-${api}`));
    expect(renamed.size).toBe(new Set(namesOf(api)).size);
    expect(namesOf(api).filter((name) => renamed.has(name))).toEqual([]);
  });

  test.each(servers)(
    'judges a server with $name as its renamed copy does, clause for clause',
    async ({ tampering }) => {
      const options = { runs: 2, seed: 11 };
      const { run: original } = await judgeThrough(mock, api, tampering, { skip: [], ...options });
      const { run: copy } = await judgeThrough(mock, `renamed-${api}`, tampering, { skip: [], ...options });
      expect(outcome(copy)).toEqual(outcome(original));
    },
  );
});
