import { expect, test } from 'vitest';
import { planRun } from '../../conformance/run/plan.ts';
import { readContract } from '../contract/read-contract.ts';
import { judgePlayed, verdictOf } from './played-server.ts';

const timeout = 120_000;

const late = (letter: string): string => `${letter.repeat(50)}!`;

test('What a response says of a pattern without end is not applicable, and the rest is judged', {
  timeout,
}, async () => {
  const schema = {
    type: 'object',
    properties: {
      v: { type: 'string', pattern: '^(a+)+$' },
      either: { anyOf: [{ type: 'integer' }, { pattern: '^(b+)+$' }] },
      names: { type: 'object', patternProperties: { '^(c+)+$': { type: 'integer' } }, additionalProperties: false },
      n: { type: 'integer' },
    },
  };
  const contract = {
    openapi: '3.1.0',
    info: { title: 'Notes', version: '1' },
    servers: [{ url: 'http://127.0.0.1:1' }],
    paths: {
      '/notes': {
        get: {
          operationId: 'getNote',
          responses: { 200: { description: 'One', content: { 'application/json': { schema } } } },
        },
      },
    },
  };
  const body = { v: late('a'), either: late('b'), names: { [late('c')]: 'x' }, n: 'x' };
  const { run } = await judgePlayed(JSON.stringify(contract), () => [200, body]);
  expect(run.findings.map(({ clause }) => clause)).toEqual(['played/getNote/200/body/n:type']);
  const place = '#/paths/~1notes/get/responses/200/content/application~1json/schema/properties';
  const said = (pattern: string, at: string) =>
    `not-applicable: the pattern "${pattern}" at ${place}/${at} took more than N ms on a text of 51 characters, and is not tested any more`;
  const verdict = (id: string) => verdictOf(run, id).replace(/\d+ ms/, 'N ms');
  expect(verdict('getNote/200/body/v:pattern')).toBe(said('^(a+)+$', 'v/pattern'));
  expect(verdict('getNote/200/body/either:anyOf')).toBe(said('^(b+)+$', 'either/anyOf/1/pattern'));
  const names = said('^(c+)+$', 'names/patternProperties/^(c+)+$');
  expect(verdict('getNote/200/body/names:additionalProperties')).toBe(names);
  expect(verdict('getNote/200/body/names/{^(c+)+$}:type')).toBe(names);
  expect(verdictOf(run, 'getNote/200/body/v:type')).toBe('held');
});

test('One long text, on which a pattern takes too long, hides no short one that breaks it', { timeout }, async () => {
  const schema = { type: 'string', pattern: '^[n-z]+[o-y]+[p-z]+!$' };
  const contract = {
    openapi: '3.1.0',
    info: { title: 'Notes', version: '1' },
    paths: {
      '/notes': {
        get: {
          operationId: 'getNote',
          responses: { 200: { description: 'One', content: { 'application/json': { schema } } } },
        },
      },
    },
  };
  let asked = 0;
  const long = 'p'.repeat(1_000_000);
  const answer = () => [200, asked++ < 8 ? long : 'pqr'] as const;
  const { run } = await judgePlayed(JSON.stringify(contract), answer, { runs: 30 });
  expect(verdictOf(run, 'getNote/200/body:pattern')).toMatch(/^broken/);
});

test.each([
  ['a loop in a loop', '^(p+)+$'],
  ['a slug of words', '^(([a-z0-9])+(-)?)+([a-z0-9])+$'],
  [
    'a mailbox',
    '^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$',
  ],
  ['nothing at all', '^(?!)$'],
  ['an empty class', '^[^\\s\\S]$'],
  ['no printable character', '^[^ -~]+$'],
  ['a look ahead', '^(?=.*[0-9])(?=.*[a-z]).{8,}$'],
  ['a million letters', '^(?:a{1000}){1000}$'],
  ['loops without end', '^((((a+)+)+)+)+b$'],
  ['a pattern that is too long', `^${'a?'.repeat(8_000)}$`],
])('A plan ends where the parameters have a pattern of %s', { timeout }, async (_, pattern) => {
  const schema = { type: 'string', pattern, minLength: 1 };
  const contract = await readContract({
    operation: {
      parameters: [
        { name: 'q', in: 'query', required: true, schema },
        { name: 'x-h', in: 'header', schema },
      ],
      requestBody: {
        content: {
          'application/json': {
            schema: {
              type: 'object',
              properties: { v: schema },
              patternProperties: { [pattern]: true },
              minProperties: 1,
            },
          },
        },
      },
    },
  });
  const plan = await planRun(contract, { target: 'http://127.0.0.1:9' });
  expect(plan.checks).toBeDefined();
});

test('A response that takes for ever by a schema which contains itself is said to, and the rest is judged', {
  timeout,
}, async () => {
  const branch = (name: string) => ({
    type: 'object',
    required: [name],
    properties: { in: { $ref: '#/components/schemas/Part' } },
  });
  const contract = {
    openapi: '3.1.0',
    info: { title: 'Parts', version: '1' },
    paths: {
      '/parts': {
        get: {
          operationId: 'getPart',
          responses: {
            200: {
              description: 'One',
              content: {
                'application/json': {
                  schema: {
                    type: 'object',
                    properties: { part: { $ref: '#/components/schemas/Part' }, n: { type: 'integer' } },
                  },
                },
              },
            },
          },
        },
      },
    },
    components: { schemas: { Part: { anyOf: [branch('left'), branch('right')] } } },
  };
  const part = Array.from({ length: 60 }).reduce<unknown>((inner) => ({ in: inner }), { left: 1 });
  const { run } = await judgePlayed(JSON.stringify(contract), () => [200, { part, n: 'x' }]);
  expect(run.findings.map(({ clause }) => clause)).toEqual(['played/getPart/200/body/n:type']);
  expect(verdictOf(run, 'getPart/200/body/part:anyOf')).toMatch(/^untestable: a response took too long to judge/);
});
