import { expect, test } from 'vitest';
import { judgePlayed, verdictOf } from './played-server.ts';

const contract = `
openapi: 3.1.0
info: { title: Things, version: "1" }
servers: [{ url: "http://127.0.0.1:1" }]
paths:
  /thing:
    get:
      operationId: a
      responses:
        "204":
          description: A
          headers: { Set-Cookie: { required: true, schema: { type: string, pattern: "^sid=[0-9a-f]+; Path=/$" } } }
`;

const right = 'sid=0123456789; Path=/';
const others = ['theme=dark; Expires=Wed, 21 Oct 2026 07:28:00 GMT', 'sid=none'];

test.each([
  ['one', right, 'held'],
  ['the first of several', [right, ...others], 'held'],
  ['the last of several', [...others, right], 'held'],
  ['none of several', others, 'broken'],
  ['none', others.slice(1), 'broken'],
])('Set-Cookie is judged field by field: %s keeps the schema', async (_, cookies, verdict) => {
  const { run } = await judgePlayed(contract, () => [204, undefined, { 'set-cookie': cookies }], { runs: 1 });
  expect(verdictOf(run, 'a/204/header/Set-Cookie:pattern')).toBe(verdict);
  expect(verdictOf(run, 'a/204/header/Set-Cookie:required')).toBe('held');
  for (const { exchanges } of run.findings)
    for (const { response } of exchanges) expect(response?.headers['set-cookie']).toBe('***');
});
