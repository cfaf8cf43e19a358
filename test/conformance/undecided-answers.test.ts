import { expect, test } from 'vitest';
import { judgePlayed, type Played, type SeenRequest, verdictOf } from './played-server.ts';
import { fromJson, isRecord } from './proxy.ts';

const contractOf = (documented: readonly number[]): string => `
openapi: 3.1.0
info: { title: Exports, version: "1" }
servers: [{ url: "http://127.0.0.1:1" }]
paths:
  /exports:
    post:
      operationId: export
      requestBody:
        required: true
        content:
          application/json: { schema: { type: object, required: [report], properties: { report: { enum: [sales, stock] } } } }
      responses: { ${documented.map((status) => `"${status}": { description: Yes }`).join(', ')}, "400": { description: No }, "415": { description: No } }
`;

/** Looks at the form of a request at once, and at what it asks for later, or in parts. */
const looksLater =
  (status: number, right = status) =>
  ({ headers, body }: SeenRequest): Played => {
    if (headers['content-type'] !== 'application/json') return [415];
    const sent = fromJson(body);
    if (!isRecord(sent)) return [400];
    return [sent.report === 'sales' || sent.report === 'stock' ? right : status];
  };

const ofContents = ['enum', 'required'].map((kind) => `export/request/body/report:${kind}`);

test.each([202, 207])('A documented %i to a broken request says nothing of it', async (status) => {
  const { run } = await judgePlayed(contractOf([status]), looksLater(status));
  expect(run).toMatchObject({ verdict: 'conformant', findings: [] });
  for (const clause of ofContents)
    expect(verdictOf(run, clause)).toMatch(
      new RegExp(`^vacuous: the request was answered ${status}: .* \\(RFC \\d+, `),
    );
  expect(verdictOf(run, 'export/request/body:well-formed')).toBe('held');
});

test.each([202, 207])('A %i that is not documented leaves a broken request untested', async (status) => {
  const { run } = await judgePlayed(contractOf([201]), looksLater(status, 201));
  expect(run).toMatchObject({ verdict: 'untested', findings: [] });
  for (const clause of ofContents) expect(verdictOf(run, clause)).toMatch(/^untestable: the request was answered 20/);
});

test.each([200, 201, 204])('A %i accepts what it answers', async (status) => {
  const { run } = await judgePlayed(contractOf([status]), looksLater(status));
  for (const clause of ofContents) expect(verdictOf(run, clause)).toBe('broken');
});
