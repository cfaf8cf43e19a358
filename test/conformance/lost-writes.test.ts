import { expect, test } from 'vitest';
import { judgeValued, type Valued } from './value-server.ts';

const text = { type: 'string', minLength: 1, maxLength: 200 };
const asText = (change: (value: string) => string) => (value: unknown) =>
  typeof value === 'string' ? change(value) : value;
const asNumber = (change: (value: number) => number) => (value: unknown) =>
  typeof value === 'number' ? change(value) : value;

const judged = async (valued: Valued): Promise<readonly string[]> =>
  (await judgeValued(valued, ['value-is-*'])).findings.map(({ clause }) => clause.replace('played/thing:', ''));

test.each<[string, Valued]>([
  ['cuts a text', { sent: text, keeps: asText((value) => value.slice(0, 50)) }],
  ['knows ASCII alone', { sent: text, keeps: asText((value) => value.replaceAll(/[^\0-\x7f]/gu, '?')) }],
  ['escapes for HTML what is no HTML', { sent: text, keeps: asText((value) => value.replaceAll('"', '&quot;')) }],
  ['loses a sign', { sent: { type: 'number' }, keeps: asNumber(Math.abs) }],
  [
    'loses what is above a limit of its own',
    { sent: { type: 'integer', maximum: 1000 }, keeps: asNumber((value) => Math.min(value, 255)) },
  ],
  [
    'ignores an offset',
    { sent: { type: 'string', format: 'date-time' }, keeps: asText((value) => value.replace('+14:00', 'Z')) },
  ],
])('A server that %s loses what was written', async (_, valued) => {
  expect(await judged(valued)).toContain('value-is-answered-on-create');
});

test.each<[string, Valued]>([
  ['trims what it takes', { sent: text, keeps: asText((value) => value.trim()) }],
  ['takes tags away', { sent: text, keeps: asText((value) => value.replaceAll(/<[^>]*>/g, '')) }],
  ['composes what was sent as combining marks', { sent: text, keeps: asText((value) => value.normalize('NFC')) }],
  [
    'rounds what is finer than it stores',
    { sent: { type: 'number' }, keeps: asNumber((value) => Number(value.toPrecision(12))) },
  ],
  [
    'writes times in UTC',
    { sent: { type: 'string', format: 'date-time' }, keeps: asText((value) => new Date(value).toISOString()) },
  ],
])('A server that %s is right', async (_, valued) => {
  expect(await judged(valued)).toEqual([]);
});
