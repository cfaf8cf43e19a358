import { execFile } from 'node:child_process';
import { Writable } from 'node:stream';
import { afterAll, describe, expect, test } from 'vitest';
import { checkMakers } from '../../conformance/checks/checks.ts';
import { checkDescriptions } from '../../conformance/checks/descriptions.ts';
import { type Explanation, explainer } from '../../conformance/explain/explainer.ts';
import { wrapped } from '../../conformance/reporters/wrapped.ts';
import { writeExplanation } from '../../conformance/reporters/write-explanation.ts';
import type { Clause } from '../../src/clauses/clause.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import { selectContracts } from '../../src/clauses/select-contracts.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { credentials } from './behind-proxy.ts';

const contracts = await selectContracts({});
const mock = await startMock({ ...credentials });
afterAll(() => mock.close());

const explainers = new Map<string, (clause: Clause) => Explanation>();
for (const contract of contracts) {
  const target = `${mock.url}/${contract.id}`;
  explainers.set(contract.id, await explainer(contract, { target, selecting: `--api ${contract.id}` }));
}

const explained = (clause: Clause) => {
  const explain = explainers.get(clause.api);
  if (explain === undefined) throw new Error(`There is no ${clause.api}.`);
  return explain(clause);
};

const clauseOf = (id: string): Clause => {
  const clause = contracts.flatMap(({ clauses }) => clauses).find((one) => one.id === id);
  if (clause === undefined) throw new Error(`There is no clause ${id}.`);
  return clause;
};

/** A stream that says of itself what a terminal does, or something else. */
const streamOf = (traits: object): NodeJS.WriteStream =>
  Object.assign(new Writable(), traits) as unknown as NodeJS.WriteStream;

/** What is written of a clause on a terminal of a width. */
const linesOf = (clause: Clause, columns: number): readonly string[] => {
  const lines: string[] = [];
  const stream = streamOf({ columns, isTTY: false });
  writeExplanation({ stream, write: (line) => void lines.push(line) }, explained(clause), { file: 'a.yaml', line: 7 });
  return lines;
};

const labels = ['level', 'operation', 'contract', 'source', 'entails', 'tested', 'on demand', 'by hand', 'flaw'];

