import { expect, test } from 'vitest';
import { isRecord } from './proxy.ts';
import { judgeValued, promisesThatAre, type Valued } from './value-server.ts';

const text = { type: 'string', minLength: 1 };
const time = { type: 'string', format: 'date-time' };
const written = ['create', 'replace', 'edit'].map((action) => `value-is-answered-on-${action}`);

const objectOf = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});
const isText = (value: unknown): value is string => typeof value === 'string';
const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The instant of a time as a server writes it that keeps milliseconds; what is no time for `Date`, say with a leap second, as it came. */
const asInstant = (value: unknown): unknown =>
  isText(value) && !Number.isNaN(Date.parse(value)) ? new Date(value).toISOString() : value;

const lines: Valued = {
  sent: {
    type: 'array',
    minItems: 1,
    items: {
      type: 'object',
      required: ['sku', 'quantity'],
      properties: { lineId: { type: 'integer', readOnly: true }, sku: text, quantity: { type: 'integer' } },
    },
  },
  keeps: (value) => itemsOf(value).map((line, index) => ({ lineId: index, ...objectOf(line) })),
};

const card: Valued = {
  sent: {
    type: 'object',
    required: ['holder', 'number'],
    properties: { holder: text, number: { ...text, writeOnly: true } },
  },
  keeps: (value) => ({ holder: objectOf(value).holder }),
};

const times: Valued = {
  sent: {
    type: 'object',
    required: ['at', 'stops', 'until'],
    properties: {
      at: time,
      stops: { type: 'array', minItems: 1, items: time },
      until: { anyOf: [time, { type: 'null' }] },
    },
  },
  keeps: (value) => {
    const { at, stops, until } = objectOf(value);
    return { at: asInstant(at), stops: itemsOf(stops).map(asInstant), until: asInstant(until) };
  },
};

const address: Valued = {
  sent: { type: 'object', required: ['street'], properties: { street: text, country: { ...text, default: 'DE' } } },
  keeps: (value) => ({ country: 'DE', checked: true, ...objectOf(value) }),
};

const tree: Valued = {
  sent: {
    allOf: [{ type: 'object', required: ['name'], properties: { name: text } }],
    properties: { kind: { oneOf: [{ const: 'leaf' }, { const: 'twig' }] } },
  },
  keeps: (value) => ({ ...objectOf(value), depth: 1 }),
};

test.each(Object.entries({ lines, card, times, address, tree }))(
  'What a right server makes of %s below the top is as it was written',
  async (_, valued) => {
    const run = await judgeValued(valued);
    expect(run.findings.map(({ clause, message }) => [clause, message])).toEqual([]);
    expect(promisesThatAre(run, 'held')).toEqual(expect.arrayContaining(written));
  },
);

test('A number of single precision is as it was written', async () => {
  const weight = { type: 'number', format: 'float', minimum: 0.1, maximum: 0.3 };
  const sent = { type: 'object', required: ['weight'], properties: { weight } };
  const keeps = (value: unknown) => ({ weight: Math.fround(Number(objectOf(value).weight)) });
  expect((await judgeValued({ sent, keeps })).findings).toEqual([]);
});

const wrong: Readonly<Record<string, Valued>> = {
  'a changed member of an item': {
    ...lines,
    keeps: (value) => itemsOf(value).map((line) => ({ ...objectOf(line), lineId: 1, sku: 'another' })),
  },
  'an item that is lost': { ...lines, keeps: (value) => itemsOf(value).slice(1) },
  'a member that is lost': { ...address, keeps: () => ({ country: 'DE' }) },
  'another instant': { ...times, keeps: (value) => ({ ...objectOf(value), at: '2001-01-01T00:00:00Z' }) },
  'another holder': { ...card, keeps: () => ({ holder: 'somebody else' }) },
  'a key of a map that nobody sent': {
    sent: { type: 'object', additionalProperties: text },
    keeps: (value) => ({ ...objectOf(value), more: 'x' }),
  },
  'another number': {
    sent: { type: 'number', format: 'float' },
    keeps: (value) => Number(value) + 1e6,
  },
};

test.each(Object.entries(wrong))('%s is found', async (_, valued) => {
  expect(promisesThatAre(await judgeValued(valued), 'broken')).toEqual(expect.arrayContaining(written));
});
