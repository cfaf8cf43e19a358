import { expect, test } from 'vitest';
import { judgePlayed, type Played, type SeenRequest, verdictOf } from './played-server.ts';
import { fromJson, isRecord } from './proxy.ts';

const loan =
  '{ type: object, required: [id, book, status], properties: { id: { type: string }, book: { type: string }, status: { type: string, enum: [open, returned] } } }';

/** Loans are filtered by a status that the server sets, and no request writes. */
const contract = `
openapi: 3.1.0
info: { title: Library, version: "1" }
servers: [{ url: "http://127.0.0.1:1" }]
x-resources: { loan: { id: id, one: '', many: '' } }
paths:
  /loans:
    get:
      operationId: listLoans
      x-does: { list: loan }
      parameters: [{ name: status, in: query, schema: { type: string, enum: [open, returned] }, x-filter: { equals: status } }]
      responses: { "200": { description: All, content: { application/json: { schema: { type: array, items: ${loan} } } } }, "400": { description: No } }
    post:
      operationId: createLoan
      x-does: { create: loan }
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [book], properties: { book: { type: string, minLength: 1 } } } } } }
      responses: { "201": { description: Made, content: { application/json: { schema: ${loan} } } }, "400": { description: No } }
`;

const library = (): ((seen: SeenRequest) => Played) => {
  const loans: { readonly id: string; readonly book: string; readonly status: string }[] = [];
  return ({ method, path, headers, body }) => {
    if (method === 'POST') {
      if (headers['content-type'] !== 'application/json') return [400];
      const given = fromJson(body);
      const book = isRecord(given) ? given.book : undefined;
      if (typeof book !== 'string' || book === '') return [400];
      const made = { id: `l${loans.length + 1}`, book, status: 'open' };
      loans.push(made);
      return [201, made];
    }
    const status = new URL(path, 'http://127.0.0.1').searchParams.get('status');
    if (status !== null && !['open', 'returned'].includes(status)) return [400];
    return [200, loans.filter((one) => status === null || one.status === status)];
  };
};

test('A filter by what no request writes is left untested, and nobody is blamed for it', async () => {
  const { run } = await judgePlayed(contract, library(), { runs: 4 });
  expect(run.findings.map(({ clause, message }) => [clause, message])).toEqual([]);
  expect(verdictOf(run, 'loan:status-keeps-what-matches')).toBe('vacuous: nothing in this run exercised it');
  expect(run.verdict).toBe('conformant');
});
