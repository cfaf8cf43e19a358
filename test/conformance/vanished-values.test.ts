import { describe, expect, test } from 'vitest';
import type { Played } from './played-server.ts';
import { isRecord } from './proxy.ts';
import { judgeValued, promisesThatAre, type Valued } from './value-server.ts';

const text = { type: 'string', minLength: 1 };
const list = { type: 'array', items: text, maxItems: 2 };

/** Shows a thing without its value where that is wanted. */
const without = (played: Played, isLeftOut: (value: unknown) => boolean): Played => {
  const [status, body] = played;
  if (!isRecord(body) || !isLeftOut(body.value)) return played;
  const { value: _, ...rest } = body;
  return [status, rest];
};

/** A server whose reads no longer show the value of a thing after a change of it. */
const vanishingAfter = (change: string, sent: Valued['sent']): Valued => {
  const changed = new Set<string>();
  return {
    sent,
    answer: ({ method, path }, byItself) => {
      if (method === change) changed.add(path);
      return without(byItself(), () => method === 'GET' && changed.has(path));
    },
  };
};

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

describe('A value that reads showed before a change, and no longer do, is lost', () => {
  test.each([
    ['PUT', 'value-is-kept-on-replace', text],
    ['PATCH', 'value-is-kept-on-edit', text],
    ['PUT', 'value-is-kept-on-replace', list],
    ['PATCH', 'value-is-untouched-on-edit', list],
  ])('after %s: %s', async (change, promise, sent) => {
    const { findings } = await judgeValued(vanishingAfter(change, sent), [promise]);
    expect(findings.map(({ clause, message }) => [clause, message])).toEqual([
      [`played/thing:${promise}`, 'The response no longer shows value.'],
    ]);
  });
});

const right: Readonly<Record<string, Valued>> = {
  'leaves out what is empty': {
    sent: list,
    answer: (_, byItself) => without(byItself(), isEmpty),
  },
  'shows a value to who writes it alone': {
    sent: text,
    answer: ({ method }, byItself) => without(byItself(), () => method === 'GET'),
  },
  'shows a value to who reads it alone': {
    sent: text,
    answer: ({ method }, byItself) => without(byItself(), () => method !== 'GET'),
  },
};

test.each(Object.entries(right))('A server that %s is right', async (_, valued) => {
  const run = await judgeValued(valued);
  expect(run.findings.map(({ clause, message }) => [clause, message])).toEqual([]);
  expect(promisesThatAre(run, 'broken')).toEqual([]);
});
