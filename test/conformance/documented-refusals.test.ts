import { describe, expect, test } from 'vitest';
import type { RunReport } from '../../conformance/evidence/report.ts';
import { judgePlayed, type Played, type SeenRequest, verdictOf } from './played-server.ts';

interface Told {
  readonly method?: 'get' | 'put';
  readonly parameters?: string;
  readonly body?: string;
  readonly documented?: number;
}

const header = (name: string, required = true): string =>
  `[{ name: ${name}, in: header, required: ${required}, schema: { type: string, pattern: "^[a-z]+$" } }]`;
const query = (schema: string): string => `[{ name: of, in: query, required: true, schema: ${schema} }]`;
const ofText = '{ type: object, required: [team], properties: { team: { type: string } } }';
const ofEnum = '{ type: object, required: [team], properties: { team: { enum: [a, b] }, size: { type: integer } } }';

const contractOf = ({ method = 'get', parameters = '[]', body, documented }: Told): string => `
openapi: 3.1.0
info: { title: Refusals, version: "1" }
servers: [{ url: "http://127.0.0.1:1" }]
paths:
  /x:
    ${method}:
      operationId: x
      parameters: ${parameters}
      ${body === undefined ? '' : `requestBody: { required: true, content: { application/json: { schema: ${body} } } }`}
      responses: { "204": { description: Yes }, "400": { description: No }${documented === undefined ? '' : `, "${documented}": { description: No }`} }
`;

const judged = async (told: Told, answer: (seen: SeenRequest) => Played): Promise<RunReport> =>
  (await judgePlayed(contractOf(told), answer, { only: ['x/204:status'] })).run;

describe.each<readonly [number, string, Told]>([
  [412, 'a condition', { parameters: header('If-Match') }],
  [416, 'a range', { parameters: header('Range') }],
  [428, 'no condition', { parameters: header('If-Match', false) }],
  [409, 'a write', { method: 'put' }],
  [401, 'no credentials', { method: 'put' }],
  [403, 'no credentials', { method: 'put' }],
  [404, 'a text in the query', { parameters: query('{ type: string }') }],
  [410, 'a text in the body', { method: 'put', body: ofText }],
])('A permitted request with %i, of %s,', (status, _, told) => {
  test('is no fault where that is documented', async () => {
    const run = await judged({ ...told, documented: status }, () => [status]);
    expect(run.findings).toEqual([]);
    expect(verdictOf(run, 'x/204:status')).toMatch(
      new RegExp(`^untestable: a permitted request was refused with ${status}, which is documented: `),
    );
  });

  test('is one where it is not', async () => {
    expect(verdictOf(await judged(told, () => [status]), 'x/204:status')).toBe('broken');
  });
});

test.each<readonly [number, string, Told]>([
  [412, 'no condition', {}],
  [416, 'no range', {}],
  [409, 'what is only read', {}],
  [404, 'what is listed', { parameters: query('{ enum: [a, b] }') }],
  [404, 'what names nothing', { method: 'put', body: ofEnum }],
  [400, 'a text', { parameters: query('{ type: string }') }],
])('A documented refusal with %i of %s is a fault', async (status, _, told) => {
  const documented = status === 400 ? told : { ...told, documented: status };
  expect(verdictOf(await judged(documented, () => [status]), 'x/204:status')).toBe('broken');
});

test.each(['If-None-Match', 'Range'])('An optional %s is left out, so that all is shown', async (name) => {
  const answer = ({ headers }: SeenRequest): Played => [headers[name.toLowerCase()] === undefined ? 204 : 304];
  const { run, requests } = await judgePlayed(contractOf({ parameters: header(name, false) }), answer, { runs: 20 });
  expect(run).toMatchObject({ verdict: 'conformant', findings: [] });
  expect(requests.length).toBeGreaterThan(0);
  expect(requests.filter(({ headers }) => headers[name.toLowerCase()] !== undefined)).toEqual([]);
});
