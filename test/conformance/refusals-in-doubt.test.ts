import { describe, expect, test } from 'vitest';
import { judgePlayed, type Played, type SeenRequest, verdictOf } from './played-server.ts';

const number = { type: 'integer', minimum: 1, maximum: 9 };

/** A contract of one operation that takes two numbers in its query. */
const ranges = (responses: object): string =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Ranges', version: '1' },
    servers: [{ url: 'http://127.0.0.1:1' }],
    paths: {
      '/ranges': {
        get: {
          operationId: 'range',
          parameters: ['low', 'high'].map((name) => ({ name, in: 'query', required: true, schema: number })),
          responses: { '200': { description: 'Between' }, ...responses },
        },
      },
    },
  });

/** A contract of one operation that takes an object. */
const visits = (properties: object, responses: object): string =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Visits', version: '1' },
    servers: [{ url: 'http://127.0.0.1:1' }],
    paths: {
      '/visits': {
        post: {
          operationId: 'visit',
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: { type: 'object', required: Object.keys(properties), properties } },
            },
          },
          responses: { '201': { description: 'Made' }, ...responses },
        },
      },
    },
  });

const documented = (...statuses: readonly number[]): object =>
  Object.fromEntries(statuses.map((status) => [String(status), { description: 'No' }]));

const isNumber = (text: string | null): boolean => /^[1-9]$/.test(text ?? '');

/** A server that wants the first number to be the lower one, and answers otherwise with a status. */
const ordered =
  (status: number, other = status) =>
  ({ path }: SeenRequest): Played => {
    const query = new URL(path, 'http://x').searchParams;
    const [low, high] = [query.get('low'), query.get('high')];
    if (!isNumber(low) || !isNumber(high)) return [400];
    if (Number(low) > Number(high) + 2) return [other];
    return Number(low) > Number(high) ? [status] : [200];
  };

const judged = async (contract: string, answer: (seen: SeenRequest) => Played) => {
  const { run } = await judgePlayed(contract, answer, { runs: 20 });
  return {
    verdict: run.verdict,
    status: verdictOf(run, `${contract.includes('/ranges') ? 'range/200' : 'visit/201'}:status`),
    findings: run.findings
      .filter(({ clause }) => /(200|201):status/.test(clause))
      .map(({ level, received }) => [level, received]),
  };
};

describe('A rule that no schema has', () => {
  test.each([400, 404, 409, 422])('is a warning where its refusal with %i is documented', async (status) => {
    expect(await judged(ranges(documented(400, status)), ordered(status))).toEqual({
      verdict: 'conformant',
      status: 'warned',
      findings: [['SHOULD', String(status)]],
    });
  });

  test('is a breach where the refusal is not documented', async () => {
    expect(await judged(ranges(documented(400)), ordered(422))).toEqual({
      verdict: 'nonconformant',
      status: 'broken',
      findings: [['MUST', '422']],
    });
  });

  test('hides no other breach of the same clause', async () => {
    expect(await judged(ranges(documented(400)), ordered(400, 418))).toEqual({
      verdict: 'nonconformant',
      status: 'broken',
      findings: [['MUST', '418']],
    });
  });

  test('hides none that only a smaller case shows', async () => {
    const answer = (seen: SeenRequest): Played =>
      /low=2&high=1$|high=1&low=2$/.test(seen.path) ? [418] : ordered(400)(seen);
    expect(await judged(ranges(documented(400)), answer)).toMatchObject({
      verdict: 'nonconformant',
      status: 'broken',
      findings: [['MUST', '418']],
    });
  });

  test('is a breach where no valid request is accepted at all', async () => {
    expect(await judged(ranges(documented(400)), () => [400])).toMatchObject({
      verdict: 'nonconformant',
      status: 'broken',
      findings: [['MUST', '400']],
    });
  });
});

describe('A refusal of what refers to something, or has a format that nobody here knows,', () => {
  test.each([
    ['customer_id', { type: 'integer', minimum: 1 }, 422],
    ['parentId', { type: 'string', format: 'uuid' }, 422],
    ['place', { type: 'string', format: 'geohash' }, 400],
  ])('%s, with the documented %s %i, is a warning that says how to settle it', async (name, schema, status) => {
    const contract = visits({ [name]: schema, count: number }, documented(status));
    const { run } = await judgePlayed(contract, () => [status]);
    expect(verdictOf(run, 'visit/201:status')).toBe('warned');
    expect(run.findings.map(({ level, message }) => [level, message])).toEqual([
      ['SHOULD', expect.stringContaining(`Pass --set ${name}=VALUE, or give an example.`)],
    ]);
    expect(run.verdict).not.toBe('nonconformant');
  });

  test('is a breach where it is a failure', async () => {
    const contract = visits({ customer_id: { type: 'integer', minimum: 1 } }, documented(422));
    const { run } = await judgePlayed(contract, () => [500]);
    expect(run.findings.map(({ clause, level }) => [clause, level])).toContainEqual(['played/visit:answered', 'MUST']);
  });
});
