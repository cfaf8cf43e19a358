import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Exchange } from '../../conformance/http/exchange.ts';
import { planRun } from '../../conformance/run/plan.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import { loadContract } from '../../src/clauses/load-contract.ts';
import { ContractError } from '../../src/document/contract-error.ts';
import type { HttpRequest } from '../../src/http/messages.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { type RandomDocument, randomDocument } from './random-document.ts';
import { wholeRun } from './whole-run.ts';

/** So many in a run of all tests; OWNED_WRITES_CONTRACTS=10000 takes some minutes. */
const contracts = Number(process.env.OWNED_WRITES_CONTRACTS ?? 150);

/** Ids of what somebody else had before; no server that keeps to them gives one of these to anything new. */
const foreignIds = ['f1', 'f2', 'f3'];

/** Ids whose paths are those of something else, or may be decoded into such. */
const leadingIds = ['..', '../f1', '..%2ff1', 'x\\..\\f1', 'f1?', 'f1;x', 'f1\u0000', 'f1/reset'];

/** How a target answers a creation; it answers lists rightly but for one manner. */
const manners = [
  'new ids',
  'ids that are there',
  'ids that are there, and lists that fail',
  'ids that lead elsewhere',
  'no ids',
] as const;

/** Why a request touches what is somebody else's, or null; by what the document was made from, not by what the suite makes of it. */
const harmOf = (
  { operations, set }: RandomDocument,
  { method, url }: HttpRequest,
  made: ReadonlySet<string>,
): string | null => {
  if (method === 'GET') return null;
  const { pathname } = new URL(url);
  const operation = operations.find((one) => one.method === method && one.matches.test(pathname));
  if (operation === undefined) return `${method} ${pathname} is not documented`;
  if (operation.adds || operation.reads) return null;
  const ids = operation.matches.exec(pathname)?.slice(1) ?? [];
  // What is made up at random, or of an id of the run's own, is nobody's; so is all that lies below it.
  const isNobodys = (id: string): boolean => /[0-9a-f]{12}/.test(id) || made.has(id.replace(/x$/, ''));
  if (ids.some(isNobodys)) return null;
  const isNamed =
    operation.endsInId && method !== 'DELETE' && set[operation.parameters.at(-1) ?? '']?.includes(ids.at(-1) ?? '');
  return isNamed ? null : `${method} ${pathname} touches what the run did not make`;
};

/** Reads a document; null where it is refused, say for a word of the vocabulary in the wrong place. */
const read = async (text: string): Promise<Contract | null> => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'random.json');
  await writeFile(file, text);
  return await loadContract(file).catch((error: unknown) => {
    if (error instanceof ContractError) return null;
    throw error;
  });
};

/** A target that has something in each list, records what it is sent, and does nothing about it. */
const recording = (document: RandomDocument, manner: (typeof manners)[number]) => {
  const made = new Set<string>();
  const harms: string[] = [];
  let writes = 0;
  const read = (pathname: string): readonly [number, unknown] => {
    const own = [...made].map((id) => ({ id }));
    const isList = document.operations.some((one) => one.method === 'GET' && one.isList && one.matches.test(pathname));
    if (isList && manner === 'ids that are there, and lists that fail') return [500, {}];
    return [200, isList ? [...foreignIds.map((id) => ({ id })), ...own] : { id: pathname.split('/').at(-1) }];
  };
  const leadingId = (pathname: string): string => {
    // Where a path is documented that ends so, it is no item's.
    const isPath = document.operations.some(({ matches }) =>
      matches.source.endsWith(`${pathname}/all$`.replaceAll('/', '\\/')),
    );
    const ids = isPath ? ['all', 'All', ...leadingIds] : leadingIds;
    return ids[writes % ids.length] ?? '';
  };
  const create = (pathname: string): readonly [number, unknown] => {
    if (manner === 'no ids') return [201, {}];
    if (manner === 'ids that lead elsewhere') return [201, { id: leadingId(pathname) }];
    // Without a list nobody can know that an id was there.
    const isListed = document.operations.some(({ isToldList, matches }) => isToldList && matches.test(pathname));
    const isNew = manner === 'new ids' || !isListed;
    const id = isNew ? `n${made.size}` : (foreignIds[writes % foreignIds.length] ?? '');
    if (isNew) made.add(id);
    return [201, { id }];
  };
  const answer = (request: HttpRequest): readonly [number, unknown] => {
    const harm = harmOf(document, request, made);
    if (harm !== null) harms.push(harm);
    const { pathname } = new URL(request.url);
    if (request.method === 'GET') return read(pathname);
    writes++;
    return request.method === 'POST' ? create(pathname) : [200, { id: pathname.split('/').at(-1) }];
  };
  return {
    harms,
    get writes() {
      return writes;
    },
    sender: {
      async send(request: HttpRequest): Promise<Exchange> {
        const [status, body] = answer(request);
        const headers = { 'content-type': 'application/json' };
        return {
          request,
          response: { status, headers, body: JSON.stringify(body), truncated: false },
          failure: null,
          durationMs: 1,
        };
      },
      together: async () => undefined,
      close: async () => undefined,
    },
  };
};

test(`Of ${contracts} random contracts no write is sent that could touch what the run did not make`, async () => {
  let writes = 0;
  let judged = 0;
  await fc.assert(
    fc.asyncProperty(
      randomDocument,
      fc.constantFrom(...manners),
      fc.integer({ min: 0, max: 1000 }),
      async (document, manner, seed) => {
        const contract = await read(document.text);
        if (contract === null) return;
        judged++;
        const plan = await planRun(contract, { target: 'http://127.0.0.1:1', set: document.set, seed, runs: 1 });
        const target = recording(document, manner);
        await wholeRun(plan, { wire: target.sender });
        writes += target.writes;
        expect(target.harms).toEqual([]);
      },
    ),
    { numRuns: contracts, endOnFailure: false },
  );
  // The property says something only where much is written all the same.
  expect(writes).toBeGreaterThan(contracts);
  expect(judged).toBeGreaterThan(contracts / 2);
}, 3_600_000);