describe.each(contracts)('Of $id', ({ clauses }: Contract) => {
  test('each clause is explained, in every section', () => {
    for (const clause of clauses) {
      const { says, checks, byHand, flaw, resting, untested } = explained(clause);
      expect(says, clause.id).toMatch(/^[A-Za-z`].+\.$/);
      expect(byHand.valid, clause.id).toMatch(/^curl -i -X /);
      expect(byHand.steps, clause.id).toMatch(/^[A-Z].+\.$/);
      expect(
        checks.filter(({ does }) => !does.endsWith('.')),
        clause.id,
      ).toEqual([]);
      expect(flaw === null, clause.id).toBe(clause.notApplicable !== null);
      if (flaw !== null) expect(flaw, clause.id).toMatch(/^[A-Z].+\.$/);
      expect(checks.length === 0, clause.id).toBe(untested !== null);
      expect(resting, clause.id).not.toContain(clause.id);
      const lines = linesOf(clause, 100);
      expect(lines.filter((line) => /^ {2}\S/.test(line)).map((line) => line.slice(2, 14).trim())).toEqual(
        expect.arrayContaining(labels),
      );
      expect(lines.join('\n'), clause.id).not.toMatch(/undefined|\[object|\bNaN\b| {2}\n/);
    }
  });

  test('two clauses of a kind are told apart by their sentence, unless they differ in their place alone', () => {
    const same = [...Map.groupBy(clauses, (clause) => `${clause.id.split(':')[0]} ${explained(clause).says}`).values()];
    expect(same.filter(({ length }) => length > 1).map((few) => few.map(({ id }) => id))).toEqual([]);
  });
});

const sentences: readonly (readonly [clause: string, says: string])[] = [
  [
    'lune/createWebhook:answered',
    'Every request to createWebhook is answered, in time, and not with a failure of its own (5xx).',
  ],
  ['cloudflare/getWebhooks:credentials', 'getWebhooks refuses who shows no credentials, or wrong ones.'],
  ['lune/createWebhook/200:status', 'A valid request to createWebhook is answered with 200 or 201.'],
  ['lune/createWebhook/400:status', 'A request to createWebhook that breaks the contract is refused with 400.'],
  [
    'lune/createWebhook/415:status',
    'A request to createWebhook in a media type that is not documented is refused with 415.',
  ],
  ['lune/listWebhooks/200/body:type', 'Where listWebhooks answers 200, the body is an array.'],
  ['lune/listWebhooks/200/body[]/url:required', 'Where listWebhooks answers 200, `body[]` has `url`.'],
  [
    'lune/listWebhooks/200/body[]/secret:maxLength',
    'Where listWebhooks answers 200, `body[].secret` has at most 4 characters.',
  ],
  [
    'lune/listWebhooks/401/header/WWW-Authenticate:required',
    'Where listWebhooks answers 401, there is the header WWW-Authenticate.',
  ],
  ['lune/listWebhooks/401/body/errors:minItems', 'Where listWebhooks answers 401, `body.errors` has at least 1 item.'],
  ['cloudflare/createWebhook/400/body/success:const', 'Where createWebhook answers 400, `body.success` is false.'],
  [
    'cloudflare/createWebhook/request/body/url:format',
    'In a request to createWebhook, `body.url` has the format uri; one where that is not so is refused.',
  ],
  [
    'cloudflare/createWebhook/request/body:media-type',
    'In a request to createWebhook, the body is in application/json; one where that is not so is refused.',
  ],
  [
    'cloudflare/createWebhook/request/body:required',
    'In a request to createWebhook, there is a body; one where that is not so is refused.',
  ],
  [
    'management/getWebhookSubscriptions/request/query/take:type',
    'In a request to getWebhookSubscriptions, the query parameter take is an integer; one where that is not so is refused.',
  ],
  [
    'lune/webhook:secret-is-masked-on-list',
    'listWebhooks shows no more of `secret` of a webhook than its last characters.',
  ],
  ['lune/webhook:deleted-is-gone-on-list', 'A webhook that was deleted is in the list of listWebhooks no more.'],
  ['lune/webhook:deleted-is-gone-on-read', 'getWebhook refuses the id of a webhook that was deleted.'],
];

test.each(sentences)('%s says: %s', (id, says) => {
  expect(explained(clauseOf(id)).says).toBe(says);
});

const resting: readonly { readonly id: string; readonly holds: readonly string[]; readonly not: readonly string[] }[] =
  [
    {
      id: 'lune/listWebhooks/200/body:type',
      holds: ['lune/listWebhooks/200/body[]:type', 'lune/listWebhooks/200/body[]/url:pattern'],
      not: ['lune/listWebhooks/200:status', 'lune/listWebhooks/401/body:type', 'lune/getWebhook/200/body:type'],
    },
    {
      id: 'lune/listWebhooks/200/body[]/url:required',
      holds: ['lune/listWebhooks/200/body[]/url:type', 'lune/listWebhooks/200/body[]/url:pattern'],
      not: ['lune/listWebhooks/200/body[]/id:type'],
    },
    {
      id: 'lune/listWebhooks/401:status',
      holds: ['lune/listWebhooks/401:media-type', 'lune/listWebhooks/401/body:type'],
      not: ['lune/listWebhooks/200/body:type'],
    },
    { id: 'lune/listWebhooks/200/body[]/url:pattern', holds: [], not: ['lune/listWebhooks/200/body[]/url:type'] },
  ];

test.each(resting)('What rests on $id', ({ id, holds, not }) => {
  const found = explained(clauseOf(id)).resting;
  expect(found).toEqual(expect.arrayContaining([...holds]));
  for (const other of not) expect(found).not.toContain(other);
});

test('Every kind of check is described, and nothing else', () => {
  expect(Object.keys(checkDescriptions)).toEqual(Object.keys(checkMakers));
});

/** Runs lines of ours in one shell, one after the other, and gives the statuses that they were answered. */
const statusesOf = (lines: readonly string[]): Promise<readonly number[]> =>
  new Promise((resolve, reject) => {
    const env = {
      ...process.env,
      WEBHOOK_CONTRACTS_TOKEN: credentials.token,
      WEBHOOK_CONTRACTS_API_KEY: credentials.apiKey,
    };
    const options = "--silent --max-time 20 --output /dev/null --write-out '%{http_code}\\n'";
    const script = ['set -e', ...lines.map((line) => `${line} ${options}`)].join('\n');
    execFile('bash', ['-c', script], { env }, (error, out) =>
      error ? reject(error) : resolve(out.trim().split('\n').map(Number)),
    );
  });

/** The same of one line. */
const statusOf = async (line: string): Promise<number> => (await statusesOf([line]))[0] ?? Number.NaN;

describe.each(contracts)('By hand, of $id', ({ id, clauses, operations }: Contract) => {
  test('the valid request of each operation is accepted', async () => {
    for (const { id: operation } of operations) {
      const clause = clauses.find((one) => one.operation === operation);
      if (clause === undefined) throw new Error(`${operation} promises nothing.`);
      const { valid } = explained(clause).byHand;
      // Earlier ones may have deleted what the examples name.
      await mock.reset();
      expect(await statusOf(valid ?? ''), valid ?? operation).toBeLessThan(300);
    }
  });

  test('what breaks a clause of a request, or comes without credentials, is refused', async () => {
    const asked = clauses.filter(({ subject, kind }) => subject.of === 'request' || kind === 'credentials');
    const lines = [...new Set(asked.flatMap((clause) => explained(clause).byHand.changed ?? []))];
    expect(lines.length).toBeGreaterThan(10);
    const statuses = await statusesOf(lines);
    expect(statuses).toHaveLength(lines.length);
    for (const [index, status] of statuses.entries())
      expect([400, 401, 404, 415, 422], lines[index] ?? '').toContain(status);
  });

  test('a refusal that a clause speaks of is called for', async () => {
    const asked = clauses.filter(({ subject, kind }) => subject.of === 'response' && kind === 'status');
    let tried = 0;
    for (const clause of asked) {
      const { changed } = explained(clause).byHand;
      if (changed === null || clause.subject.of !== 'response' || clause.subject.statuses.includes('413')) continue;
      expect(clause.subject.statuses, changed).toContain(String(await statusOf(changed)));
      tried++;
    }
    // How management refuses, no document says.
    expect(tried > 0).toBe(id !== 'management');
  });
});

describe('On a terminal', () => {
  const clause = clauseOf('lune/createWebhook/request/body/url:pattern');

  test.each([60, 80, 120])('of %i columns, no line is longer but what is to be copied, or one word', (columns) => {
    const long = linesOf(clause, columns).filter((line) => line.length > columns);
    expect(long.filter((line) => !/curl|npm run|Prefer|^\s*\S+$/.test(line))).toEqual([]);
  });

  test('words are kept whole', () => {
    expect(wrapped('one  two three', 7)).toEqual(['one two', 'three']);
    expect(wrapped('a longerthanthat b', 5)).toEqual(['a', 'longerthanthat', 'b']);
    expect(wrapped('', 5)).toEqual([]);
  });

  test('colours are shown where they can be', () => {
    const lines: string[] = [];
    const stream = streamOf({ columns: 80, isTTY: true, getColorDepth: () => 8, hasColors: () => true });
    const place = { file: 'a.yaml', line: null };
    writeExplanation({ stream, write: (line) => void lines.push(line) }, explained(clause), place);
    expect(lines.join('').includes('\u001b[')).toBe(process.env.NO_COLOR === undefined);
    expect(linesOf(clause, 80).join('')).not.toContain('\u001b[');
  });
});
