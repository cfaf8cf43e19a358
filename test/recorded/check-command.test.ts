import { execFile, execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report, RunReport } from '../../conformance/evidence/report.ts';
import { readHar } from '../../conformance/recorded/har.ts';
import { judgeRecorded } from '../../conformance/recorded/judge-recorded.ts';
import { selectContracts } from '../../src/clauses/select-contracts.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { createRecorder, type Entry, type Recorder } from './recorder.ts';

const script = join(import.meta.dirname, '../../src/cli/main.ts');

interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

const check = (...args: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, [script, 'check', ...args], (error, out, err) => {
      resolve({ status: error === null ? 0 : Number(error.code), out, err });
    });
  });

const token = 'the-token-of-somebody';
const hook = { url: 'https://example.com/hook' };

/** Uses a mock as a client would, and gives what was recorded with the URL that the paths are below. */
const recorded = async (broken: readonly string[] = []): Promise<{ recorder: Recorder; target: string }> => {
  await using mock = await startMock({ apis: ['lune'], port: 0, token, break: broken });
  const target = `${mock.url}/lune`;
  const recorder = createRecorder(token);
  await recorder.send('POST', `${target}/v1/webhooks`, hook);
  const { id } = JSON.parse(recorder.entries[0]?.response.content.text ?? '{}') as { id: string };
  await recorder.send('GET', `${target}/v1/webhooks/${id}`);
  await recorder.send('GET', `${target}/v1/webhooks?account_id=a`);
  await recorder.send('POST', `${target}/v1/webhooks`, { url: 'http://example.com' });
  await recorder.send('DELETE', `${target}/v1/webhooks/${id}`);
  await recorder.send('GET', `${mock.url}/__mock/health`);
  return { recorder, target };
};

/** Checks a recording, and reads its report. */
const checkRecorded = async (
  { recorder, target }: { recorder: Recorder; target: string },
  ...args: readonly string[]
): Promise<Ended & { readonly report: Report; readonly files: string }> => {
  await using folder = await temporaryFolder();
  const har = join(folder.path, 'recorded.har');
  await writeFile(har, recorder.har());
  const ended = await check('--api', 'lune', '--har', har, '--target', target, '--report', folder.path, ...args);
  const texts = await Promise.all(
    ['report.json', 'report.html', 'junit.xml'].map((file) => readFile(join(folder.path, file), 'utf8')),
  );
  return { ...ended, report: JSON.parse(texts[0] ?? ''), files: texts.join('\n') };
};

const lune = (await selectContracts({ apis: ['lune'] }))[0];

/** Judges a recording as the command does, without a process of its own. */
const judgedHere = async ({
  recorder,
  target,
}: {
  readonly recorder: Recorder;
  readonly target: string;
}): Promise<RunReport> => {
  if (lune === undefined) throw new Error('There is no such contract.');
  await using folder = await temporaryFolder();
  const har = join(folder.path, 'recorded.har');
  await writeFile(har, recorder.har());
  return judgeRecorded(lune, await readHar(har), { target }).report;
};

const first = (recorder: Recorder): Entry => {
  const [entry] = recorder.entries;
  if (entry === undefined) throw new Error('Nothing was recorded.');
  return entry;
};

