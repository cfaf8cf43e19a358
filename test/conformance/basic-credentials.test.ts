import { expect, test } from 'vitest';
import { judgePlayed, type Played, type SeenRequest, verdictOf } from './played-server.ts';

const contract = `
openapi: 3.1.0
info: { title: Guarded, version: "1" }
servers: [{ url: "http://127.0.0.1:1" }]
security: [{ user: [] }]
paths:
  /things:
    get:
      operationId: listThings
      responses: { "200": { description: All, content: { application/json: { schema: { type: array } } } }, "401": { description: Who are you } }
components: { securitySchemes: { user: { type: http, scheme: basic } } }
`;

const token = 'anna:a secret';
const right = Buffer.from(token).toString('base64');

/** A server that shows a list to whom it knows. */
const guarded =
  (knows: (authorization: string) => boolean) =>
  ({ headers }: SeenRequest): Played =>
    knows(headers.authorization ?? '') ? [200, []] : [401, undefined, { 'www-authenticate': 'Basic realm="things"' }];

test('A right server that asks for a name and a password is in the right', async () => {
  const { run, requests } = await judgePlayed(
    contract,
    guarded((shown) => shown === `Basic ${right}`),
    { token },
  );
  expect(run.findings).toEqual([]);
  expect(verdictOf(run, 'listThings:credentials')).toBe('held');
  const schemes = requests.map(({ headers }) => headers.authorization?.split(' ')[0] ?? 'none');
  expect(new Set(schemes)).toEqual(new Set(['Basic', 'Digest', 'none']));
});

test('One that looks at no scheme is found', async () => {
  const { run } = await judgePlayed(
    contract,
    guarded((shown) => shown.endsWith(` ${right}`)),
    { token },
  );
  expect(run.findings).toMatchObject([
    {
      clause: 'played/listThings:credentials',
      message: 'A request with credentials of another scheme was accepted with 200.',
    },
  ]);
});
