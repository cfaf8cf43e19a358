import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Exchange } from '../../conformance/http/exchange.ts';
import type { Sender } from '../../conformance/http/send.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import { loadContract } from '../../src/clauses/load-contract.ts';
import type { JsonObject, JsonValue } from '../../src/document/document.ts';
import type { HttpRequest } from '../../src/http/messages.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { fromJson, isRecord } from './proxy.ts';

/** What a contract of boxes says beside the least that there is to say. */
export interface BoxesContract {
  /** What stands before `/boxes` in every path, with the parameters in it. */
  readonly prefix?: string;
  readonly prefixParameters?: readonly JsonObject[];
  /** What stands before `/boxes/{id}`, where that is something else. */
  readonly itemPrefix?: string;
  /** Whether a token is asked for. */
  readonly isPrivate?: boolean;
  /** What every operation takes. */
  readonly parameters?: readonly JsonObject[];
  readonly listParameters?: readonly JsonObject[];
  /** Where the list stands in its response. */
  readonly many?: string;
  /** Where the number of all stands in it. */
  readonly total?: string;
  /** Operations at other paths. */
  readonly paths?: JsonObject;
  readonly resources?: JsonObject;
}

const json = (schema: JsonObject): JsonObject => ({ description: 'Done', content: { 'application/json': { schema } } });
const box = { type: 'object', required: ['id', 'label'], properties: { id: {}, label: { type: 'string' } } };
// So few labels that a creation soon meets what is there.
const newBox = { type: 'object', required: ['label'], properties: { label: { enum: ['tools', 'toys'] } } };
const body = { required: true, content: { 'application/json': { schema: newBox } } };
const refusals = { 400: { description: 'No' }, 404: { description: 'None' } };

/** Reads a contract of boxes, which are made, listed, read, replaced and deleted. */
export const boxesContract = async ({
  prefix = '',
  prefixParameters = [],
  itemPrefix = prefix,
  isPrivate = false,
  parameters = [],
  listParameters = [],
  many = '',
  total,
  paths = {},
  resources = {},
}: BoxesContract = {}): Promise<Contract> => {
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
  const operation = (operationId: string, does: string, success: JsonObject, more: JsonObject = {}): JsonObject => ({
    operationId,
    'x-does': { [does]: 'box' },
    parameters: [...parameters, ...(does === 'list' ? listParameters : [])],
    responses: { ...success, ...refusals },
    ...more,
  });
  const list = { type: 'array', items: box };
  const shown = many === '' ? list : { type: 'object', properties: { [many.slice(1)]: list } };
  const document = {
    openapi: '3.1.0',
    info: { title: 'Boxes', version: '1' },
    ...(isPrivate && {
      security: [{ token: [] }],
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    }),
    'x-resources': { ...resources, box: { id: 'id', one: '', many, ...(total === undefined ? {} : { total }) } },
    paths: {
      ...paths,
      [`${prefix}/boxes`]: {
        parameters: prefixParameters,
        get: operation('listBoxes', 'list', { 200: json(shown) }),
        post: operation('makeBox', 'create', { 200: json(box), 201: json(box) }, { requestBody: body }),
      },
      [`${itemPrefix}/boxes/{id}`]: {
        parameters: [...(itemPrefix === prefix ? prefixParameters : []), id],
        get: operation('readBox', 'read', { 200: json(box) }),
        put: operation('replaceBox', 'replace', { 200: json(box) }, { requestBody: body }),
        delete: operation('dropBox', 'delete', { 204: { description: 'Gone' } }),
      },
    },
  };
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'boxes.json');
  await writeFile(file, JSON.stringify(document));
  return await loadContract(file);
};

/** A response as a server of boxes gives it. */
export type Reply = readonly [status: number, body?: JsonValue, headers?: Readonly<Record<string, string>>];

export interface Box {
  readonly id: string | number;
  readonly label: string;
  readonly isSomebodys: boolean;
}

