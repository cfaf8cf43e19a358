import { expect, test } from 'vitest';
import type { Finding } from '../../conformance/evidence/report.ts';
import { findingLines } from '../../conformance/reporters/finding-lines.ts';

const finding: Finding = {
  clause: 'api/create/200/body/a:type',
  operation: 'create',
  level: 'MUST',
  message: 'In the answer, /a is no string.',
  expected: 'type: "string"',
  received: '"\u202e"',
  pointer: '/a',
  source: { document: '001', title: 'Reference', says: 'a string' },
  exchanges: [],
  curl: 'curl -i',
  replay: 'line',
};

test('A finding is told in lines of one form, in which nothing is invisible', () => {
  const lines = findingLines([finding], { repeat: "command --replay 'line'" });
  expect(lines.map(({ text }) => text)).toEqual([
    'In the answer, /a is no string.',
    'expected: type: "string"',
    'received: "‹U+202E›"',
    'Reference: “a string”',
    'by hand:  curl -i',
    "repeat:   command --replay 'line'",
  ]);
});

test('What there is nothing to tell of is left out, and where else the cause breaks something is said', () => {
  const bare = { ...finding, source: null, curl: '' };
  const lines = findingLines([bare, { ...finding, operation: 'update' }], { repeat: 'line' });
  expect(lines.map(({ tells }) => tells)).toEqual(['message', 'expected', 'received', 'repeat', 'also in']);
  expect(lines.at(-1)?.text).toBe('also in:  update');
});
