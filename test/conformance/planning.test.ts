import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleCall } from '../../conformance/arbitraries/sample-call.ts';
import { brokenRequestClauses, clausesOfPart } from '../../conformance/judge/request-violations.ts';
import { writePlan } from '../../conformance/reporters/write-plan.ts';
import { planRun } from '../../conformance/run/plan.ts';
import { createRun } from '../../conformance/run/run.ts';
import { runConformance } from '../../conformance/run/run-conformance.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import { evaluator } from '../../src/clauses/evaluate.ts';
import { loadContract } from '../../src/clauses/load-contract.ts';
import { selectContracts } from '../../src/clauses/select-contracts.ts';
import type { JsonObject } from '../../src/document/document.ts';
import { waysToBreak } from '../../src/values/break-clause.ts';
import { readContract } from '../contract/read-contract.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { conformance } from './command.ts';
import { listening } from './listening.ts';

const target = 'http://127.0.0.1:9';
const options = { target, allowUnowned: ['*'] };

/** An object of so many properties, each of which is such an object in its turn. */
const fan = (width: number, depth: number): JsonObject => {
  const names = Array.from({ length: width }, (_, index) => `p${index}`);
  const inner: JsonObject = depth === 0 ? { type: 'integer', minimum: 1 } : fan(width, depth - 1);
  return { type: 'object', required: names, properties: Object.fromEntries(names.map((name) => [name, inner])) };
};

const taking = (schema: JsonObject) =>
  readContract({ operation: { requestBody: { required: true, content: { 'application/json': { schema } } } } });

test.each([
  { width: 10, depth: 2 },
  { width: 4, depth: 4 },
  { width: 500, depth: 0 },
])('A body of $width properties, nested $depth deep, is planned', { timeout: 60_000 }, async ({ width, depth }) => {
  const contract = await taking(fan(width, depth));
  expect(contract.clauses.length).toBeGreaterThan(1_000);
  const { checks, isWhole } = await planRun(contract, options);
  expect(isWhole).toBe(true);
  expect(checks.length).toBeGreaterThan(1_000);
  expect(checks.filter(({ id }) => id.endsWith('#broken')).every(({ lacks }) => lacks === null)).toBe(true);
});

/** Each way to break a clause of a body, beside the body as it was. */
const changesOf = (contract: Contract) =>
  contract.operations.flatMap((operation) => {
    const values = sampleCall(operation, { document: contract.document, ownerValues: new Map() }, 1);
    if (values?.body === undefined) return [];
    const ofBody = contract.clauses.filter(
      ({ operation: id, subject }) => id === operation.id && subject.of === 'request' && subject.part === 'body',
    );
    return ofBody.flatMap((clause) =>
      waysToBreak(clause, values.body, { siblings: ofBody, place: 0 })
        .slice(0, 5)
        .map((way) => ({ operation, values, clause, way })),
    );
  });

test('A value that is changed in one place is judged as by every clause', { timeout: 60_000 }, async () => {
  let count = 0;
  for (const contract of await selectContracts({})) {
    const evaluate = evaluator(contract.document);
    for (const { operation, values, clause, way } of changesOf(contract)) {
      const before = new Set(brokenRequestClauses(contract, evaluate, operation, values));
      const broken = brokenRequestClauses(contract, evaluate, operation, { ...values, body: way.root });
      const { byPlace } = clausesOfPart(contract, operation, clause);
      for (const place of [way.pointer, '']) {
        const affected = byPlace.affectedBy(values.body, way.root, place);
        const missed = broken.filter((one) => !before.has(one) && !affected.has(one));
        expect(missed.map(({ id }) => id)).toEqual([]);
      }
      count++;
    }
  }
  expect(count).toBeGreaterThan(300);
});

test('Planning ends where the run is interrupted', async () => {
  const contract = await taking(fan(3, 1));
  const { isWhole, checks } = await planRun(contract, { ...options, signal: AbortSignal.abort() });
  expect(isWhole).toBe(false);
  expect(checks).toEqual([]);
});

test('What is planned when the budget is over is told to be a part', async () => {
  const contract = await taking(fan(3, 1));
  const plan = await planRun(contract, options);
  const report = await createRun({ ...plan, checks: [], isWhole: false }).end();
  expect(report).toMatchObject({
    verdict: 'untested',
    reason: 'The time was over before all checks were planned.',
  });
});

const reading = (ids: readonly string[]): string =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Slow', version: '1' },
    paths: Object.fromEntries(
      ids.map((id) => [
        `/${id}`,
        { get: { operationId: id, responses: { 200: { description: 'OK', content: { 'application/json': {} } } } } },
      ]),
    ),
  });

test('A server that hangs keeps nobody waiting who interrupts, however long it may take', {
  timeout: 120_000,
}, async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'slow.json');
  await writeFile(file, reading(['one']));
  let asked = (): void => undefined;
  const interrupted = new Promise<void>((resolve) => {
    asked = resolve;
  });
  await using server = await listening(() => asked());
  const args = ['--contract', file, '--target', server.url, '--timeout', '600000'];
  const { status, report } = await conformance(args, { interrupted });
  expect(status).toBe(130);
  expect(JSON.parse(report ?? '{}').runs[0]).toMatchObject({ reason: 'The run was interrupted.', findings: [] });
});

test('A budget ends a check that was begun, and a request that hangs is no finding then', {
  timeout: 120_000,
}, async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'slow.json');
  await writeFile(file, reading(['one', 'two']));
  await using server = await listening((request, response) => {
    if (request.url === '/one') response.setHeader('content-type', 'application/json').end('1');
  });
  const { runs } = await runConformance({
    contract: await loadContract(file),
    target: server.url,
    timeoutMs: 600_000,
    budgetSeconds: 3,
  });
  expect(runs[0]).toMatchObject({ verdict: 'untested', findings: [] });
  expect(runs[0]?.reason).toMatch(/^(Only \d+ of \d+ checks were begun before|The time was over)/);
});

/** An operation that can't be asked without so many query parameters. */
const wide = (count: number) =>
  readContract({
    operation: {
      parameters: [...Array(count).keys()].map((index) => ({
        name: `p${index}`,
        in: 'query',
        required: true,
        schema: { type: 'integer', minimum: 1 },
      })),
    },
  });

test('A budget that is over ends what --plan looks for, which it says', async () => {
  const lines: string[] = [];
  await writePlan((line) => lines.push(line), await planRun(await wide(4_000), { ...options, budgetSeconds: 1 }));
  expect(lines.at(-1)).toBe('  The time was over before all checks were planned: give a longer --budget, or none.');
});

test('A plan that is whole says nothing of the time', async () => {
  const lines: string[] = [];
  await writePlan((line) => lines.push(line), await planRun(await wide(3), { ...options, budgetSeconds: 60 }));
  expect(lines.join('\n')).not.toContain('The time was over');
  expect(lines.join('\n')).toContain('one/do/request/query/p2:type#broken');
});

test('An operation that no request can be made to is told with the reason', async () => {
  const lines: string[] = [];
  const endless = {
    type: 'object',
    required: ['next'],
    properties: { next: { $ref: '#/components/schemas/Endless' } },
  };
  const contract = await readContract({
    operation: {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Endless' } } },
      },
    },
    root: { components: { schemas: { Endless: endless } } },
  });
  await writePlan((line) => lines.push(line), await planRun(contract, options));
  expect(lines.at(-1)).toMatch(/^ {2}no request can be made: do: ./);
});