/** How a server of boxes differs from the simplest. */
export interface BoxServer {
  /** Where the boxes are that a request is about: each place counts its own. */
  readonly placeOf?: (request: HttpRequest, path: string) => string;
  /** What is there at first in each place. */
  readonly others?: (place: string) => readonly Omit<Box, 'isSomebodys'>[];
  /** Whether a creation with a label that is there answers with what has it. */
  readonly finds?: boolean;
  /** Whether a deletion is done, called a failure, and its id given to somebody else at once. */
  readonly failsAndFrees?: boolean;
  /** The status that says that something was made. */
  readonly createdStatus?: 200 | 201;
  readonly list?: (boxes: readonly JsonObject[], url: URL) => Reply;
  /** How an id is written in the response to a creation. */
  readonly shownId?: (id: string | number) => string | number;
  readonly newId?: (count: number) => string | number;
  /** Answers what is about no box, and what is wrong. */
  readonly other?: (request: HttpRequest, path: string) => Reply | undefined;
}

/** A server of boxes in this process, and what was done to what is somebody else's. */
export interface BoxWire extends Sender {
  readonly harms: readonly string[];
  /** Writes that were accepted. */
  readonly writes: number;
}

/** The label that a request sets, or null where it sets none that is permitted. */
const labelOf = ({ headers, body: text }: HttpRequest): string | null => {
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const sent = type?.startsWith('application/json') ? fromJson(text ?? '') : undefined;
  return isRecord(sent) && ['tools', 'toys'].includes(String(sent.label)) ? String(sent.label) : null;
};

/** Serves boxes, some of which are there before. */
export const boxWire = ({
  placeOf = () => '',
  others = () => [],
  finds = false,
  createdStatus = 201,
  failsAndFrees = false,
  list = (boxes) => [200, boxes],
  shownId = (id) => id,
  newId = (count) => count,
  other = () => undefined,
}: BoxServer): BoxWire => {
  const places = new Map<string, Map<string, Box>>();
  const boxesAt = (place: string): Map<string, Box> => {
    const known =
      places.get(place) ?? new Map(others(place).map((one) => [String(one.id), { ...one, isSomebodys: true }]));
    places.set(place, known);
    return known;
  };
  const harms: string[] = [];
  const counts = new Map<string, number>();
  let writes = 0;
  const shown = ({ id, label }: Box): JsonObject => ({ id, label });

  const make = (place: string, label: string): Reply => {
    const boxes = boxesAt(place);
    const found = finds ? [...boxes.values()].find((one) => one.label === label) : undefined;
    if (found !== undefined) return [200, { ...shown(found), id: shownId(found.id) }];
    const count = (counts.get(place) ?? boxes.size) + 1;
    counts.set(place, count);
    const made: Box = { id: newId(count), label, isSomebodys: false };
    boxes.set(String(made.id), made);
    return [createdStatus, shown(made)];
  };

  const write = ({ method, url }: HttpRequest, boxes: Map<string, Box>, named: Box, label: string | null): Reply => {
    if (method === 'PUT' && label === null) return [400];
    writes++;
    if (named.isSomebodys) harms.push(`${method} ${url}`);
    if (method === 'DELETE') {
      boxes.delete(String(named.id));
      if (!failsAndFrees) return [204];
      boxes.set(String(named.id), { ...named, label: named.label === 'tools' ? 'toys' : 'tools', isSomebodys: true });
      return [500];
    }
    const written = { ...named, label: label ?? '' };
    boxes.set(String(named.id), written);
    return [200, shown(written)];
  };

  const answerTo = (request: HttpRequest): Reply => {
    const url = new URL(request.url);
    const path = decodeURIComponent(url.pathname);
    const about = other(request, path);
    if (about !== undefined) return about;
    const place = placeOf(request, path);
    const boxes = boxesAt(place);
    const [, id] = /\/boxes\/([^/]+)$/.exec(path) ?? [];
    const label = labelOf(request);
    if (id === undefined && request.method === 'GET') return list([...boxes.values()].map(shown), url);
    if (id === undefined) return label === null ? [400] : make(place, label);
    const named = [...boxes.values()].find((one) => String(one.id) === id || String(shownId(one.id)) === id);
    if (named === undefined) return [404];
    return request.method === 'GET' ? [200, shown(named)] : write(request, boxes, named, label);
  };

  return {
    harms,
    get writes() {
      return writes;
    },
    async send(request): Promise<Exchange> {
      const [status, sent, headers = {}] = answerTo(request);
      const typed: Record<string, string> = sent === undefined ? {} : { 'content-type': 'application/json' };
      const response = {
        status,
        headers: { ...typed, ...headers },
        body: sent === undefined ? '' : JSON.stringify(sent),
        truncated: false,
      };
      return { request, response, failure: null, durationMs: 1 };
    },
    close: async () => undefined,
  };
};