describe('Recorded traffic', () => {
  test('of a right server is conformant, and what was never met is vacuous', async () => {
    const { status, out, err, report } = await checkRecorded(await recorded());
    expect([status, err]).toEqual([0, '']);
    expect(out).toContain('5 exchanges judged; 1 passed over: not below http://127.0.0.1');
    const verdictOf = (id: string) => report.runs[0]?.clauses.find((clause) => clause.id === id)?.verdict;
    expect(verdictOf('lune/createWebhook/200/body/url:type')).toBe('held');
    expect(verdictOf('lune/rotateWebhookSecret/200/body/url:type')).toBe('vacuous');
    expect(verdictOf('lune/createWebhook/request/body/url:pattern')).toBe('vacuous');
    expect(verdictOf('lune/webhook:deleted-is-gone-on-read')).toBe('not-applicable');
    expect(verdictOf('lune/getWebhook:credentials')).toBe('not-applicable');
    expect(report.runs[0]?.requests).toBe(0);
  });

  test('shows which clause an answer breaks, and repeats from one line', async () => {
    const recording = await recorded(['lune/getWebhook/200/body/account_type:enum']);
    const { status, report, out } = await checkRecorded(recording);
    expect(status).toBe(1);
    expect(report.runs[0]?.findings.map(({ clause, replay }) => [clause, replay])).toEqual([
      ['lune/getWebhook/200/body/account_type:enum', '1'],
    ]);
    expect(out).toMatch(/repeat: {3}npm run check -- --api lune --har \S+ --target \S+ --replay '1'/);
    expect((await checkRecorded(recording, '--replay', '1')).status).toBe(1);
    expect((await checkRecorded(recording, '--replay', '0')).status).toBe(0);
  });

  test('shows a request that should have been refused', async () => {
    const { status, report } = await checkRecorded(await recorded(['lune/createWebhook/request/body/url:pattern']));
    expect(status).toBe(1);
    expect(report.runs[0]?.findings).toMatchObject([
      { clause: 'lune/createWebhook/request/body/url:pattern', pointer: '/url', received: '200' },
    ]);
  });

  const hidden = 'hidden-0123456789';
  test.each<readonly [string, (entry: Entry, recorder: Recorder) => void]>([
    ['the token that was shown', () => undefined],
    ['a header of the answer', ({ response }) => response.headers.push({ name: 'x-echo', value: token })],
    ['another header of the request', ({ request }) => request.headers.push({ name: 'X-Auth-Token', value: hidden })],
    ['a proxy', ({ request }) => request.headers.push({ name: 'Proxy-Authorization', value: `Basic ${hidden}` })],
    ['a cookie', ({ request }) => request.headers.push({ name: 'Cookie', value: `a=b; session=${hidden}` })],
    [
      'a cookie that is set',
      ({ response }) => response.headers.push({ name: 'Set-Cookie', value: `s=${hidden}; Path=/` }),
    ],
    [
      'the query',
      ({ request }) => {
        request.url += `?api_key=${hidden}`;
      },
    ],
    [
      'the URL',
      ({ request }) => {
        request.url = request.url.replace('//', `//user:${hidden}@`);
      },
    ],
    [
      'a secret of the client',
      ({ request }) => {
        request.postData = { text: JSON.stringify({ ...hook, secret: hidden }) };
      },
    ],
    [
      'a later exchange',
      ({ request }, { entries }) => {
        request.postData = { text: JSON.stringify({ ...hook, note: hidden }) };
        entries[1]?.request.headers.push({ name: 'x-api-key', value: hidden });
      },
    ],
  ])('tells no credential of %s', async (_, hide) => {
    const { recorder, target } = await recorded(['lune/createWebhook/200/body/created_at:format']);
    hide(first(recorder), recorder);
    const { out, files } = await checkRecorded({ recorder, target });
    const { secret } = JSON.parse(first(recorder).response.content.text ?? '{}') as { secret: string };
    expect(`${out}${files}`).toContain('created_at:format');
    for (const one of [token, hidden, secret]) expect(`${out}${files}`).not.toContain(one);
  });

  test('without bodies or headers is judged by the rest', async () => {
    const { recorder, target } = await recorded();
    for (const { response } of recorder.entries) {
      response.headers = [];
      response.content = { size: 100, mimeType: 'application/json' };
    }
    const { verdict, clauses } = await judgedHere({ recorder, target });
    expect(verdict).toBe('conformant');
    const held = clauses.filter(({ verdict }) => verdict === 'held').map(({ kind }) => kind);
    expect(new Set(held)).toEqual(new Set(['status', 'answered']));
  });

  /** What is broken where the first request, once it is changed, is answered with a failure. */
  const brokenByFailing = async (change: (entry: Entry) => void): Promise<readonly string[]> => {
    const { recorder, target } = await recorded();
    const entry = first(recorder);
    change(entry);
    entry.response = { status: 500, headers: [], content: { size: 0 } };
    const { findings } = await judgedHere({ recorder, target });
    return findings.map(({ clause }) => clause);
  };

  test.each<readonly [string, (entry: Entry) => void]>([
    [
      'is not JSON',
      ({ request }) => {
        request.postData = { text: '{' };
      },
    ],
    [
      'is missing',
      ({ request }) => {
        delete request.postData;
      },
    ],
    [
      'breaks a clause',
      ({ request }) => {
        request.postData = { text: '{"url":"x"}' };
      },
    ],
    [
      'holds null, of which nobody says what it means',
      ({ request }) => {
        request.postData = { text: '{"url":null}' };
      },
    ],
  ])('of a server that fails over a body that %s breaks no promise', async (_, change) => {
    expect(await brokenByFailing(change)).toEqual([]);
  });

  test('of a server that fails over a body that is as it was sent breaks one', async () => {
    expect(await brokenByFailing(() => undefined)).toEqual(['lune/createWebhook:answered']);
  });

  test.each<readonly [string, (entry: Entry) => void]>([
    [
      'a body that the recorder left out',
      ({ response }) => {
        response.content = { size: 0 };
      },
    ],
    [
      'a body of which it kept a part',
      ({ response }) => {
        response.content = { size: 5_000_000, text: '{"id":' };
      },
    ],
    [
      'a media type that it did not know',
      ({ response }) => {
        response.headers = [];
        response.content.mimeType = 'x-unknown';
      },
    ],
    [
      'a gateway that answers in its place',
      ({ response }) => {
        response.status = 502;
        response.content = { size: 3, text: '<p>' };
      },
    ],
    [
      'a redirection',
      ({ response }) => {
        response.status = 302;
      },
    ],
    [
      'an answer that did not come',
      ({ response }) => {
        response.status = -1;
      },
    ],
    [
      'another path that nobody documented',
      ({ request }) => {
        request.url += '/stats';
      },
    ],
    [
      'a method that the path does not have',
      ({ request }) => {
        request.method = 'PATCH';
      },
    ],
  ])('accuses nobody of %s', async (_, change) => {
    const { recorder, target } = await recorded();
    change(recorder.entries[1] ?? first(recorder));
    expect(await judgedHere({ recorder, target })).toMatchObject({ verdict: 'conformant', findings: [] });
  });

  test('is judged by what of it can be read', async () => {
    const { recorder, target } = await recorded();
    Object.assign(first(recorder).request, { url: '' });
    const { status, out } = await checkRecorded({ recorder, target });
    expect([status, out]).toEqual([
      0,
      expect.stringContaining('4 exchanges judged; 1 passed over: unreadable; 1 passed over'),
    ]);
  });

  test.each([
    [500, ['lune/getWebhook:answered']],
    [503, []],
    [404, []],
    [206, ['lune/getWebhook/200:status']],
  ])('with a status of %d to a permitted request breaks %j', async (status, clauses) => {
    const { recorder, target } = await recorded();
    const [, read] = recorder.entries;
    if (read !== undefined) read.response = { status, headers: [], content: { size: 0 } };
    const { findings } = await judgedHere({ recorder, target });
    expect(findings.map(({ clause }) => clause)).toEqual(clauses);
  });

  test('that a cache or nobody answered is passed over', async () => {
    const { recorder, target } = await recorded();
    for (const [index, { response }] of recorder.entries.entries()) response.status = index % 2 === 0 ? 304 : 0;
    const { status, out } = await checkRecorded({ recorder, target });
    expect(status).toBe(3);
    expect(out).toContain('no exchange of the file is one of this contract');
    expect(out).toContain('answered from a cache (304)');
    expect(out).toContain('without an answer');
  });
});

