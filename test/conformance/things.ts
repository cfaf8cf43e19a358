import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClauseReport, RunReport } from '../../conformance/evidence/report.ts';
import type { Exchange } from '../../conformance/http/exchange.ts';
import { planRun } from '../../conformance/run/plan.ts';
import type { RunOptions } from '../../conformance/settings/options.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import { loadContract } from '../../src/clauses/load-contract.ts';
import type { HttpRequest } from '../../src/http/messages.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { fromJson, isRecord } from './proxy.ts';
import { wholeRun } from './whole-run.ts';

const text = await readFile(join(import.meta.dirname, 'fixtures/things.yaml'), 'utf8');

/** Reads the contract of the things, with some of its text replaced. */
export const thingsWith = async (replaced: Readonly<Record<string, string>> = {}): Promise<Contract> => {
  const written = Object.entries(replaced).reduce((whole, [part, by]) => {
    if (!whole.includes(part)) throw new Error(`things.yaml holds no ${part}.`);
    return whole.replace(part, () => by);
  }, text);
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'things.yaml');
  await writeFile(path, written);
  return await loadContract(path);
};

/** What a server keeps of one resource. */
export type Kept = Record<string, unknown>;

/** An answer of such a server: a status, and a body unless there is none. */
export type Answer = readonly [number, unknown?];

/** A request, as such a server reads it. */
export interface Asked {
  readonly method: string;
  /** The path without what stands for the server. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** What may be different about a server. */
export interface Quirks {
  /** Answers in the server's place, which may still do what was asked; undefined leaves it to the server. */
  readonly answer?: (asked: Asked, byItself: () => Answer, kept: ReadonlyMap<string, Kept>) => Answer | undefined;
}

export const url = 'http://127.0.0.1:1';

const names = new Map([
  ['projects', ['name']],
  ['apps', ['name']],
  ['things', ['name', 'kind']],
]);

const isBody = (body: unknown): body is Kept =>
  isRecord(body) &&
  typeof body.name === 'string' &&
  (body.kind === undefined || ['a', 'b'].includes(String(body.kind)));

/** A right server that keeps projects, their apps, and the things of these; it looks up what a request is about before it validates the rest. */
export const keeping = ({ answer }: Quirks = {}) => {
  const kept = new Map<string, Kept>();
  const collections = /^(.*)\/(projects|apps|things)$/;

  const ofCollection = ({ method, path, query, body }: Asked): Answer => {
    const [, parent = '', kind = ''] = collections.exec(path) ?? [];
    if (parent !== '' && !kept.has(parent)) return [404, { message: 'There is no such parent.' }];
    if (method === 'GET') {
      const inside = [...kept].filter(([at]) => at.startsWith(`${path}/`) && !at.slice(path.length + 1).includes('/'));
      const wanted = query.get('kind');
      if (![null, 'a', 'b'].includes(wanted)) return [400, { message: 'There is no such kind.' }];
      return [200, inside.map(([, one]) => one).filter((one) => wanted === null || one.kind === wanted)];
    }
    if (!isBody(body)) return [400, { message: 'The body is wrong.' }];
    const own = Object.fromEntries(
      (names.get(kind) ?? []).flatMap((name) => (name in body ? [[name, body[name]]] : [])),
    );
    const made = { id: randomUUID(), ...own };
    kept.set(`${path}/${made.id}`, made);
    return [201, made];
  };

  const remove = ({ path, query }: Asked): Answer => {
    if (path.includes('/things/') && query.get('reason') === null) return [400, { message: 'Say why.' }];
    for (const at of [...kept.keys()]) if (at === path || at.startsWith(`${path}/`)) kept.delete(at);
    return [204];
  };

  const change = ({ method, body }: Asked, one: Kept): Answer => {
    if (!isBody(method === 'PATCH' && isRecord(body) ? { name: 'as it was', ...body } : body))
      return [400, { message: 'It is wrong.' }];
    if (method === 'PUT') delete one.kind;
    Object.assign(one, body);
    return [200, { ...one }];
  };

  const ofOne = (asked: Asked): Answer => {
    const one = kept.get(asked.path);
    if (one === undefined) return [404, { message: 'There is no such thing.' }];
    if (asked.method === 'GET') return [200, { ...one }];
    return asked.method === 'DELETE' ? remove(asked) : change(asked, one);
  };

  const answerTo = (request: HttpRequest): Answer => {
    const { pathname: path, searchParams: query } = new URL(request.url);
    const body = request.body === null ? undefined : fromJson(request.body);
    const asked: Asked = { method: request.method, path, query, body };
    const byItself = (): Answer => {
      if (request.headers['x-api-key'] !== 'key-of-things') return [401, { message: 'Who are you?' }];
      const mediaType = request.headers['content-type'] ?? 'application/json';
      if (!mediaType.startsWith('application/json')) return [400, { message: 'JSON, please.' }];
      return collections.test(path) ? ofCollection(asked) : ofOne(asked);
    };
    return answer?.(asked, byItself, kept) ?? byItself();
  };

  return {
    async send(request: HttpRequest): Promise<Exchange> {
      const [status, body] = answerTo(request);
      const headers = body === undefined ? {} : { 'content-type': 'application/json' };
      const response = { status, headers, body: body === undefined ? '' : JSON.stringify(body), truncated: false };
      return { request, response, failure: null, durationMs: 1 };
    },
    together: async () => undefined,
    close: async () => undefined,
  };
};

/** Judges such a server by a contract of things. */
export const judged = async (
  contract: Contract,
  quirks: Quirks = {},
  options: Omit<RunOptions, 'target'> = {},
): Promise<{ readonly report: RunReport; readonly clause: (end: string) => ClauseReport }> => {
  const plan = await planRun(contract, { target: url, apiKey: 'key-of-things', seed: 1, runs: 4, ...options });
  const report = await wholeRun(plan, { wire: keeping(quirks) });
  const clause = (end: string): ClauseReport => {
    const found = report.clauses.find(({ id }) => id.endsWith(end));
    if (found === undefined) throw new Error(`No clause ends with ${end}.`);
    return found;
  };
  return { report, clause };
};
