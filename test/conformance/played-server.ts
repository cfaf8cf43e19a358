import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { RunReport } from '../../conformance/evidence/report.ts';
import { runConformance } from '../../conformance/run/run-conformance.ts';
import type { RunOptions } from '../../conformance/settings/options.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';

/** A request as a server sees it. */
export interface SeenRequest {
  readonly method: string;
  /** With the query, as it was sent. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a server answers; a body that is no bytes is written as JSON. */
export type Played = readonly [status: number, body?: unknown, headers?: Readonly<Record<string, string | string[]>>];

interface PlayedServer extends AsyncDisposable {
  readonly url: string;
  readonly requests: readonly SeenRequest[];
}

/** Starts a server on a free port of the loopback that answers as it is told. */
export const startPlayedServer = async (answer: (seen: SeenRequest) => Played): Promise<PlayedServer> => {
  const requests: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    const body = (await buffer(request)).toString('utf8');
    const seen = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
    requests.push(seen);
    const [status, value, headers] = answer(seen);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(value === undefined || Buffer.isBuffer(value) ? value : JSON.stringify(value));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
};

/** Runs the suite by the text of a contract, called `played`, against a server that answers as it is told. */
export const judgePlayed = async (
  contract: string,
  answer: (seen: SeenRequest) => Played,
  options: Partial<RunOptions> = {},
): Promise<{ readonly run: RunReport; readonly requests: readonly SeenRequest[] }> => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'played.yaml');
  await writeFile(file, contract);
  await using server = await startPlayedServer(answer);
  // What such a server is asked for is nobody's, whatever its contract says of it.
  const own = { contract: file, target: server.url, allowUnowned: ['*'] };
  const { runs } = await runConformance({ ...own, seed: 1, runs: 4, ...options });
  const [run] = runs;
  if (run === undefined) throw new Error('The suite reported no run.');
  return { run, requests: server.requests };
};

/** The verdict of a clause, with its reason. */
export const verdictOf = ({ clauses }: RunReport, id: string): string => {
  const clause = clauses.find((one) => one.id === `played/${id}`);
  return [clause?.verdict ?? 'no clause', clause?.reason ?? []].flat().join(': ');
};
