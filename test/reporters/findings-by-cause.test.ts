import { expect, test } from 'vitest';
import { findingsByCause } from '../../conformance/evidence/findings-by-cause.ts';
import type { ClauseReport, Finding } from '../../conformance/evidence/report.ts';

/** The kind of a clause by its id, and its cause by what stands before the slash. */
const kindOf = (id: string): string => id.split(':')[1] ?? '';
const causeOf = (id: string): string => id.split('/')[0] ?? '';

/** Puts findings together as `LEVEL id`, and gives the same of each cause. */
const grouped = (found: readonly string[]): readonly (readonly string[])[] => {
  const findings = found.map((text) => {
    const [level, clause = ''] = text.split(' ');
    return { level, clause } as Finding;
  });
  const clauses = findings.map(({ clause: id }) => ({ id, kind: kindOf(id) }) as ClauseReport);
  return findingsByCause(findings, { causeOf, clauses }).map((cause) =>
    cause.map(({ level, clause }) => `${level} ${clause}`),
  );
};

test('A MUST stands for its cause, whatever was found first; the others keep their order', () => {
  expect(grouped(['SHOULD a/1:type', 'MUST a/2:type', 'SHOULD a/3:type', 'MUST a/4:type'])).toEqual([
    ['MUST a/2:type', 'MUST a/4:type', 'SHOULD a/1:type', 'SHOULD a/3:type'],
  ]);
});

test('A cause with a MUST goes before one without, then what does harm, then what is broken in most places', () => {
  const found = ['SHOULD a/1:credentials', 'SHOULD b/1:type', 'MUST b/2:type', 'MUST c/1:credentials', 'MUST d/1:enum'];
  expect(grouped(found).map(([first]) => first)).toEqual([
    'MUST c/1:credentials',
    'MUST b/2:type',
    'MUST d/1:enum',
    'SHOULD a/1:credentials',
  ]);
});

test('Of what does harm, the worst goes first: who gets in, what leaks, what is mixed up, what gets lost', () => {
  const found = [
    'MUST a/1:parallel',
    'MUST b/1:kept',
    'MUST c/1:unique',
    'MUST d/1:masked',
    'MUST e/1:scoped',
    'MUST f/1:listed',
  ];
  expect(grouped(found).map(([first]) => first)).toEqual([
    'MUST e/1:scoped',
    'MUST d/1:masked',
    'MUST c/1:unique',
    'MUST b/1:kept',
    'MUST f/1:listed',
    'MUST a/1:parallel',
  ]);
});
