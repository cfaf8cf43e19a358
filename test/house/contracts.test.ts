import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import SwaggerParser from '@apidevtools/swagger-parser';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { builtInContracts } from '../../src/clauses/select-contracts.ts';
import { root } from './source-files.ts';

const contracts = [...(await builtInContracts())].map(([id, file]) => ({ id, file }));

/** Where one of our tools starts, as a file for Node. */
const toolFile = async (library: string, command: string): Promise<string> => {
  const folder = join(root, 'node_modules', library);
  const { bin } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    readonly bin: Readonly<Record<string, string>>;
  };
  return join(folder, bin[command] ?? '');
};

/** Redocly asks nobody for a newer version of itself, and tells nobody that it ran. */
const quiet = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1' };

describe('Redocly', () => {
  test('has its strictest rules, all of them', async () => {
    expect(parse(await readFile(join(root, 'redocly.yaml'), 'utf8'))).toEqual({ extends: ['recommended-strict'] });
  });

  test('finds no error and nothing to warn of', async () => {
    const redocly = await toolFile('@redocly/cli', 'redocly');
    const { status, output } = await new Promise<{ status: unknown; output: string }>((resolve) => {
      const files = contracts.map(({ file }) => file);
      execFile(process.execPath, [redocly, 'lint', ...files], { cwd: root, env: quiet }, (error, out, err) => {
        resolve({ status: error === null ? 0 : error.code, output: out + err });
      });
    });
    expect(status, output).toBe(0);
    expect(output).not.toMatch(/\b(errors?|warnings?|ignored)\b/i);
    for (const { id } of contracts) expect(output).toMatch(new RegExp(`${id}\\.\\w+: validated`));
  });
});

test.each(contracts)('swagger-parser accepts $id', async ({ file }) => {
  expect(await SwaggerParser.validate(file, { resolve: { http: false } })).toHaveProperty('openapi');
});

/** Long before this, Prism listens on the slowest machine that we use; a test may take longer, so that none is left behind. */
const startMaxMs = 200_000;

describe('the stock `prism mock`', () => {
  test.concurrent.each(contracts)('serves $id, and warns of nothing', async ({ file }) => {
    const prism = await toolFile('@stoplight/prism-cli', 'prism');
    const child = spawn(process.execPath, [prism, 'mock', '--port', '0', file], {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: startMaxMs,
    });
    let output = '';
    const listening = Promise.withResolvers<void>();
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes('Prism is listening')) listening.resolve();
      });
    }
    const ended = once(child, 'close');
    await Promise.race([listening.promise, ended]);
    child.kill('SIGTERM');
    await ended;
    expect(output).toContain('Prism is listening');
    // The URLs hold words that Prism makes up, and some hold an error.
    expect(output.replaceAll(/https?:\S+/g, '')).not.toMatch(/warn|error/i);
  });
});
