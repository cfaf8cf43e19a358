import { expect, test } from 'vitest';
import { startServer } from '../../scripts/server-process.ts';

const running = (program: string) => ({
  args: (port: number) => ['--eval', program, '--', String(port)],
  firstPath: '/',
  headers: {},
});

test.each([
  { how: 'by itself', program: 'process.exit(3)', end: '3' },
  { how: 'by a signal', program: "process.kill(process.pid, 'SIGKILL')", end: 'SIGKILL' },
])('A server that ends $how before it answers is not waited for', async ({ program, end }) => {
  await expect(startServer(running(program))).rejects.toThrow(`ended with ${end}.`);
});

test('A server that takes requests and never answers is given up', async () => {
  const silent = "require('node:http').createServer(() => {}).listen(process.argv[1], '127.0.0.1')";
  await expect(startServer(running(silent), { startMsMax: 2_000 })).rejects.toThrow('answers nothing at http://');
});

test('A server that answers is measured, and ended', async () => {
  const right = "require('node:http').createServer((_, r) => r.end()).listen(process.argv[1], '127.0.0.1')";
  const server = await startServer(running(right));
  expect((await fetch(server.url)).status).toBe(200);
  expect(await server.memoryMib()).toBeGreaterThan(1);
  await server.close();
  await expect(fetch(server.url)).rejects.toThrow();
});
