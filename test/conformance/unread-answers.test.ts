import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { responseBytesMax } from '../../conformance/settings/limits.ts';
import { judgePlayed, type Played, verdictOf } from './played-server.ts';

const contract = `
openapi: 3.1.0
info: { title: Things, version: "1" }
servers: [{ url: "http://127.0.0.1:1" }]
paths:
  /things:
    get:
      operationId: listThings
      responses: { "200": { description: All, content: { application/json: { schema: { type: array, items: { type: string } } } } } }
`;

const clauses = ['listThings/200/body:well-formed', 'listThings/200/body:type', 'listThings/200/body[]:type'];
const large = Array.from({ length: 20_000 }, () => 'x'.repeat(responseBytesMax / 20_000));

test.each<readonly [string, Played]>([
  ['larger than is read', [200, large]],
  ['larger than is read, once it is decoded', [200, gzipSync(JSON.stringify(large)), { 'content-encoding': 'gzip' }]],
  ['in a coding that is not read', [200, Buffer.from('[]'), { 'content-encoding': 'zstd' }]],
])('Of an answer that is %s, nothing is said', async (_, played) => {
  const { run } = await judgePlayed(contract, () => played, { runs: 1 });
  expect(run.findings).toEqual([]);
  expect(run.verdict).toBe('untested');
  const reason = 'untestable: an answer is larger than is read, or in a content coding that is not';
  for (const clause of clauses) expect(verdictOf(run, clause)).toBe(reason);
  expect(verdictOf(run, 'listThings/200:media-type')).toBe('held');
});

test.each<readonly [string, readonly string[], readonly string[]]>([
  ['right', ['a'], []],
  ['wrong', [], ['played/listThings/200/body:type']],
])('One that is compressed although nothing asks for it is judged: %s', async (_, list, broken) => {
  const value = list.length === 0 ? {} : list;
  const coded: Played = [200, gzipSync(JSON.stringify(value)), { 'content-encoding': 'gzip' }];
  const { run } = await judgePlayed(contract, () => coded, { runs: 1 });
  expect(run.findings.map(({ clause }) => clause)).toEqual(broken);
});
