import type { RunReport } from '../../conformance/evidence/report.ts';
import { judgePlayed, type Played, type SeenRequest } from './played-server.ts';
import { fromJson, isRecord } from './proxy.ts';

type Members = Readonly<Record<string, unknown>>;

/** What is special about a resource with a property `value`, and about the server that keeps it. */
export interface Valued {
  /** The schema of `value` in requests; in edits and in answers too, unless these have another. */
  readonly sent: Members;
  readonly edited?: Members;
  readonly shown?: Members;
  /** The schema of an edit's body, where that is no resource. */
  readonly editBody?: Members;
  /** The media type of edits, and what else stands beside the responses of an operation. */
  readonly editType?: string;
  readonly responses?: Readonly<Record<string, Members>>;
  readonly parameters?: readonly Members[];
  /** What the server keeps of a value that was sent; all of it if left out. */
  readonly keeps?: (value: unknown) => unknown;
  /** What an edit makes of the resource that was there; replaces what it names if left out. */
  readonly edits?: (before: Members, body: unknown) => Members;
  /** Answers in the server's place. */
  readonly answer?: (seen: SeenRequest, byItself: () => Played, kept: Map<string, Members>) => Played;
}

const json = (schema: Members, type = 'application/json'): Members => ({ content: { [type]: { schema } } });

/** Writes the contract of such a resource, a thing. */
const contractOf = ({
  sent,
  edited = sent,
  shown = sent,
  editBody = { type: 'object', properties: { value: edited } },
  editType,
  responses = {},
  parameters = [],
}: Valued): string => {
  const written = { type: 'object', required: ['value'], properties: { value: sent } };
  const thing = { type: 'object', required: ['id'], properties: { id: { type: 'integer' }, value: shown } };
  const answers = (operation: string, success: Members): Members => ({
    responses: responses[operation] ?? { ...success, '400': { description: 'No' }, '404': { description: 'None' } },
  });
  const one = { '200': { description: 'One', ...json(thing) } };
  const body = (schema: Members, type?: string): Members => ({
    requestBody: { required: true, ...json(schema, type) },
  });
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
    servers: [{ url: 'http://127.0.0.1:1' }],
    'x-resources': { thing: { id: 'id', one: '', many: '' } },
    paths: {
      '/things': {
        get: {
          operationId: 'list',
          'x-does': { list: 'thing' },
          parameters,
          ...answers('list', { '200': { description: 'All', ...json({ type: 'array', items: thing }) } }),
        },
        post: {
          operationId: 'create',
          'x-does': { create: 'thing' },
          ...body(written),
          ...answers('create', { '201': { description: 'Made', ...json(thing) } }),
        },
      },
      '/things/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        get: { operationId: 'read', 'x-does': { read: 'thing' }, ...answers('read', one) },
        put: { operationId: 'replace', 'x-does': { replace: 'thing' }, ...body(written), ...answers('replace', one) },
        patch: {
          operationId: 'edit',
          'x-does': { edit: 'thing' },
          ...body(editBody, editType),
          ...answers('edit', one),
        },
        delete: {
          operationId: 'remove',
          'x-does': { delete: 'thing' },
          ...answers('remove', { '204': { description: 'Gone' } }),
        },
      },
    },
  });
};

const asMembers = (body: unknown): Members => (isRecord(body) ? body : {});

/** A server that keeps things, and takes every body: what it has to refuse is tried elsewhere. */
const keeping = ({ keeps = (value) => value, edits, answer }: Valued): ((seen: SeenRequest) => Played) => {
  const kept = new Map<string, Members>();
  let made = 0;
  const written = (body: unknown): Members =>
    'value' in asMembers(body) ? { value: keeps(asMembers(body).value) } : {};
  const replaced = (before: Members, body: unknown): Members => ({ ...before, ...written(body) });
  const byItself = ({ method, path: url, body: text }: SeenRequest): Played => {
    const path = url.replace(/\?.*/, '');
    const body = text === '' ? undefined : fromJson(text);
    if (path === '/things' && method === 'GET') return [200, [...kept.values()]];
    if (path === '/things') {
      const thing = { id: ++made, ...written(body) };
      kept.set(`/things/${thing.id}`, thing);
      return [201, thing];
    }
    const before = kept.get(path);
    if (before === undefined) return [404];
    if (method === 'DELETE') kept.delete(path);
    if (method === 'PUT') kept.set(path, { id: before.id, ...written(body) });
    if (method === 'PATCH') kept.set(path, (edits ?? replaced)(before, body));
    return method === 'DELETE' ? [204] : [200, kept.get(path)];
  };
  return (seen) => answer?.(seen, () => byItself(seen), kept) ?? byItself(seen);
};

/** Judges such a server by what a thing promises: by all of it, or by the promises that are named. */
export const judgeValued = async (valued: Valued, promises: readonly string[] = ['value-*']): Promise<RunReport> => {
  const only = promises.map((promise) => `thing:${promise}`);
  const { run } = await judgePlayed(contractOf(valued), keeping(valued), { runs: 12, only });
  return run;
};

/** The promises of a thing that have a verdict, in the order of the ledger. */
export const promisesThatAre = ({ clauses }: RunReport, verdict: string): readonly string[] =>
  clauses.filter((clause) => clause.verdict === verdict).map(({ id }) => id.replace('played/thing:', ''));
