import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findingOf } from '../../conformance/evidence/finding.ts';
import { shown } from '../../conformance/evidence/observation.ts';
import { redactor } from '../../conformance/evidence/redact.ts';
import { markdownText } from '../../conformance/reporters/github/markdown-text.ts';
import { workflowCommand } from '../../conformance/reporters/github/workflow-command.ts';
import { longText } from '../../conformance/reporters/html/long-text.ts';
import { shortened } from '../../conformance/reporters/html/shortened.ts';
import { reportedBodyCharactersMax, shownCharactersMax } from '../../conformance/settings/limits.ts';
import { settingsOf } from '../../conformance/settings/options.ts';
import { loadContract } from '../../src/clauses/load-contract.ts';
import { cutText } from '../../src/cut-text.ts';

test.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'abc'],
  ['ab👍', 3, 'ab'],
  ['a👍b', 3, 'a👍'],
  ['👍', 0, ''],
  // What isn't cut is left as it is, even half a character.
  ['ab\ud83d', 3, 'ab\ud83d'],
])('%j, cut to %i, is %j', (text, charactersMax, cut) => {
  expect(cutText(text, charactersMax)).toBe(cut);
});

test('A text that is well-formed still is so when it is cut, and lacks no more than it has to', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '👍') }), fc.nat(12), (text, charactersMax) => {
      const cut = cutText(text, charactersMax);
      expect(cut.isWellFormed()).toBe(true);
      expect(text.startsWith(cut)).toBe(true);
      expect(cut.length).toBeLessThanOrEqual(charactersMax);
      expect(cut.length).toBeGreaterThanOrEqual(Math.min(text.length, charactersMax - 1));
    }),
  );
});

const contract = await loadContract('openapi/lune.yaml');
const [clause] = contract.clauses;
if (clause === undefined) throw new Error('The contract promises nothing.');
const settings = settingsOf(contract, { target: 'http://127.0.0.1:9' });
const redaction = redactor(contract, settings);

const ofFinding = (text: string): string => {
  const violation = { message: '', expected: text, received: text, pointer: null, exchanges: [] };
  const { expected, received } = findingOf(
    contract,
    settings,
    redaction,
    { clause, outcome: 'broken', ...violation },
    '',
  );
  expect(received).toBe(expected);
  return expected;
};

const ofBody = (body: string): string => {
  const request = { method: 'GET', url: settings.target, headers: {}, body };
  return redaction.exchange({ request, response: null, failure: null, durationMs: 1 }).request.body ?? '';
};

const places: readonly (readonly [string, number, (text: string) => unknown])[] = [
  ['what a finding expected and received', shownCharactersMax, ofFinding],
  ['a body of a report', reportedBodyCharactersMax, ofBody],
  ['a value that is shown in a sentence', reportedBodyCharactersMax, shown],
  ['a heading', 200, shortened],
  ['a line of which the rest is folded', 400, longText],
  ['a line of a summary', 500, markdownText],
  ['an annotation', 3_000, (text) => workflowCommand('error', { title: '', message: text })],
];

describe.each(places)('In %s, no character is cut in two', (_, charactersMax, write) => {
  test.each([0, 1, 2])('that begins %i before the end', (before) => {
    const text = String(write(`${'a'.repeat(charactersMax - before)}${'👍'.repeat(charactersMax)}`));
    expect(text).toContain('a'.repeat(charactersMax - 2));
    expect(text.isWellFormed()).toBe(true);
    expect(text).not.toMatch(/\ufffd|U\+D83D/);
  });
});
