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
import { runConformance } from '../../conformance/run/run-conformance.ts';
import { fromJson, isRecord } from './proxy.ts';

/** Servers that several requests at once could make look worse, or better, than they are. */
const head = 'openapi: 3.1.0\ninfo: { title: Small, version: "1" }\nservers: [{ url: "http://127.0.0.1:1" }]\npaths:\n';
const json = (schema: string): string => `content: { application/json: { schema: ${schema} } }`;
const read = (path: string, id: string, schema: string): string =>
  `  ${path}:\n    get: { operationId: ${id}, responses: { "200": { description: One, ${json(schema)} } } }\n`;
const having = (name: string): string =>
  `{ type: object, required: [${name}], properties: { ${name}: { type: string } } }`;

type Answer = (method: string, path: string, body: string, response: ServerResponse) => Promise<unknown>;

/** Has a server judged by a contract, with much patience where nothing else is said. */
const judge = async (contract: string, answer: Answer, timeoutMs = 60_000): Promise<RunReport> => {
  const folder = await mkdtemp(join(tmpdir(), 'at-once-'));
  const server = createServer(async (request, response) => {
    const isJson = /^application\/json\b/.test(request.headers['content-type'] ?? '');
    const text = (await buffer(request)).toString();
    // What is no JSON by its name isn't read as such.
    const body = isJson ? text : text.replaceAll('{', '(');
    await answer(request.method ?? '', (request.url ?? '').replace(/\?.*/, ''), body, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await writeFile(join(folder, 'small.yaml'), contract);
    const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { runs } = await runConformance({
      contract: join(folder, 'small.yaml'),
      target,
      seed: 1,
      timeoutMs,
      runs: 4,
    });
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
  const answer: Answer = async (_method, path, _body, response) => {
    if (path !== '/hangs') reply(response, 200, { a: 'a', c: 7 });
  };
  const run = await judge(contract, answer, 5_000);
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

test('Who fails of requests that are sent at once is told of each failure that was seen', async () => {
  let underWay = 0;
  let refused = 0;
  const contract = head + read('/first', 'first', having('a'));
  const run = await judge(contract, async (_method, _path, _body, response) => {
    const isAlone = ++underWay === 1;
    await wait(25);
    underWay--;
    if (!isAlone) refused++;
    return isAlone ? reply(response, 200, { a: 'a' }) : reply(response, 500, {});
  });
  expect(refused).toBeGreaterThan(0);
  expect(run.findings.map(({ clause, received }) => [clause, received])).toEqual([['small/first:answered', '500']]);
  expect(run.verdict).toBe('nonconformant');
});

test('Who closes the connection on requests that are sent at once is asked again alone, and accused of nothing', async () => {
  let underWay = 0;
  let closed = 0;
  const contract = head + read('/first', 'first', having('a'));
  const run = await judge(contract, async (_method, _path, _body, response) => {
    const isAlone = ++underWay === 1;
    await wait(25);
    underWay--;
    if (isAlone) return reply(response, 200, { a: 'a' });
    closed++;
    return response.destroy();
  });
  expect(closed).toBeGreaterThan(0);
  expect(run.findings).toEqual([]);
  expect(run.verdict).toBe('conformant');
});

const things = `openapi: 3.1.0
info: { title: Small, version: "1" }
servers: [{ url: "http://127.0.0.1:1" }]
x-resources: { thing: { id: id, one: '', many: '' } }
paths:
  /things:
    get: { operationId: listThings, x-does: { list: thing }, responses: { "200": { description: All, ${json('{ type: array, items: { $ref: "#/components/schemas/Thing" } }')} } } }
    post:
      operationId: addThing
      x-does: { create: thing }
      requestBody: { required: true, ${json('{ type: object, required: [name], properties: { name: { type: string, minLength: 1 } } }')} }
      responses:
        "201": { description: Added, ${json('{ $ref: "#/components/schemas/Thing" }')} }
        "400": { description: No }
  /things/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { operationId: readThing, x-does: { read: thing }, responses: { "200": { description: One, ${json('{ $ref: "#/components/schemas/Thing" }')} }, "404": { description: None } } }
    delete: { operationId: dropThing, x-does: { delete: thing }, responses: { "204": { description: Gone }, "404": { description: None } } }
components:
  schemas:
    Thing: { type: object, required: [id, name], properties: { id: { type: string }, name: { type: string } } }
`;

interface ThingServer {
  /** How many things there may be; one more is refused with the documented 400. */
  readonly quota?: number;
  readonly needsName?: boolean;
  /** Whether deletions are refused while something else is under way. */
  readonly deletesAlone?: boolean;
  readonly delayMs?: number;
}

/** A server of things, which works on one request after the other. */
const thingServer = ({ quota = 1_000, needsName = true, deletesAlone = false, delayMs = 0 }: ThingServer) => {
  const all = new Map<string, { readonly id: string; readonly name: string }>();
  let count = 0;
  let underWay = 0;
  /** How many creations there was no room for, and how many deletions came together with something else. */
  let overQuota = 0;
  let notAlone = 0;
  let queue = Promise.resolve<unknown>(undefined);
  const add = (text: string, response: ServerResponse): unknown => {
    const body = fromJson(text);
    const name = isRecord(body) ? body.name : undefined;
    const hasName = typeof name === 'string' && name !== '';
    const isForgiven = isRecord(body) && !needsName && name === undefined;
    if (!hasName && !isForgiven) return reply(response, 400, {});
    if (all.size >= quota) {
      overQuota++;
      return reply(response, 400, {});
    }
    const thing = { id: `t${++count}`, name: hasName ? name : 'nameless' };
    all.set(thing.id, thing);
    return reply(response, 201, thing);
  };
  const drop = (id: string, response: ServerResponse): unknown => {
    if (deletesAlone && underWay > 1) {
      notAlone++;
      return reply(response, 503, {});
    }
    all.delete(id);
    return response.writeHead(204).end();
  };
  const work: Answer = async (method, path, text, response) => {
    const id = path.split('/')[2] ?? '';
    if (method === 'POST') return add(text, response);
    if (id === '') return reply(response, 200, [...all.values()]);
    const thing = all.get(id);
    if (thing === undefined) return reply(response, 404, {});
    return method === 'GET' ? reply(response, 200, thing) : drop(id, response);
  };
  const answer: Answer = async (method, path, text, response) => {
    underWay++;
    queue = queue.then(async () => {
      await wait(delayMs);
      await work(method, path, text, response);
      underWay--;
    });
    await queue;
  };
  return {
    answer,
    all,
    get overQuota() {
      return overQuota;
    },
    get notAlone() {
      return notAlone;
    },
  };
};

test.each([1, 4])('A quota of %i is not taken for a refusal of what is broken', async (quota) => {
  const server = thingServer({ quota, needsName: false, delayMs: 1 });
  const run = await judge(things, server.answer);
  expect(server.overQuota).toBeGreaterThan(0);
  expect(run.findings.map(({ clause }) => clause)).toContain('small/addThing/request/body/name:required');
  expect(run.findings.filter(({ clause }) => !clause.endsWith('name:required'))).toEqual([]);
  expect(server.all.size).toBe(0);
});

test('Who deletes only when nothing else is under way is judged to the end', async () => {
  const server = thingServer({ deletesAlone: true, delayMs: 10 });
  const run = await judge(things, server.answer);
  expect(server.notAlone).toBeGreaterThan(0);
  const untestable = run.clauses.filter(({ verdict, level }) => verdict === 'untestable' && level === 'MUST');
  expect({ findings: run.findings, untestable, leftovers: run.leftovers, left: server.all.size }).toEqual({
    findings: [],
    untestable: [],
    leftovers: [],
    left: 0,
  });
});

test('Who is so slow that several requests at once could take too long gets one after the other', async () => {
  let underWay = 0;
  let mostAtOnce = 0;
  const contract = head + read('/first', 'first', having('a')) + read('/last', 'last', having('a'));
  const answer: Answer = async (_method, _path, _body, response) => {
    mostAtOnce = Math.max(mostAtOnce, ++underWay);
    await wait(slowMs);
    underWay--;
    reply(response, 200, { a: 'a' });
  };
  const run = await judge(contract, answer, slowMs * 7);
  expect(run.findings).toEqual([]);
  expect(mostAtOnce).toBe(1);
});

/** Four at once could take more than half of seven times as long; one alone leaves a busy machine time to spare. */
const slowMs = 600;
