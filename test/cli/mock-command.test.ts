import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../contract/temporary-folder.ts';

const script = join(import.meta.dirname, '../../src/cli/main.ts');

/** Starts the command; `until` waits for a text on either of its outputs. */
const start = (...options: readonly string[]) => {
  const child = spawn(process.execPath, [script, 'mock', ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  const written = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    written.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    written.err += chunk;
  });
  const ended = once(child, 'close').then(([code]) => code as number);
  const until = async (text: string) => {
    while (!`${written.out}${written.err}`.includes(text) && child.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { child, written, ended, until };
};

const startTimeout = { timeout: 60_000 };

describe('the command', () => {
  test('says what it serves and where, with a line that works, logs, and stops at a signal', startTimeout, async () => {
    const { child, written, ended, until } = start('--port', '0');
    await until('Listening');
    const lines = written.out.trimEnd().split('\n');
    const url = /http:\/\/127\.0\.0\.1:\d+$/.exec(lines.at(-1) ?? '')?.[0] ?? '';
    for (const id of ['cloudflare', 'lune', 'management']) expect(written.out).toContain(`${url}/${id}\n`);

    const curls = lines.filter((line) => line.trim().startsWith('curl'));
    expect(curls).toHaveLength(3);
    for (const curl of curls) {
      const [, name = '', value = '', address = ''] = /-H '([^:]+): ([^']+)' (\S+)$/.exec(curl) ?? [];
      expect((await fetch(address, { headers: { [name]: value } })).status).toBe(200);
    }
    await fetch(`${url}/lune/v1/webhooks`);
    await until(' 401 ');
    expect(written.out).toMatch(/GET \/lune\/v1\/webhooks 401 [\d.]+ ms: The credentials are missing/);

    child.kill('SIGINT');
    expect([await ended, written.err]).toEqual([0, '']);
  });

  test('writes its log as JSON on demand, and shows no credentials', startTimeout, async () => {
    const { child, written, ended, until } = start('--port', '0', '--api', 'lune', '--token', 'hush', '--json');
    // What people read goes to stderr, which may come first.
    await until('"event":"listening"');
    const { url } = JSON.parse(written.out.split('\n')[0] ?? '') as { url: string };
    await fetch(`${url}/v1/webhooks`, { headers: { authorization: 'Bearer hush' } });
    await until('"operation":"listWebhooks"');
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    const [listening, request] = written.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(listening).toMatchObject({ event: 'listening', apis: [{ id: 'lune', baseUrl: `${url}/lune` }] });
    expect(request).toMatchObject({ event: 'request', operation: 'listWebhooks', status: 200 });
    expect(written.err).toContain('"Authorization: Bearer $TOKEN"');
    expect(written.out + written.err).not.toContain('hush');
  });

  test.each([
    { options: [], found: 1, created: 2 },
    { options: ['--empty'], found: 0, created: 1 },
    { options: ['--stateless'], found: 1, created: 1 },
    { options: ['--break', 'lune/webhook:created-is-listed'], found: 1, created: 1 },
  ])(
    '$options holds $found webhooks, and $created after one more',
    startTimeout,
    async ({ options, found, created }) => {
      const { child, written, ended, until } = start('--port', '0', '--api', 'lune', ...options);
      await until('Listening');
      const url = `${/http:\/\/127\.0\.0\.1:\d+/.exec(written.out)?.[0]}/v1/webhooks`;
      const headers = { authorization: 'Bearer t', 'content-type': 'application/json' };
      const count = async () => ((await (await fetch(url, { headers })).json()) as unknown[]).length;
      expect(await count()).toBe(found);
      await fetch(url, { method: 'POST', headers, body: '{"url":"https://hooks.example.com/path"}' });
      expect(await count()).toBe(created);
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
    },
  );

  test('reads a contract that changed again, and goes on where that can’t be read', startTimeout, async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'small.yaml');
    const contract = (value: string) =>
      `openapi: 3.1.0\ninfo: { title: Small, version: '1' }\npaths:\n  /a: { get: { operationId: getA, responses: { '200': { description: OK, content: { application/json: { example: ${value} } } } } } }\n`;
    await writeFile(file, contract('1'));
    const { child, written, ended, until } = start('--port', '0', '--contract', file, '--watch');
    await until('Listening');
    const url = `${/http:\/\/127\.0\.0\.1:\d+/.exec(written.out)?.[0]}/small/a`;
    const answer = async () => (await fetch(url)).text();
    expect(await answer()).toBe('1');
    await writeFile(file, contract('2'));
    await until('Changed: small');
    expect(await answer()).toBe('2');
    await writeFile(file, contract('[').slice(0, -30));
    await until('goes on');
    expect(await answer()).toBe('2');
    await writeFile(file, contract('3'));
    await expect.poll(answer, { timeout: 5_000 }).toBe('3');
    expect(written.out.match(/Changed: small/g)).toHaveLength(2);
    child.kill('SIGTERM');
    expect([await ended, written.err]).toEqual([0, '']);
  });

  test.each([
    { options: ['--prot', '1'], says: 'Did you mean --port?' },
    { options: ['--port', '65536'], says: 'It must be a whole number from 0 to 65535.' },
    { options: ['--delay', '1m'], says: 'It must be a whole number from 0 to 60000.' },
    { options: ['--fail', '1.5'], says: 'It must be a number from 0 to 1.' },
    { options: ['--body-limit', '0'], says: 'It must be a whole number from 1 to' },
    { options: ['--fail-with', '500'], says: 'Allowed choices are 503, 429, drop.' },
    { options: ['--break', 'lune/listWebhooks/200/body:tpye'], says: 'Did you mean lune/listWebhooks/200/body:type?' },
    { options: ['--api', 'lnue'], says: 'Did you mean lune?' },
    { options: ['--contract', 'none.yaml'], says: 'none.yaml: There is no such file.' },
    { options: ['--host', '0.0.0.0'], says: '--control-token' },
  ])('$options ends in exit status 2 and one message: $says', startTimeout, async ({ options, says }) => {
    const { written, ended } = start(...options);
    expect(await ended).toBe(2);
    expect(written.err).toContain(says);
    expect(written.err.trim().split('\n').length).toBeLessThanOrEqual(2);
    expect(written).toMatchObject({ out: '', err: expect.not.stringMatching(/^\s+at /m) });
  });
});
