import { expect, test } from 'vitest';
import { judgePlayed, verdictOf } from './played-server.ts';

const contractOf = (security: string): string => `
openapi: 3.1.0
info: { title: Certificates, version: "1" }
servers: [{ url: "http://127.0.0.1:1" }]
paths:
  /x: { get: { operationId: x, security: ${security}, responses: { "204": { description: Yes }, "401": { description: No } } } }
components:
  securitySchemes:
    certificate: { type: mutualTLS }
    digest: { type: http, scheme: digest }
    bearer: { type: http, scheme: bearer }
    oidc: { type: openIdConnect, openIdConnectUrl: https://id.example.com }
`;

const token = 'a-token';

test.each(['[{ certificate: [] }]', '[{ certificate: [], bearer: [] }]', '[{ certificate: [] }, { digest: [] }]'])(
  'Where all that it takes is %s, nobody is accused of minding no credentials',
  async (security) => {
    const { run, requests } = await judgePlayed(contractOf(security), () => [204], { token });
    expect(run).toMatchObject({ verdict: 'conformant', findings: [] });
    expect(verdictOf(run, 'x:credentials')).toMatch(/^not-applicable: credentials of the kind certificate/);
    expect(requests.some(({ headers }) => headers.authorization === 'Bearer xxxxxx')).toBe(false);
  },
);

test.each(['[{ certificate: [] }, { bearer: [] }]', '[{ oidc: [] }]'])(
  'Where a token will do, as by %s, it is minded',
  async (security) => {
    const minding = await judgePlayed(
      contractOf(security),
      ({ headers }) => [headers.authorization === `Bearer ${token}` ? 204 : 401],
      { token },
    );
    expect(verdictOf(minding.run, 'x:credentials')).toBe('held');
    const careless = await judgePlayed(contractOf(security), () => [204], { token });
    expect(verdictOf(careless.run, 'x:credentials')).toBe('broken');
  },
);

test('What the owner gave as a header can be left out', async () => {
  const { run } = await judgePlayed(contractOf('[{ digest: [] }]'), () => [204], {
    headers: { authorization: 'Digest username="me"' },
  });
  expect(verdictOf(run, 'x:credentials')).toBe('broken');
});
