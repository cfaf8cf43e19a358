import type { Contract } from '../../src/clauses/contract.ts';
import type { Action, Operation } from '../../src/contract/api-description.ts';
import { type JsonValue, objectAt } from '../../src/document/document.ts';
import { valueAt } from '../../src/document/json-pointer.ts';
import { sampleRequest } from '../../src/mock/http/sample-request.ts';

/** What is measured, a row each. */
export const caseNames = ['read', 'list', 'create', 'refused create'] as const;
export type CaseName = (typeof caseNames)[number];

/** A request to send over and over. */
export interface BenchRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export type Cases = Readonly<Record<CaseName, BenchRequest>>;

/** Whether a status is what a case is to be answered with. */
export const isExpected = (name: CaseName, status: number): boolean =>
  name === 'refused create' ? status >= 400 && status < 500 : status >= 200 && status < 300;

/** The cases, and how to read the ids that a list shows. */
export interface Workload {
  readonly cases: Cases;
  /** The read of the resource with this id. */
  reading(id: string): BenchRequest;
  idsIn(list: JsonValue): readonly string[];
}

/** Makes the cases for the first resource of a contract that can be created, listed and read, from the contract's examples. */
export const readWorkload = (contract: Contract): Workload => {
  const resource = contract.resources.find(
    ({ operations: { create, list, read }, many }) => create && list && read && many !== null,
  );
  if (resource === undefined) throw new Error(`${contract.id} has nothing that is created, listed and read.`);
  const request = (action: Action): BenchRequest => {
    const operation = contract.operations.find(({ id }) => id === resource.operations[action]) as Operation;
    const { method, path, headers, body } = sampleRequest(operation, { token: 'any', apiKey: 'any' });
    return { method, path, headers, ...(body !== null && { body }) };
  };
  const [read, list, create] = [request('read'), request('list'), request('create')];
  return {
    cases: { read, list, create, 'refused create': { ...create, body: '[]' } },
    reading: (id) => ({ ...read, path: read.path.replace(/[^/?]+(?=$|\?)/, encodeURIComponent(id)) }),
    idsIn: (body) => {
      const items = valueAt(body, resource.many ?? '');
      return Array.isArray(items) ? items.map((item) => String(objectAt({ item }, 'item')[resource.id])) : [];
    },
  };
};
