import { afterAll, describe, expect, test } from 'vitest';
import { runConformance } from '../../conformance/run/run-conformance.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { conformance } from './command.ts';
import { notesContract, startNotes } from './notes.ts';
import { fromJson, isRecord, startProxy, type Tampering } from './proxy.ts';
import { changed } from './tamper.ts';

const token = 'tk+Live/4f~9a%2B=';
const apiKey = 'key_9d1c4f/7';
const ownHeader = 'Basic aGVhZGVyOnNlY3JldA==';
const cookie = 'session=c00kie-5ecret';

const mock = await startMock({ token, apiKey });
afterAll(() => mock.close());

/** Secrets in all the forms in which they could be written, and such as are awkward to find. */
const serverSecrets = [
  'whsec_0123456789',
  'with "quotes" and \\ backslash',
  'línea\nnueva-secreta',
  'long'.repeat(120),
];

/** Breaks whatever the suite looks at, so that as much as can be is reported, and says every secret wherever it can. */
const blabbing = (): Tampering => {
  let count = 0;
  const nextSecret = (): string => `${serverSecrets[count % serverSecrets.length]}`;
  const all = [token, apiKey, ownHeader, ownHeader.split(' ')[1], cookie].join(' and ');
  return {
    request: (request) => ({
      ...request,
      headers: { ...request.headers, 'x-was': JSON.stringify(request.headers).slice(0, 2000).replaceAll('\n', '') },
    }),
    response: (response, request) => {
      count++;
      const said = { ...request.headers, url: request.url };
      const body = fromJson(response.body);
      const secret = nextSecret();
      const blabbed = changed(body, [], (object) => ({
        ...object,
        ...('secret' in object ? { secret } : {}),
        ...('created_at' in object ? { created_at: `not a time, but ${secret}` } : {}),
        ...('createdAt' in object ? { createdAt: [secret, all] } : {}),
        ...('url' in object ? { url: all } : {}),
        said,
        all,
        // To strike out so many takes longer than all else.
        ...(count % 4 === 0 ? { encoded: [...credentialsGiven, cookie, secret].flatMap(formsOf) } : {}),
      }));
      // Every third answer is almost JSON, and ends with what nobody expects there.
      const text = JSON.stringify(isRecord(blabbed) ? { ...blabbed, secret } : (blabbed ?? { secret, said, all }));
      const headers = {
        ...response.headers,
        'x-said': encodeURIComponent(token),
        'set-cookie': cookie,
        [`x-${apiKey.replace('/', '')}`]: '1',
      };
      return { ...response, headers, body: count % 3 === 0 ? `${text}, "and more": [` : text };
    },
  };
};

/** Every form in which a secret could be written. */
const formsOf = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
  JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1),
  encodeURIComponent(secret).replaceAll(/%../g, (byte) => byte.toLowerCase()),
  encodeURIComponent(encodeURIComponent(secret)),
  JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
  [...secret].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  [...secret].map((character) => `&#${character.charCodeAt(0)};`).join(''),
  Buffer.from(secret).toString('base64'),
  Buffer.from(secret).toString('base64url'),
  Buffer.from(secret).toString('hex'),
  secret.toUpperCase(),
];

/** What a run is given to show, and must not tell. */
const credentialsGiven = [token, apiKey, ownHeader, ownHeader.split(' ')[1] ?? ''];

const leaksIn = (text: string, secrets: readonly string[]): readonly string[] =>
  secrets.flatMap(formsOf).filter((form) => text.includes(form));

/** The contract of Cloudflare calls nothing a secret. */
const rows = [
  { api: 'cloudflare', secrets: [...credentialsGiven, cookie] },
  { api: 'lune', secrets: [...credentialsGiven, cookie, ...serverSecrets] },
  { api: 'management', secrets: [...credentialsGiven, cookie, ...serverSecrets] },
];

describe.each(rows)('Of a server of $api that tells every secret it knows', ({ api, secrets }) => {
  test('no secret is reported', async () => {
    const contract = mock.contracts.find(({ id }) => id === api);
    if (contract === undefined) throw new Error('There is no such contract.');
    await using proxy = await startProxy(contract, `${mock.url}/${api}`, blabbing());
    const headers = { 'X-Gate': ownHeader, Cookie: cookie };
    const report = await runConformance({ contract, target: proxy.url, token, apiKey, headers, seed: 1, runs: 4 });
    const [run] = report.runs;
    expect(run?.findings.length).toBeGreaterThan(5);
    expect(leaksIn(JSON.stringify(report), secrets)).toEqual([]);
    // The strings themselves too, not only as JSON writes them.
    const texts = (run?.findings ?? []).flatMap(({ curl, replay, message, received, exchanges }) => [
      ...[curl, replay, message, received],
      ...exchanges.flatMap(({ request, response }) => [request.body ?? '', response?.body ?? '']),
    ]);
    expect(leaksIn(texts.join('\n'), secrets)).toEqual([]);
  });
});

test('The command prints no secret, and takes them from the environment', async () => {
  const contract = mock.contracts.find(({ id }) => id === 'lune');
  if (contract === undefined) throw new Error('There is no such contract.');
  await using proxy = await startProxy(contract, `${mock.url}/lune`, blabbing());
  const { status, stdout, stderr, report, junit, page } = await conformance(
    ['--api', 'lune', '--target', proxy.url, '--runs', '2', '--header', `X-Gate: ${ownHeader}`],
    { env: { WEBHOOK_CONTRACTS_TOKEN: token, WEBHOOK_CONTRACTS_API_KEY: apiKey } },
  );
  expect(status).toBe(1);
  expect(report).not.toBeNull();
  expect(leaksIn(`${stdout}${stderr}${report}${junit}${page}`, [...credentialsGiven, ...serverSecrets])).toEqual([]);
  expect(stdout).toContain('$WEBHOOK_CONTRACTS_TOKEN');
  expect(proxy.requests.some(({ headers }) => headers.authorization === `Bearer ${token}`)).toBe(true);
  expect(proxy.requests.every(({ headers }) => headers['x-gate'] === ownHeader)).toBe(true);
});

test('A key in the query is not told, of what could not be deleted either', async () => {
  const contract = await notesContract({ credentials: { type: 'apiKey', in: 'query', name: 'api_key' } });
  await using server = await startNotes({
    refuse: ({ operation, query }) => (query.get('api_key') !== apiKey ? 401 : operation === 'dropNote' ? 500 : null),
  });
  const report = await runConformance({ contract, target: server.url, apiKey, seed: 1, runs: 2 });
  expect(report.runs[0]?.findings.length).toBeGreaterThan(0);
  expect(report.runs[0]?.leftovers).toContainEqual({ resource: 'note', path: '/notes/1000' });
  expect(leaksIn(JSON.stringify(report), [apiKey])).toEqual([]);
});

test('A secret that an id holds is not told of what could not be deleted', async () => {
  const contract = await notesContract({ credentials: { type: 'http', scheme: 'bearer' } });
  await using server = await startNotes({
    newId: (count) => `${token}-${count}`,
    refuse: ({ operation, headers }) =>
      headers.authorization !== `Bearer ${token}` ? 401 : operation === 'dropNote' ? 500 : null,
  });
  const report = await runConformance({ contract, target: server.url, token, seed: 1, runs: 2 });
  expect(report.runs[0]?.leftovers).toContainEqual({ resource: 'note', path: '/notes/***-0' });
  expect(leaksIn(JSON.stringify(report), [token])).toEqual([]);
});
