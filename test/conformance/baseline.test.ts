import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type EarlierLineResults, judgeBaseline, type LineResult } from '../../conformance/baseline/judge-baseline.ts';
import { parseBaseline } from '../../conformance/baseline/parse-baseline.ts';
import { readBaseline } from '../../conformance/baseline/read-baseline.ts';
import { linesFor } from '../../conformance/baseline/run-baseline.ts';
import { updateBaseline } from '../../conformance/baseline/update-baseline.ts';
import { prepareBaselineFile, writeBaseline } from '../../conformance/baseline/write-baseline.ts';
import type { Verdict } from '../../conformance/evidence/report.ts';
import { baselineBytesMax } from '../../conformance/settings/limits.ts';
import { selectContracts } from '../../src/clauses/select-contracts.ts';
import { UsageError } from '../../src/document/usage-error.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';

const contracts = await selectContracts({});
const contractOf = (api: string) => {
  const contract = contracts.find(({ id }) => id === api);
  if (contract === undefined) throw new Error(`There is no ${api}.`);
  return contract;
};
const lune = contractOf('lune');

const url = 'lune/createWebhook/request/body/url:pattern';
const list = 'lune/listWebhooks/200/body:type';
/** A format that this tool doesn't know. */
const unknownFormat = 'lune/createWebhook/request/body/url:format';

describe('A line', () => {
  const written = [
    { text: `${url}  # they know`, line: { number: 1, glob: url, until: null, reason: 'they know' } },
    { text: `${url} until 2026-12-31 # why`, line: { number: 1, glob: url, until: '2026-12-31', reason: 'why' } },
    {
      text: `\uFEFF${url}\tuntil\t2028-02-29\t#why`,
      line: { number: 1, glob: url, until: '2028-02-29', reason: 'why' },
    },
    {
      text: `# all\r\n\r\n  *:type  # #12 is open \r\n`,
      line: { number: 3, glob: '*:type', until: null, reason: '#12 is open' },
    },
    { text: `a:b # until 2026-02-30`, line: { number: 1, glob: 'a:b', until: null, reason: 'until 2026-02-30' } },
    { text: `a:b # 👩‍💻 has it`, line: { number: 1, glob: 'a:b', until: null, reason: '👩‍💻 has it' } },
  ];
  test.each(written)('$text is read', ({ text, line }) => {
    expect(parseBaseline(text, 'known.txt')).toEqual({ name: 'known.txt', text, lines: [line] });
  });

  const wrong = [
    { text: url, says: /line 1 says no reason\. End it/ },
    { text: `${url}  #  `, says: /line 1 says no reason/ },
    { text: `${url}# why`, says: /line 1 says something after the clause/ },
    { text: `${url} 2026-12-31 # why`, says: /line 1 says something after the clause.*until YYYY-MM-DD/ },
    { text: `${url} until # why`, says: /line 1 has no single date/ },
    { text: `${url} until 2026-12-31 or so # why`, says: /line 1 has no single date/ },
    { text: `\n\n${url} until 2026-02-30 # why`, says: /line 3 ends on what is no day/ },
    { text: `${url} until tomorrow # why`, says: /line 1 ends on what is no day/ },
    { text: `${url} until 2026-13-01 # why`, says: /no day/ },
    { text: `${url} # why\n# again\n${url} until 2026-12-31 # why`, says: /line 3 names .*, as line 1 does/ },
    { text: `${url} # wh\u001b[31my`, says: /line 1 holds characters that cannot be seen/ },
    { text: `${url} # wh\u202ey`, says: /line 1 holds characters that cannot be seen/ },
    { text: `a:b # one\rc:d # two`, says: /line 1 holds characters that cannot be seen/ },
  ];
  test.each(wrong)('$text is refused', ({ text, says }) => {
    const parse = () => parseBaseline(text, 'known.txt');
    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(says);
    expect(parse).toThrow(/^known\.txt, line \d+ [^\n]+\.$/);
  });
});

