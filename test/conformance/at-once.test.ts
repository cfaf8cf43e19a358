import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { RunReport } from '../../conformance/evidence/report.ts';
import { runConformance } from '../../conformance/run-conformance.ts';
import { fromJson, isRecord } from './proxy.ts';

/** Servers that several requests at once could make look worse, or better, than they are. */
const head = 'openapi: 3.1.0\ninfo: { title: Small, version: "1" }\nservers: [{ url: "http://127.0.0.1:1" }]\npaths:\n';
const json = (schema: string): string => `content: { application/json: { schema: ${schema} } }`;
const read = (path: string, id: string, schema: string): string =>
  `  ${path}:\n    get: { operationId: ${id}, responses: { "200": { description: One, ${json(schema)} } } }\n`;
const having = (name: string): string =>
  `{ type: object, required: [${name}], properties: { ${name}: { type: string } } }`;

type Answer = (method: string, path: string, body: string, response: ServerResponse) => Promise<unknown>;

/** Has a server judged by a contract. */
const judge = async (contract: string, answer: Answer, timeoutMs = 300): Promise<RunReport> => {
  const folder = await mkdtemp(join(tmpdir(), 'at-once-'));
  const server = createServer(async (request, response) => {
    const body = (await buffer(request)).toString();
    await answer(request.method ?? '', (request.url ?? '').replace(/\?.*/, ''), body, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await writeFile(join(folder, 'small.yaml'), contract);
    const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { runs } = await runConformance({ contract: join(folder, 'small.yaml'), target, seed: 1, timeoutMs });
    const [run] = runs;
    if (run === undefined) throw new Error('The suite reported no run.');
    return run;
  } finally {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  }
};

const reply = (response: ServerResponse, status: number, value: unknown): unknown =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));

test('One operation that hangs is told, and what comes after it is judged all the same', async () => {
  const contract =
    head +
    read('/first', 'first', having('a')) +
    read('/hangs', 'hangs', having('b')) +
    read('/last', 'last', having('c'));
  const run = await judge(contract, async (_method, path, _body, response) => {
    if (path !== '/hangs') reply(response, 200, { a: 'a', c: 7 });
  });
  expect(run.findings.map(({ clause }) => clause).toSorted()).toEqual([
    'small/hangs:answered',
    'small/last/200/body/c:type',
  ]);
  expect(run.requests).toBeLessThan(1_000);
});

const users = `${head}  /users:
    post:
      operationId: addUser
      requestBody: { required: true, ${json('{ type: object, required: [email], properties: { email: { type: string, pattern: "^[a-z]{12,20}@example[.]com$" } } }')} }
      responses:
        "201": { description: Added, ${json(having('id'))} }
        "400": { description: No }
        "409": { description: There is one }
`;

test('What can only be done once is not tried twice, so that a server that minds is not accused of it', async () => {
  const taken = new Set<string>();
  const run = await judge(users, async (_method, _path, text, response) => {
    const body = fromJson(text);
    const email = isRecord(body) && typeof body.email === 'string' ? body.email : '';
    if (!/^[a-z]{12,20}@example[.]com$/.test(email)) return reply(response, 400, {});
    if (taken.has(email)) return reply(response, 409, {});
    taken.add(email);
    return reply(response, 201, { id: 7 });
  });
  expect(run.findings.map(({ clause }) => clause)).toEqual(['small/addUser/201/body/id:type']);
});

test('Who bears one request at a time alone is accused of nothing by requests that were sent at once', async () => {
  let underWay = 0;
  let refused = 0;
  const contract = head + read('/first', 'first', having('a'));
  const run = await judge(contract, async (_method, _path, _body, response) => {
    const isAlone = ++underWay === 1;
    await wait(2);
    underWay--;
    if (!isAlone) refused++;
    return isAlone ? reply(response, 200, { a: 'a' }) : reply(response, 500, {});
  });
  expect(refused).toBeGreaterThan(0);
  expect(run.findings).toEqual([]);
  expect(run.verdict).toBe('conformant');
});
