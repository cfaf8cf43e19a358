import { describe, expect, test } from 'vitest';
import { judgePlayed, type Played, type SeenRequest, verdictOf } from './played-server.ts';
import { isRecord } from './proxy.ts';

const merge = 'application/merge-patch+json';
const patch = 'application/json-patch+json';

/** A contract of one operation that takes several JSON media types. */
const contractOf = (content: string): string => `
openapi: 3.1.0
info: { title: Notes, version: "1" }
servers: [{ url: "http://127.0.0.1:1" }]
paths:
  /note:
    patch:
      operationId: editNote
      requestBody: { required: true, content: { ${content} } }
      responses: { "204": { description: Edited }, "400": { description: No }, "415": { description: Another type } }
components:
  schemas:
    Merge: { type: object, required: [title], properties: { title: { type: string } } }
    Full: { type: object, required: [title, by], properties: { title: { type: string }, by: { type: string, enum: [me] } } }
    Patch: { type: array, items: { type: object, required: [op], properties: { op: { type: string, enum: [add, remove] } } } }
`;

const typed = (name: string, schema: string): string =>
  `${name}: { schema: { $ref: "#/components/schemas/${schema}" } }`;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isMerge = (body: unknown): boolean => isRecord(body) && typeof body.title === 'string';
const isFull = (body: unknown): boolean => isMerge(body) && isRecord(body) && body.by === 'me';
const isPatch = (body: unknown): boolean =>
  Array.isArray(body) && body.every((step) => isRecord(step) && ['add', 'remove'].includes(String(step.op)));

/** A right server: each media type has its own shape. */
const serving =
  (shapes: Readonly<Record<string, (body: unknown) => boolean>>) =>
  ({ headers, body }: SeenRequest): Played => {
    const takes = shapes[headers['content-type'] ?? ''];
    if (takes === undefined) return [body === '' ? 400 : 415];
    return [takes(parsed(body)) ? 204 : 400];
  };

describe('Where JSON media types have shapes of their own, a right server is in the right', () => {
  test.each([
    ['another shape', typed(patch, 'Patch'), { [merge]: isMerge, [patch]: isPatch }],
    ['more required', typed('application/json', 'Full'), { [merge]: isMerge, 'application/json': isFull }],
  ])('%s', async (_, second, shapes) => {
    const { run } = await judgePlayed(contractOf(`${typed(merge, 'Merge')}, ${second}`), serving(shapes));
    expect(run.findings).toEqual([]);
    expect(run).toMatchObject({ verdict: 'conformant' });
    for (const promise of ['/request/body/title:required', '/request/body:type', '/204:status'])
      expect(verdictOf(run, `editNote${promise}`)).toBe('held');
    // Nothing is sent in the second shape, so that nothing is known of it.
    const others = run.clauses.filter(({ id }) => id.includes('/request/body@'));
    expect(others.length).toBeGreaterThan(0);
    for (const { verdict } of others) expect(verdict).toBe('vacuous');
  });
});

test('One that refuses a type of the same shape is found', async () => {
  const both = `${typed(merge, 'Merge')}, ${typed('application/json', 'Merge')}`;
  const { run } = await judgePlayed(contractOf(both), serving({ [merge]: isMerge }));
  expect(run.findings.map(({ clause }) => clause)).toEqual(['played/editNote/request/body:media-type']);
});