describe('A file', () => {
  const refused: readonly {
    readonly is: string;
    readonly make: (file: string) => Promise<unknown>;
    readonly says: RegExp;
  }[] = [
    { is: 'not there', make: async () => undefined, says: /^There is no baseline .*known\.txt\. Give/ },
    { is: 'a folder', make: (file) => mkdir(file), says: /is a folder\. Give/ },
    {
      is: 'not UTF-8',
      make: (file) => writeFile(file, new Uint8Array([0x61, 0xff])),
      says: /not text in UTF-8\. Give/,
    },
    {
      is: 'too large',
      make: (file) => writeFile(file, ' '.repeat(baselineBytesMax + 1)),
      says: /bytes; 262144 are read/,
    },
    { is: 'a circle', make: (file) => symlink(file, file), says: /ELOOP keeps us from reading/ },
  ];
  test.each(refused)('that is $is is refused on one line', async ({ make, says }) => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'known.txt');
    await make(file);
    const error = await readBaseline(file, { mayBeMissing: false }).catch((thrown: Error) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).message).toMatch(says);
    expect((error as Error).message).toContain(file);
    expect((error as Error).message).not.toContain('\n');
  });

  test('that may be missing is empty', async () => {
    expect(await readBaseline('/nowhere/known.txt', { mayBeMissing: true })).toMatchObject({ text: '', lines: [] });
  });

  test('is replaced as a whole, and stays what it was otherwise', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'known.txt');
    const link = join(folder.path, 'link.txt');
    await writeFile(file, 'old');
    await chmod(file, 0o640);
    await symlink(file, link);
    await prepareBaselineFile(link);
    await writeBaseline(link, 'new');
    expect(await readFile(file, 'utf8')).toBe('new');
    expect(await readFile(link, 'utf8')).toBe('new');
    expect((await readdir(folder.path)).toSorted()).toEqual(['known.txt', 'link.txt']);
  });

  test('that cannot be written is told before the run', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'none', 'known.txt');
    await expect(prepareBaselineFile(file)).rejects.toThrow(/known\.txt cannot be written \(ENOENT\)\. Give another/);
    await expect(writeBaseline(file, '')).rejects.toThrow(UsageError);
  });
});

const today = '2026-11-21';

interface Judging {
  readonly text: string;
  readonly verdicts: Readonly<Record<string, Verdict>>;
  readonly isWhole?: boolean;
  readonly isUpdated?: boolean;
  readonly strict?: boolean;
  readonly partlyTested?: readonly string[];
}

const judged = ({ text, verdicts, isWhole = true, isUpdated = false, strict = false, partlyTested = [] }: Judging) => {
  const scope = { contracts: [lune], tellsUnmatched: true, isUpdated, otherApis: ['other'] };
  const lines = linesFor(lune, parseBaseline(text, 'known.txt'), scope);
  const clauses = lune.clauses.map(({ id, operation, kind, level, source }) => {
    const verdict = verdicts[id] ?? 'vacuous';
    return { id, operation, kind, level, verdict, reason: null, cases: 0, source };
  });
  const baseline = { name: 'known.txt', lines, isUpdated, partlyTested: new Set(partlyTested), today };
  return judgeBaseline(baseline, clauses, { isWhole, strict, earlier: new Map() });
};

