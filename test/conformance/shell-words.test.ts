import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { curlOf } from '../../conformance/evidence/curl.ts';
import { secretStore } from '../../conformance/evidence/secret-store.ts';
import { replayLine } from '../../conformance/reporters/replay-command.ts';
import { isSafeToPaste, quoted, shellLine, shellWord } from '../../src/shell-word.ts';
import { visibleLine } from '../../src/visible.ts';
import { readContract } from '../contract/read-contract.ts';

const run = promisify(execFile);

/** What a shell makes of a word. */
const readBy = async (shell: string, word: string): Promise<string> =>
  (await run(shell, ['-c', `printf '%s.' ${word}`])).stdout.slice(0, -1);

const controls = [...Array(0xa0).keys()].map((code) => String.fromCharCode(code)).filter((one) => one !== '\0');

const texts: readonly { readonly what: string; readonly text: string }[] = [
  { what: 'every control character but NUL', text: controls.join('') },
  { what: 'a line break that would run a command', text: "op\ntouch /tmp/hurt\n'; touch /tmp/hurt #" },
  { what: 'line breaks at the end', text: 'op\n\n' },
  { what: 'the end of a bracketed paste', text: 'op\u001b[201~\r' },
  { what: 'C1 of 8 bits', text: '\u009b31m\u0085' },
  { what: 'marks of direction, separators', text: 'a\u202eb\u2028c\u2029d\ufeffe' },
  { what: 'digits behind an escape', text: '\u001b12\u0007' + '7' },
  { what: 'quotes and backslashes beside one', text: "'\\\u001b\\'\"$(id)`id`!x" },
  { what: 'emoji, with their joiners', text: 'a 👩‍👩‍👧 b' },
  { what: 'nothing', text: '' },
];

describe('A text is quoted so that a shell reads it as it was', () => {
  test.each(texts)('$what', async ({ text }) => {
    await expect(readBy('bash', quoted(text))).resolves.toBe(text);
    await expect(readBy('bash', shellWord(text))).resolves.toBe(text);
  });

  test.each(texts)('and so that it is safe to paste, and shown as it is copied: $what', ({ text }) => {
    expect(isSafeToPaste(quoted(text))).toBe(true);
    expect(visibleLine(quoted(text))).toBe(quoted(text));
    expect(quoted(text)).not.toMatch(/\p{Cc}/u);
  });

  test('in any POSIX shell where nothing has to be escaped', async () => {
    const text = 'it\'s "$HOME" `id` \\ !';
    await expect(readBy('sh', quoted(text))).resolves.toBe(text);
  });
});

test('Half of a character becomes what is sent of it', async () => {
  await expect(readBy('bash', quoted('a\ud800b'))).resolves.toBe('a\ufffdb');
});

test('A line that would need NUL says that there is none, and does nothing', async () => {
  const line = shellLine(`printf hurt ${quoted('a\n\0b')}`);
  expect(line).toMatch(/^# not available: /);
  await expect(run('bash', ['-c', line])).resolves.toMatchObject({ stdout: '', stderr: '' });
  expect(shellLine(`printf ${quoted("$'\\000")}`)).not.toMatch(/^#/);
});

test('What repeats a finding, and a request, is safe to paste whatever they are called', async () => {
  const contract = await readContract({});
  const hostile = 'a\n\u001b[31m\u0085b';
  const finding = { replay: hostile } as Parameters<typeof replayLine>[0];
  const request = { method: 'POST', url: `http://127.0.0.1/`, headers: { 'x-name': hostile }, body: hostile };
  const settings = { token: null, apiKey: null, headers: {} };
  for (const line of [replayLine(finding, { command: 'run' }), curlOf(contract, request, settings)]) {
    expect(isSafeToPaste(line)).toBe(true);
    expect(line).toContain("'a'$'\\012\\033''[31m'$'\\302\\205''b'");
  }
  expect(curlOf(contract, { ...request, body: 'a\0b' }, settings)).toMatch(/^# not available/);
});

test.each([
  { secret: 'first line\nsecond line' },
  { secret: 'cr\r\nlf and \u001b escape' },
  { secret: 'ends with a break\n' },
])('A secret is found in a line for a shell: $secret', ({ secret }) => {
  const store = secretStore();
  store.add(secret);
  const struck = store.strike(`curl -d ${quoted(`before ${secret} after`)}`, '***', { isCut: false });
  expect(struck).toContain('***');
  expect(struck).not.toMatch(/second|escape|ends/);
});
