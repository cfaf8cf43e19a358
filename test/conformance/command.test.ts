import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Report } from '../../conformance/evidence/report.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { credentials } from './behind-proxy.ts';
import { conformance } from './command.ts';
import { startProxy } from './proxy.ts';
import { http, startRawServer } from './raw-server.ts';
import { startStatefulServer } from './stateful-server.ts';
import { answers } from './tamper.ts';

const mock = await startMock({ ...credentials });
afterAll(() => mock.close());

const env = { WEBHOOK_CONTRACTS_TOKEN: credentials.token, WEBHOOK_CONTRACTS_API_KEY: credentials.apiKey };

const contractOf = (api: string) => {
  const contract = mock.contracts.find(({ id }) => id === api);
  if (contract === undefined) throw new Error(`The mock serves no ${api}.`);
  return contract;
};

const quick = ['--runs', '1', '--seed', '1'];
const text = expect.any(String);
const textOrNull = expect.toBeOneOf([text, null]);
const count = expect.toSatisfy((value: unknown) => Number.isInteger(value) && Number(value) >= 0);

test('A conformant server gives 0, and a report as it is promised', async () => {
  const target = `${mock.url}/cloudflare`;
  const { status, stdout, stderr, report } = await conformance(['--api', 'cloudflare', '--target', target, ...quick], {
    env,
  });
  // On a slow machine it says now and then how far it is.
  const said = stderr.split('\n').filter((line) => !/ · \d+ cases · /.test(line));
  expect({ status, said }).toEqual({ status: 0, said: [''] });
  expect(stdout).toMatch(/conformant: no MUST that was tested is broken/);
  const { runs, ...rest } = JSON.parse(report ?? '') as Report;
  expect(rest).toEqual({ version: 1, tool: expect.stringMatching(/^webhook-contracts/) });
  expect(runs).toEqual([
    {
      api: 'cloudflare',
      target,
      seed: 1,
      startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      durationMs: count,
      requests: count,
      verdict: 'conformant',
      reason: null,
      clauses: expect.any(Array),
      findings: [],
      leftovers: [],
      staleBaseline: [],
    },
  ]);
  for (const clause of runs[0]?.clauses ?? []) {
    expect(clause).toEqual({
      id: text,
      operation: text,
      kind: text,
      level: expect.stringMatching(/^(MUST|SHOULD)$/),
      verdict: expect.stringMatching(/^(held|vacuous|not-applicable)$/),
      reason: textOrNull,
      cases: count,
      source: expect.toBeOneOf([{ document: text, title: text, says: text }, null]),
    });
  }
  expect(runs[0]?.clauses.map(({ id }) => id)).toEqual(contractOf('cloudflare').clauses.map(({ id }) => id));
});

test('A broken clause gives 1, is told with its words and its lines, and is repeated by them', async () => {
  const tampering = answers({ of: ['deleteWebhook'] }, (response) => ({ ...response, status: 202 }));
  await using proxy = await startProxy(contractOf('lune'), `${mock.url}/lune`, tampering);
  const only = ['--api', 'lune', '--target', proxy.url, '--only', 'deleteWebhook', '--strict', ...quick];
  const { status, stdout, report } = await conformance(only, { env });
  expect(status).toBe(1);
  const [finding] = (JSON.parse(report ?? '') as Report).runs[0]?.findings ?? [];
  expect(finding).toEqual({
    clause: 'lune/deleteWebhook/204:status',
    operation: 'deleteWebhook',
    level: 'MUST',
    message: text,
    expected: '204',
    received: '202',
    pointer: null,
    source: { document: '002', title: text, says: text },
    exchanges: [
      {
        request: { method: 'DELETE', url: text, headers: expect.any(Object), body: null },
        response: { status: 202, headers: expect.any(Object), body: '' },
        failure: null,
      },
    ],
    curl: expect.stringMatching(/^curl -i -X DELETE /),
    replay: text,
  });
  expect(stdout).toContain(finding?.source?.says);
  expect(stdout).toContain(finding?.curl);
  expect(stdout).toContain(`--replay '${finding?.replay}'`);
  const replay = ['--api', 'lune', '--target', proxy.url, '--replay', finding?.replay ?? ''];
  expect(await conformance(replay, { env })).toMatchObject({ status: 1 });
});