describe('A file or option that is wrong is named, with status 2', () => {
  test.each([
    ['nothing', null, 'There is no such file'],
    ['no JSON', '{', 'is not JSON'],
    ['another file, of which nothing is shown', 'export TOKEN=abc', 'is not JSON. Give'],
    ['no HAR', '{"log":{}}', 'log.entries is no list'],
    ['no request', '{"log":{"entries":[{}]}}', 'log.entries[0].request.method is no text'],
    ['no URL', '{"log":{"entries":[{"request":{"method":"GET","url":"/x"}}]}}', 'log.entries[0].request.url is no URL'],
    [
      'no status',
      '{"log":{"entries":[{"request":{"method":"GET","url":"https://x.example/"}}]}}',
      'log.entries[0].response.status is no number',
    ],
  ])('%s', async (_, text, says) => {
    await using folder = await temporaryFolder();
    const har = join(folder.path, 'recorded.har');
    if (text !== null) await writeFile(har, text);
    const { status, err } = await check('--api', 'lune', '--har', har);
    expect([status, err]).toEqual([2, expect.stringContaining(says)]);
    expect(err).not.toMatch(/^ +at |TOKEN/m);
  });

  test('a file that never ends, or is none', async () => {
    await using folder = await temporaryFolder();
    const pipe = join(folder.path, 'pipe.har');
    execFileSync('mkfifo', [pipe]);
    for (const [har, says] of [
      ['/dev/zero', 'This is not a regular file.'],
      [pipe, 'This is not a regular file.'],
      [folder.path, 'This is a folder.'],
    ] as const) {
      const { status, err } = await check('--api', 'lune', '--har', har);
      expect([status, err]).toEqual([2, expect.stringContaining(`${har}: ${says} Give a HAR 1.2 file`)]);
    }
  });

  test('a target that is none', async () => {
    const { recorder } = await recorded();
    await using folder = await temporaryFolder();
    const har = join(folder.path, 'recorded.har');
    await writeFile(har, recorder.har());
    const { status, err } = await check('--api', 'lune', '--har', har, '--target', 'nowhere');
    expect([status, err]).toEqual([2, expect.stringContaining('is no http or https URL')]);
  });

  test.each([
    [['--api', 'lune'], 'Give the recorded traffic: --har FILE.'],
    [['--har', 'x.har'], 'Say which: cloudflare, lune, management'],
    [['--har', 'x.har', '--api', 'management'], 'names no server. Give --target'],
  ])('%j', async (args, says) => {
    const { status, err } = await check(...args);
    expect([status, err]).toEqual([2, expect.stringContaining(says)]);
  });
});
