import { expect, test } from 'vitest';
import { judgePlayed, verdictOf } from './played-server.ts';
import { fromJson, isRecord } from './proxy.ts';

const contract = `
openapi: 3.1.0
info: { title: Notes, version: "1" }
servers: [{ url: "http://127.0.0.1:1" }]
paths:
  /notes:
    post:
      operationId: addNote
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [text], properties: { text: { type: string } } } } } }
      responses: { "204": { description: Added }, "400": { description: No } }
`;

test('A request without a body has no media type either, so that 415 refuses it, documented or not', async () => {
  const { run } = await judgePlayed(contract, ({ headers, body }) => {
    if (headers['content-type'] !== 'application/json') return [415];
    const sent = fromJson(body);
    return [isRecord(sent) && typeof sent.text === 'string' ? 204 : 400];
  });
  expect(run).toMatchObject({ verdict: 'conformant', findings: [] });
  expect(verdictOf(run, 'addNote/request/body:required')).toBe('held');
});

test('What is not JSON may be refused with 415, and a value of the wrong type may not', async () => {
  const { run } = await judgePlayed(contract, ({ headers, body }) => {
    const sent = fromJson(body);
    const isRight = isRecord(sent) && typeof sent.text === 'string';
    if (headers['content-type'] === undefined) return [400];
    return [isRight && headers['content-type'] === 'application/json' ? 204 : 415];
  });
  expect(verdictOf(run, 'addNote/request/body:well-formed')).toBe('held');
  expect(verdictOf(run, 'addNote/request/body/text:type')).toMatch(/^untestable: .*415/);
});