test("A report is written for machines, for CI and for people, and told of in a workflow of GitHub's", async () => {
  const tampering = answers({ of: ['deleteWebhook'] }, (response) => ({ ...response, status: 202 }));
  await using proxy = await startProxy(contractOf('lune'), `${mock.url}/lune`, tampering);
  const folder = await mkdtemp(join(tmpdir(), 'summary-'));
  try {
    const summary = join(folder, 'summary.md');
    const args = ['--api', 'lune', '--target', proxy.url, '--only', 'deleteWebhook', ...quick];
    const { status, stdout, files } = await conformance(args, {
      env: { ...env, GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary },
    });
    expect({ status, files }).toEqual({ status: 1, files: ['junit.xml', 'report.html', 'report.json'] });
    const [, word] = /^::stop-commands::(.+)$/m.exec(stdout) ?? [];
    const [judging, telling] = stdout.split(`::${word}::\n`);
    expect(judging).toContain('not conformant');
    expect(telling).toMatch(/^report: .*report\.json, .*junit\.xml, .*report\.html$/m);
    expect(telling).toMatch(/^::error title=MUST lune\/deleteWebhook\/204%3Astatus::/m);
    const markdown = await readFile(summary, 'utf8');
    expect(markdown).toMatch(/^### ✗ lune: not conformant$/m);
    for (const secret of Object.values(credentials)) expect(stdout + markdown).not.toContain(secret);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('A target that cannot be judged gives 3', async () => {
  await using server = await startRawServer({
    onRequest: (socket) => void socket.end(http('401 No', '{}')),
  });
  const { status, stdout } = await conformance(['--api', 'lune', '--target', server.url], { env });
  expect(status).toBe(3);
  expect(stdout).toMatch(/not judged: The target refused the credentials/);
});

const wrong: readonly { readonly args: readonly string[]; readonly says: RegExp }[] = [
  { args: ['--target', 'http://127.0.0.1:9', '--nonsense'], says: /unknown option '--nonsense'/ },
  { args: ['lune', 'http://127.0.0.1:9'], says: /"lune" belongs to no option.*npm run conformance -- --help/ },
  { args: ['--api', 'lunes'], says: /There is no contract "lunes".*lune/ },
  { args: ['--contract', '/nowhere/at-all.yaml'], says: /at-all\.yaml/ },
  { args: ['--target', 'http://127.0.0.1:9'], says: /Say which with --api/ },
  { args: ['--api', 'lune', '--target', 'ftp://127.0.0.1'], says: /no http or https URL/ },
  { args: ['--api', 'lune', '--target', 'http://user:pass@127.0.0.1'], says: /holds credentials/ },
  { args: ['--api', 'lune', '--only', 'lune/createWebhok'], says: /--only .* matches no clause/ },
  {
    args: ['--api', 'lune', '--skip', 'lune/listWebhooks/200/body[]/url:patern'],
    says: /--skip .* matches no clause.*pattern/,
  },
  { args: ['--api', 'lune', '--runs', '0'], says: /--runs is 0/ },
  { args: ['--api', 'lune', '--runs', 'many'], says: /--runs "many" is no number/ },
  { args: ['--api', 'lune', '--set', 'acount_ids=a'], says: /--set names acount_ids/ },
  { args: ['--api', 'lune', '--set', 'account_ids'], says: /--set .* has no equals sign/ },
  { args: ['--api', 'lune', '--target', 'http://127.0.0.1:9', '--header', 'X-Gate'], says: /--header .* has no colon/ },
  {
    args: ['--api', 'lune', '--target', 'http://127.0.0.1:9', '--replay', 'something'],
    says: /--replay .* is not a line/,
  },
  {
    args: ['--api', 'lune', '--target', 'http://127.0.0.1:9', '--replay', 'lune/createWebhooks#valid@1@1@0'],
    says: /--replay names lune\/createWebhooks#valid/,
  },
];

describe.each(wrong)('The command with $args', ({ args, says }) => {
  test('gives 2, and says on one line what is wrong', async () => {
    const { status, stdout, stderr, report } = await conformance(args, { env });
    expect({ status, stdout, report }).toEqual({ status: 2, stdout: '', report: null });
    expect(stderr).toMatch(says);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

test('A plan says what would be sent, and sends nothing', async () => {
  await using server = await startStatefulServer();
  const { status, stdout } = await conformance(['--api', 'lune', '--target', server.url, '--plan'], { env });
  expect(status).toBe(0);
  for (const { id, method, path } of contractOf('lune').operations)
    expect(stdout).toContain(`${method} ${path}  ${id}`);
  expect(server.requests).toEqual([]);
});

test('A read-only run sends nothing that writes', async () => {
  await using server = await startStatefulServer();
  const { status, report } = await conformance(['--api', 'lune', '--target', server.url, '--read-only', ...quick], {
    env,
  });
  expect(status).toBe(1);
  expect([...new Set(server.requests.map(({ method }) => method))]).toEqual(['GET']);
  expect(server.requests.length).toBeGreaterThan(1);
  const [run] = (JSON.parse(report ?? '') as Report).runs;
  const writing = run?.clauses.filter(({ operation }) => operation === 'createWebhook') ?? [];
  expect(new Set(writing.map(({ verdict }) => verdict))).toEqual(new Set(['not-applicable']));
});

test('A run whose time is over before the last check gives 3, says how far it came, and leaves nothing', async () => {
  await using slow = await startMock({ ...credentials, delayMs: 50 });
  const args = ['--api', 'lune', '--target', `${slow.url}/lune`, '--budget', '1', ...quick];
  const { status, stdout, report } = await conformance(args, { env });
  const [run] = (JSON.parse(report ?? '') as Report).runs;
  const [, begun, all] = /Only (\d+) of (\d+) checks were begun before the time was over\./.exec(stdout) ?? [];
  expect({ status, verdict: run?.verdict, leftovers: run?.leftovers }).toEqual({
    status: 3,
    verdict: 'untested',
    leftovers: [],
  });
  expect(run?.reason).toBe(`Only ${begun} of ${all} checks were begun before the time was over.`);
  expect(Number(begun)).toBeLessThan(Number(all));
});

test('What is not asked for is not judged', async () => {
  await using server = await startStatefulServer();
  const args = [
    '--api',
    'lune',
    '--target',
    server.url,
    '--only',
    'lune/getWebhook',
    '--skip',
    '*:credentials',
    ...quick,
  ];
  const { report } = await conformance(args, { env });
  const [run] = (JSON.parse(report ?? '') as Report).runs;
  const judged = run?.clauses.filter(({ verdict }) => verdict !== 'not-applicable') ?? [];
  expect(judged.length).toBeGreaterThan(5);
  const others = judged.filter(({ id, operation }) => operation !== 'getWebhook' || id.endsWith(':credentials'));
  expect(others.map(({ id }) => id)).toEqual([]);
  expect(run?.leftovers).toEqual([]);
  expect({ created: server.created > 0, left: server.left }).toEqual({ created: true, left: 0 });
});

test('Values that only the owner knows stand in paths and bodies', async () => {
  await using cloudflare = await startProxy(contractOf('cloudflare'), `${mock.url}/cloudflare`, {});
  const owner = ['--set', 'account_id=acc ount/1', '--set', 'app_id=app-1'];
  const options = ['--api', 'cloudflare', '--target', cloudflare.url, '--only', 'getWebhookByID', ...owner, ...quick];
  expect(await conformance(options, { env })).toMatchObject({ status: 0 });
  const paths = cloudflare.requests.map(({ url }) => url);
  expect(paths.filter((path) => !path.startsWith('/accounts/acc%20ount%2F1/realtime/kit/app-1/'))).toEqual([]);

  await using lune = await startProxy(contractOf('lune'), `${mock.url}/lune`, {});
  const args = ['--api', 'lune', '--target', lune.url, '--set', 'account_ids=acc-1,acc-2', '--set', 'account_id=acc-1'];
  await conformance([...args, '--only', 'createWebhook', '--only', 'listWebhooks', '--runs', '8'], { env });
  const bodies = lune.requests.map(({ body }) => body).join('\n');
  expect(bodies).toContain('"account_ids":["acc-1"]');
  expect(bodies).toContain('"account_ids":["acc-2"]');
  expect(lune.requests.map(({ url }) => url)).toContain('/v1/webhooks?account_id=acc-1');
});

/** A moment that is waited for. */
const moment = () => {
  let come: () => void = () => undefined;
  const came = new Promise<void>((resolve) => {
    come = resolve;
  });
  return { come, came };
};

test('A run that is interrupted cleans up what it made, and gives 130', async () => {
  const { come: interrupt, came: interrupted } = moment();
  let posts = 0;
  await using server = await startStatefulServer({
    delayMs: 60,
    onRequest: ({ method }) => {
      if (method === 'POST' && ++posts === 4) interrupt();
    },
  });
  const { status, stdout, stderr, report } = await conformance(['--api', 'lune', '--target', server.url], {
    env,
    interrupted,
  });
  expect({ status, left: server.left }).toEqual({ status: 130, left: 0 });
  expect(server.created).toBeGreaterThan(0);
  expect(server.requests.length).toBeLessThan(60);
  expect(stderr).toMatch(/Interrupted: cleaning up/);
  expect(stdout).toMatch(/interrupted/);
  expect((JSON.parse(report ?? '') as Report).runs[0]).toMatchObject({ verdict: 'untested', leftovers: [] });
});

test('A run that is interrupted cleans up a server that is busy, when that asks for it', async () => {
  const { come: interrupt, came: interrupted } = moment();
  const cleaning: number[] = [];
  let created = 0;
  let isBusy = false;
  await using server = await startStatefulServer({
    onRequest: ({ method }) => {
      if (method === 'POST' && ++created === 6) {
        isBusy = true;
        interrupt();
      }
      if (isBusy && method === 'DELETE') cleaning.push(performance.now());
    },
    retryAfter: ({ method }) => (isBusy && method === 'DELETE' && cleaning.length <= 2 ? 1 : null),
  });
  const args = ['--api', 'lune', '--target', server.url, '--only', 'getWebhook', '--rate', '20'];
  const { status, report } = await conformance(args, { env, interrupted });
  expect({ status, left: server.left }).toEqual({ status: 130, left: 0 });
  expect((JSON.parse(report ?? '') as Report).runs[0]).toMatchObject({ leftovers: [] });
  // Who was refused for a second came again after it.
  expect(cleaning.length).toBeGreaterThan(2);
  expect((cleaning.at(-1) ?? 0) - (cleaning[0] ?? 0)).toBeGreaterThan(900);
});

test('Who gives a target that answers 404 to everything is asked whether it is the right one', async () => {
  await using server = await startRawServer({
    onRequest: (socket) => void socket.end(http('404 Not Found', '{}')),
  });
  const { status, stdout } = await conformance(['--api', 'lune', '--target', server.url, ...quick], { env });
  expect(status).toBe(3);
  expect(stdout).toMatch(/not judged: every request was answered 404\. Check that --target is what stands for https:/);
});
