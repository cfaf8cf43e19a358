import { expect, test } from 'vitest';
import { judgePlayed, type Played, type SeenRequest, verdictOf } from './played-server.ts';

const contractOf = (documented: readonly number[]): string => `
openapi: 3.1.0
info: { title: Account, version: "1" }
servers: [{ url: "http://127.0.0.1:1" }]
security: [{ session: [] }]
paths:
  /account:
    get:
      operationId: account
      responses: { ${documented.map((status) => `"${status}": { description: So it is }`).join(', ')} }
components: { securitySchemes: { session: { type: apiKey, in: cookie, name: sid } } }
`;

const knows = ({ headers }: SeenRequest): boolean => headers.cookie === 'sid=k';

const verdictBy = async (documented: readonly number[], answer: (seen: SeenRequest) => Played): Promise<string> =>
  verdictOf((await judgePlayed(contractOf(documented), answer, { apiKey: 'k' })).run, 'account:credentials');

test('Who is redirected to where one logs in, as documented, was refused', async () => {
  expect(await verdictBy([200, 302], (seen) => (knows(seen) ? [200] : [302]))).toBe('held');
});

test('A redirect that is not documented refuses nobody', async () => {
  expect(await verdictBy([200], (seen) => (knows(seen) ? [200] : [302]))).toBe('broken');
});

test('A redirect of everybody tells nothing', async () => {
  expect(await verdictBy([302], () => [302])).toMatch(
    /^untestable: the same request with credentials was not accepted/,
  );
});

test('Who is let in by a documented success was not refused', async () => {
  expect(await verdictBy([200, 302], () => [200])).toBe('broken');
});
