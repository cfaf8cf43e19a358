import { expect, test } from 'vitest';
import { judgePlayed, verdictOf } from './played-server.ts';

const contractOf = (mediaType: string): string => `
openapi: 3.1.0
info: { title: Things, version: "1" }
servers: [{ url: "http://127.0.0.1:1" }]
paths:
  /thing:
    get:
      operationId: a
      responses: { "200": { description: A, content: { ${mediaType}: { schema: { type: [object, string] } } } } }
`;

/** `{"é":1}` in Latin 1. */
const latin = Buffer.from('{"\u00e9":1}', 'latin1');

test('JSON that is not in UTF-8 is not well-formed, and is shown all the same', async () => {
  const { run } = await judgePlayed(contractOf('application/json'), () => [200, latin], { runs: 1 });
  expect(run.findings).toMatchObject([
    {
      clause: 'played/a/200/body:well-formed',
      message: "The answer's body is not in UTF-8, in which JSON is written.",
      received: '"{\\"\ufffd\\":1}"',
    },
  ]);
  expect(verdictOf(run, 'a/200/body:type')).toMatch(/^vacuous/);
});

test.each([
  ['application/json', Buffer.from('{"\u00e9":1}')],
  ['application/json', Buffer.from('{"\ufffd":1}')],
  ['text/plain', latin],
])('%s in its own encoding is right', async (mediaType, bytes) => {
  const headers = { 'content-type': mediaType };
  const { run } = await judgePlayed(contractOf(mediaType), () => [200, bytes, headers], { runs: 1 });
  expect(run.findings).toEqual([]);
});
