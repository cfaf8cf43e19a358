import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Contract } from '../../src/clauses/contract.ts';
import { loadContract } from '../../src/clauses/load-contract.ts';
import type { JsonObject } from '../../src/document/document.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { fromJson, isRecord } from './proxy.ts';

const operations = ['listNotes', 'addNote', 'readNote', 'dropNote'] as const;
type OperationId = (typeof operations)[number];

/** What a contract of notes says beside the least that there is to say. */
export interface NotesContract {
  readonly parameters?: Readonly<Partial<Record<OperationId, readonly JsonObject[]>>>;
  /** What every operation answers beside its success. */
  readonly refusals?: JsonObject;
  /** The scheme of the credentials that every operation asks for. */
  readonly credentials?: JsonObject;
  /** The schema of a note's text where one is made. */
  readonly text?: JsonObject;
}

const note = { type: 'object', required: ['id', 'text'], properties: { id: {}, text: { type: 'string' } } };
const newNote = (text: JsonObject): JsonObject => ({ type: 'object', required: ['text'], properties: { text } });
const json = (schema: JsonObject): JsonObject => ({ content: { 'application/json': { schema } } });

/** Reads a contract of notes, in words that every API uses. */
export const notesContract = async ({
  parameters = {},
  refusals = { 400: { description: 'No' }, 404: { description: 'None' } },
  credentials,
  text = { type: 'string', minLength: 1 },
}: NotesContract = {}): Promise<Contract> => {
  const operation = (id: OperationId, does: string, status: number, success: JsonObject): JsonObject => ({
    operationId: id,
    'x-does': { [does]: 'note' },
    parameters: parameters[id] ?? [],
    responses: { [status]: { description: 'Done', ...success }, ...refusals },
  });
  const document = {
    openapi: '3.1.0',
    info: { title: 'Notes', version: '1' },
    'x-resources': { note: { id: 'id', one: '', many: '' } },
    ...(credentials === undefined
      ? {}
      : { security: [{ own: [] }], components: { securitySchemes: { own: credentials } } }),
    paths: {
      '/notes': {
        get: operation('listNotes', 'list', 200, json({ type: 'array', items: note })),
        post: {
          ...operation('addNote', 'create', 201, json(note)),
          requestBody: { required: true, ...json(newNote(text)) },
        },
      },
      '/notes/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: {} }],
        get: operation('readNote', 'read', 200, json(note)),
        delete: operation('dropNote', 'delete', 204, {}),
      },
    },
  };
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'notes.json');
  await writeFile(file, JSON.stringify(document));
  return await loadContract(file);
};

export interface Note {
  readonly id: string | number;
  readonly text: string;
}

/** A request as it came. */
export interface Came {
  readonly operation: OperationId;
  readonly id: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** What can be chosen of a server of notes. */
export interface NotesOptions {
  /** What is there at first, and is somebody else's. */
  readonly others?: readonly Note[];
  /** The id of a new note, by how many were made before. */
  readonly newId?: (count: number) => string | number;
  /** What a list shows of the notes, the oldest of which comes first. */
  readonly list?: (notes: readonly Note[], query: URLSearchParams) => readonly Note[];
  /** The status by which a request is refused before anything is done, or null. */
  readonly refuse?: (came: Came, isThere: boolean) => number | null;
}

export interface NotesServer extends AsyncDisposable {
  readonly url: string;
  readonly notes: ReadonlyMap<string, Note>;
  readonly requests: readonly Came[];
}

type Reply = readonly [status: number, body?: unknown];

/** Starts a right server of notes on a free port of the loopback. */
export const startNotes = async ({
  others = [],
  newId = (count) => 1000 + count,
  list = (notes) => notes,
  refuse = () => null,
}: NotesOptions = {}): Promise<NotesServer> => {
  const notes = new Map(others.map((one) => [String(one.id), one]));
  const requests: Came[] = [];
  let made = 0;

  const add = (text: string): Reply => {
    const body = fromJson(text);
    if (!isRecord(body) || typeof body.text !== 'string' || body.text === '') return [400];
    const added = { id: newId(made++), text: body.text };
    notes.set(String(added.id), added);
    return [201, added];
  };

  const answer = (came: Came): Reply => {
    const one = notes.get(came.id);
    const refusal = refuse(came, one !== undefined);
    if (refusal !== null) return [refusal];
    if (came.operation === 'listNotes') return [200, list([...notes.values()], came.query)];
    if (came.operation === 'addNote') return add(came.body);
    if (one === undefined) return [404];
    if (came.operation === 'dropNote') notes.delete(came.id);
    return came.operation === 'dropNote' ? [204] : [200, one];
  };

  const server = createServer(async (request, response) => {
    const body = (await buffer(request)).toString();
    const { pathname, searchParams: query } = new URL(request.url ?? '', 'http://localhost');
    const [, , segment] = pathname.split('/');
    const onAll = request.method === 'POST' ? 'addNote' : 'listNotes';
    const onOne = request.method === 'DELETE' ? 'dropNote' : 'readNote';
    const operation = segment === undefined ? onAll : onOne;
    const came = { operation, id: decodeURIComponent(segment ?? ''), query, headers: request.headers, body } as const;
    requests.push(came);
    const isKnown = ['GET', 'POST', 'DELETE'].includes(request.method ?? '');
    const isJson = body === '' || request.headers['content-type'] === 'application/json';
    const [status, shown]: Reply = isKnown && isJson ? answer(came) : [400];
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(shown === undefined ? '' : JSON.stringify(shown));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    notes,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
};
