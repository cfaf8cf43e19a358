import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runConformance } from '../../conformance/run/run-conformance.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { verdictOf } from './played-server.ts';

const contract = `
openapi: 3.1.0
info: { title: Events, version: "1" }
servers: [{ url: "http://127.0.0.1:1" }]
paths:
  /events: { get: { operationId: events, responses: { "200": { description: All, content: { text/event-stream: { schema: { type: string } } } } } } }
  /now: { get: { operationId: now, responses: { "204": { description: Now } } } }
`;

/** A right server, whose events never end. */
const startEvents = async () => {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    if (url === '/now') return response.writeHead(204).end();
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    return response.write('data: hello\n\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
};

test('Events that never end are an answer as soon as they begin, and nothing begins with them', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'played.yaml');
  await writeFile(file, contract);
  await using server = await startEvents();
  const { runs } = await runConformance({ contract: file, target: server.url, seed: 1, runs: 2, timeoutMs: 2000 });
  const [run] = runs;
  if (run === undefined) throw new Error('The suite reported no run.');
  expect(run).toMatchObject({ verdict: 'conformant', findings: [] });
  for (const promise of [':answered', '/200:status', '/200:media-type'])
    expect(verdictOf(run, `events${promise}`)).toBe('held');
  expect(server.asked[0]).toBe('/now');
  expect(server.asked).toContain('/events');
});
