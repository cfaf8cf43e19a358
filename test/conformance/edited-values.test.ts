import { expect, test } from 'vitest';
import { isRecord } from './proxy.ts';
import { judgeValued, promisesThatAre, type Valued } from './value-server.ts';

const text = { type: 'string', minLength: 1 };
const address = {
  type: 'object',
  required: ['street', 'city'],
  properties: { street: text, city: text },
};
const labels = {
  type: 'object',
  minProperties: 1,
  additionalProperties: text,
  propertyNames: { pattern: '^[a-z]{1,3}$' },
};
const inEdits = ['value-is-answered-on-edit', 'value-is-kept-on-edit'];
const all = ['value-*', 'parallel-edits-*'];

const membersOf = (body: unknown): Record<string, unknown> => (isRecord(body) ? body : {});

/** Merges one level deep, which is as deep as these go. */
const merges: Valued['edits'] = (before, body) => {
  const { value } = membersOf(body);
  return value === undefined ? before : { ...before, value: { ...membersOf(before.value), ...membersOf(value) } };
};

const mergePatch = 'application/merge-patch+json';

const right: Readonly<Record<string, Valued>> = {
  'merges a map': { sent: labels, editType: mergePatch, edits: merges },
  'merges into members that the edit does not name': {
    sent: address,
    edited: { type: 'object', minProperties: 1, properties: { street: text } },
    editType: mergePatch,
    edits: merges,
  },
  'merges a map in plain JSON': { sent: labels, edits: merges },
  'replaces a map in plain JSON': { sent: labels },
};

test.each(Object.entries(right))('A server that %s is right', async (_, valued) => {
  const run = await judgeValued(valued, all);
  expect(run.findings.map(({ clause, message }) => [clause, message])).toEqual([]);
  expect(promisesThatAre(run, 'held')).toEqual(expect.arrayContaining(inEdits));
});

const wrong: Readonly<Record<string, Valued>> = {
  'replaces where it has to merge': {
    sent: address,
    edited: { type: 'object', minProperties: 1, properties: { street: text } },
    editType: mergePatch,
  },
  'keeps what was there': { sent: labels, edits: (before) => before },
  'loses all that was there and all that was sent': {
    sent: labels,
    editType: mergePatch,
    edits: ({ id }) => ({ id, value: {} }),
  },
};

test.each(Object.entries(wrong))('A server that %s is found', async (_, valued) => {
  const run = await judgeValued(valued);
  expect(promisesThatAre(run, 'broken')).toEqual(expect.arrayContaining(inEdits.slice(0, 1)));
});

test('An array of operations names nothing of what it sets or leaves, so that nothing is said of either', async () => {
  const operation = {
    type: 'object',
    required: ['op', 'path', 'value'],
    properties: { op: { const: 'replace' }, path: { const: '/value' }, value: text },
  };
  const run = await judgeValued({
    sent: text,
    editBody: { type: 'array', minItems: 1, items: operation },
    editType: 'application/json-patch+json',
    edits: (before, body) => ({ ...before, value: Array.isArray(body) ? body.at(-1).value : null }),
  });
  expect(run.findings).toEqual([]);
  expect(promisesThatAre(run, 'vacuous')).toEqual(['value-is-untouched-on-edit']);
});
