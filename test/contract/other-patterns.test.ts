import { expect, test } from 'vitest';
import { planRun } from '../../conformance/run/plan.ts';
import type { JsonObject } from '../../src/document/document.ts';
import { schemaValidator } from '../../src/schema/schema-validator.ts';
import { readContract } from './read-contract.ts';

/** One that only `u` forbids, and one that JavaScript doesn't know at all. */
test.each(['^[\\w-.]+$', '(?i)^abc$'])(
  'The pattern %s of another dialect is read, and judged by nobody',
  async (pattern) => {
    const schema: JsonObject = {
      type: 'object',
      required: ['b'],
      properties: { a: { type: 'string', pattern }, b: { type: 'string' }, c: { not: { type: 'string', pattern } } },
      patternProperties: { [pattern]: { type: 'integer' } },
      additionalProperties: { type: 'string' },
    };
    const answer = { 200: { description: 'OK', content: { 'application/json': { schema } } } };
    const body = { content: { 'application/json': { schema: { $ref: '#/components/schemas/A' } } } };
    const contract = await readContract({
      operation: { requestBody: body },
      responses: answer,
      root: { components: { schemas: { A: { ...schema, patternProperties: {}, additionalProperties: true } } } },
    });
    const unreadable = contract.clauses.filter(({ notApplicable }) => notApplicable !== null);
    expect(unreadable.map(({ id }) => id.replace('one/do', ''))).toEqual([
      '/request/body/a:pattern',
      '/request/body/c:not',
      '/200/body/a:pattern',
      '/200/body/c:not',
      `/200/body/{${pattern}}:type`,
      '/200/body/*:type',
    ]);
    for (const { notApplicable } of unreadable) expect(notApplicable).toMatch(/cannot be read/);

    const violations = schemaValidator(contract.document).compile({ $ref: '#/components/schemas/A' });
    expect(violations({ a: '!', b: 'text' })).toEqual([]);
    expect(violations({ a: '!' }).map(({ keyword }) => keyword)).toEqual(['required']);
    // What can't be made is left out of requests.
    const plan = await planRun(contract, { target: 'http://127.0.0.1:9', allowUnowned: ['*'] });
    expect(plan.ungenerated).toEqual(new Map());
    expect(plan.checks.flatMap(({ clauses }) => clauses)).toContain('one/do/request/body/b:required');
  },
);