describe('A run', () => {
  const rows: readonly (Judging & {
    readonly says: string;
    readonly known?: readonly string[];
    readonly stale?: readonly RegExp[];
    readonly added?: readonly string[];
    /** How many of the stale lines an update removes. */
    readonly removed?: number;
  })[] = [
    { says: 'a broken clause is known', text: `${url} # w`, verdicts: { [url]: 'broken' }, known: [url] },
    { says: 'a warning is known', text: `${url} # w`, verdicts: { [url]: 'warned' }, known: [url] },
    {
      says: 'a clause that holds is stale',
      text: `# why\n${url} # w`,
      verdicts: { [url]: 'held' },
      stale: [/^lune\/createWebhook\/request\/body\/url:pattern \(known\.txt, line 2\) holds after all: remove/],
    },
    { says: 'a clause that nothing met is neither', text: `${url} # w`, verdicts: { [url]: 'vacuous' } },
    { says: 'an untestable clause is neither', text: `${url} # w`, verdicts: { [url]: 'untestable' } },
    { says: 'a clause that was left out is neither', text: `${url} # w`, verdicts: { [url]: 'not-applicable' } },
    {
      says: 'what held until the run was cut short is neither',
      text: `${url} # w`,
      verdicts: { [url]: 'held' },
      isWhole: false,
    },
    {
      says: 'what held in a part of its checks is neither',
      text: `${url} # w`,
      verdicts: { [url]: 'held' },
      partlyTested: [url],
    },
    {
      says: 'one broken clause is enough for a glob',
      text: 'createWebhook # w',
      verdicts: { [url]: 'broken', [`${url}x`]: 'held' },
      known: [url],
    },
    { says: 'a glob of which a part was tested is neither', text: 'lune/*:type # w', verdicts: { [list]: 'held' } },
    {
      says: 'a glob of which all held is stale, whatever is beyond this tool',
      text: 'lune/createWebhook/request/body/url:*at* # w',
      verdicts: { [url]: 'held', [unknownFormat]: 'not-applicable' },
      stale: [/holds after all/],
    },
    {
      says: 'a line is good until its day is over',
      text: `${url} until ${today} # w`,
      verdicts: { [url]: 'broken' },
      known: [url],
    },
    {
      says: 'the day after, it is stale and covers nothing',
      text: `${url} until 2026-11-20 # w`,
      verdicts: { [url]: 'broken' },
      stale: [/\(known\.txt, line 1\) expired after 2026-11-20/],
    },
    {
      says: 'a line that expired needs no test',
      text: `${url} until 2020-01-01 # w`,
      verdicts: {},
      stale: [/expired after 2020-01-01/],
    },
    {
      says: 'a line that matches nothing is stale',
      text: 'lune/createWebhook/request/body/url:patern # w',
      verdicts: {},
      stale: [/matches no clause: did you mean lune\/createWebhook\/request\/body\/url:pattern\?$/],
    },
    {
      says: 'an update adds what is broken, and no warnings',
      text: '',
      isUpdated: true,
      verdicts: { [url]: 'broken', [list]: 'warned', 'lune/getWebhook:answered': 'untestable' },
      added: [url],
    },
    {
      says: 'a strict update adds warnings too',
      text: `${url} # w`,
      isUpdated: true,
      strict: true,
      verdicts: { [url]: 'broken', [list]: 'warned' },
      known: [url],
      added: [list],
    },
    {
      says: 'an update leaves a line that expired to whoever agrees on its day',
      text: `${url} until 2020-01-01 # w`,
      isUpdated: true,
      verdicts: { [url]: 'broken' },
      stale: [/expired/],
      removed: 0,
    },
    {
      says: 'an update removes a line that expired, and holds',
      text: `${url} until 2020-01-01 # w`,
      isUpdated: true,
      verdicts: { [url]: 'held' },
      stale: [/expired/],
      removed: 1,
    },
    {
      says: 'an update removes nothing by a run that was cut short',
      text: `${url} until 2020-01-01 # w\nlune/createWebhook/request/body/url:patern # w`,
      isUpdated: true,
      verdicts: { [url]: 'held' },
      isWhole: false,
      stale: [/expired/, /matches no clause/],
      removed: 0,
    },
    {
      says: 'a line of a contract that is not judged says nothing',
      text: 'other/createThing:answered # w',
      verdicts: { [url]: 'held' },
    },
  ];
  test.each(rows)('$says', ({ says: _, known = [], stale = [], added = [], removed, ...judging }) => {
    const outcome = judged(judging);
    expect([...outcome.known.keys()]).toEqual(known);
    expect(outcome.stale.map(({ sentence }) => sentence)).toEqual(stale.map((words) => expect.stringMatching(words)));
    expect(outcome.added).toEqual(added);
    if (removed !== undefined) expect(outcome.stale.filter(({ isRemoved }) => isRemoved)).toHaveLength(removed);
  });

  test('an id stands for its clause alone, though it may hold an asterisk', () => {
    const odd = {
      ...lune,
      clauses: ['/*:type', '/x:type'].map((end, index) => ({ ...lune.clauses[index], id: `lune/o/200/body${end}` })),
    };
    const scope = { contracts: [], tellsUnmatched: true, isUpdated: false };
    const [line] = linesFor(odd as typeof lune, parseBaseline('lune/o/200/body/*:type # w'), scope);
    expect(line?.clauses).toEqual(['lune/o/200/body/*:type']);
  });

  test('lines whose reason nobody has given yet are named', () => {
    const text = `${url} # TODO: say why\n${list} # known`;
    expect(judged({ text, verdicts: { [url]: 'broken' } }).unexplained.map(({ number }) => number)).toEqual([1]);
  });

  test('many asterisks take no longer than one', () => {
    const before = performance.now();
    judged({ text: `${'*'.repeat(60)}none # w`, verdicts: {} });
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});

describe('Of several contracts', () => {
  const scope = { contracts, tellsUnmatched: false, isUpdated: false };
  const linesOf = (api: string, text: string, given = scope) => linesFor(contractOf(api), parseBaseline(text), given);

  test('each takes the lines that match it, and one tells of those that match none', () => {
    const text = `${url} # w\ncloudflare/createWebhook # w\nnothing # w`;
    const globs = (api: string, given = scope) => linesOf(api, text, given).map(({ line }) => line.glob);
    expect(globs('lune')).toEqual([url]);
    expect(globs('cloudflare')).toEqual(['cloudflare/createWebhook']);
    expect(globs('management')).toEqual([]);
    expect(globs('management', { ...scope, tellsUnmatched: true })).toEqual(['nothing']);
  });

  test('a line that matches several is stale where it held in all, and not before the last of them', () => {
    const ids = contracts.map(({ id }) => id);
    const hold = (api: string, earlier: EarlierLineResults) => {
      const contract = contractOf(api);
      const clauses = contract.clauses.map((clause) => ({
        ...clause,
        verdict: 'held' as const,
        reason: null,
        cases: 1,
      }));
      const baseline = {
        name: 'b',
        lines: linesOf(api, '*:credentials # w'),
        isUpdated: false,
        partlyTested: new Set<string>(),
        today,
      };
      return judgeBaseline(baseline, clauses, { isWhole: true, strict: false, earlier }).stale.length;
    };
    const [first = '', second = '', third = ''] = ids;
    const held = new Map<number, LineResult>([[1, 'held']]);
    const used = new Map<number, LineResult>([[1, 'used']]);
    expect(hold(first, new Map())).toBe(0);
    expect(hold(second, new Map([[first, held]]))).toBe(0);
    expect(
      hold(
        third,
        new Map([
          [first, held],
          [second, held],
        ]),
      ),
    ).toBe(1);
    expect(
      hold(
        third,
        new Map([
          [first, held],
          [second, used],
        ]),
      ),
    ).toBe(0);
  });
});

describe('An update', () => {
  const updated = (text: string, stale: readonly number[], added: readonly string[]) => {
    const baseline = parseBaseline(text);
    const lines = baseline.lines.filter(({ number }) => stale.includes(number));
    return updateBaseline(baseline, [{ stale: lines.map((line) => ({ line, sentence: '', isRemoved: true })), added }]);
  };
  const rows = [
    {
      text: '',
      stale: [],
      added: [],
      gives: '# Clauses that are known to be broken, one a line:  CLAUSE  until YYYY-MM-DD  # REASON\n',
    },
    {
      text: '',
      stale: [],
      added: ['a:b'],
      gives:
        '# Clauses that are known to be broken, one a line:  CLAUSE  until YYYY-MM-DD  # REASON\na:b  # TODO: say why\n',
    },
    {
      text: '# one\na:b # w\n\nc:d # w',
      stale: [],
      added: ['e:f'],
      gives: '# one\na:b # w\n\nc:d # w\ne:f  # TODO: say why\n',
    },
    { text: '# one\r\na:b # w\r\n', stale: [2], added: ['e:f'], gives: '# one\r\ne:f  # TODO: say why\r\n' },
    {
      text: 'a:b # w\n# two\nc:d   until 2026-12-31  # w\n',
      stale: [1],
      added: [],
      gives: '# two\nc:d   until 2026-12-31  # w\n',
    },
    { text: '# one\n', stale: [], added: ['a/an odd\tname:b'], gives: '# one\na/an*odd*name:b  # TODO: say why\n' },
  ];
  test.each(rows)('of $text without $stale and with $added', ({ text, stale, added, gives }) => {
    const update = updated(text, stale, added);
    expect(update.text).toBe(gives);
    expect(parseBaseline(update.text).lines).toHaveLength(update.kept + update.added.length);
    expect(update.removed).toHaveLength(stale.length);
  });
});
