import { expect, test } from 'vitest';
import { judgePlayed, type Played, type SeenRequest, verdictOf } from './played-server.ts';
import { fromJson, isRecord } from './proxy.ts';

const contract = `
openapi: 3.1.0
info: { title: Teams, version: "1" }
servers: [{ url: "http://127.0.0.1:1" }]
paths:
  /teams:
    post:
      operationId: addTeam
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [name], properties: { name: { type: string, minLength: 1, maxLength: 40 } } } } } }
      responses: { "204": { description: Added }, "400": { description: No }, "409": { description: Taken } }
`;

/** A server that gives each name once, for good. */
const naming = (lengthMax: number) => {
  const names = new Set<unknown>();
  return ({ headers, body }: SeenRequest): Played => {
    const sent = fromJson(body);
    const name = isRecord(sent) ? sent.name : undefined;
    if (headers['content-type'] !== 'application/json' || typeof name !== 'string') return [400];
    if (name.length < 1 || name.length > lengthMax) return [400];
    if (names.has(name)) return [409];
    names.add(name);
    return [204];
  };
};

test('Where a name is taken, and nobody says how to give it back, another is tried', async () => {
  const { run } = await judgePlayed(contract, naming(40));
  expect(run).toMatchObject({ verdict: 'conformant', findings: [] });
  for (const promise of ['/request/body:required', '/request/body:well-formed', '/request/body/name:maxLength'])
    expect(verdictOf(run, `addTeam${promise}`)).toBe('held');
});

test('What was found by names that are taken by now is found again by its replay', async () => {
  const careless = naming(1_000_000);
  const { run } = await judgePlayed(contract, careless);
  const [finding] = run.findings;
  expect(finding).toMatchObject({ clause: 'played/addTeam/request/body/name:maxLength' });
  for (const _ of ['once', 'twice']) {
    const again = await judgePlayed(contract, careless, { replay: finding?.replay ?? '' });
    expect(again.run.findings).toMatchObject([{ clause: finding?.clause }]);
  }
});
