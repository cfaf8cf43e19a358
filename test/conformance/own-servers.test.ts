import { expect, test } from 'vitest';
import { judgePlayed, verdictOf } from './played-server.ts';

const get = (id: string, more = ''): string =>
  `get: { operationId: ${id}, ${more} responses: { "204": { description: Yes } } }`;

const contract = `
openapi: 3.1.0
info: { title: Servers, version: "1" }
servers: [{ url: "https://api.example.com/v1" }]
paths:
  /here: { ${get('here')} }
  /files: { servers: [{ url: "https://files.example.com" }], ${get('files')} }
  /upload: { ${get('upload', 'servers: [{ url: "https://upload.example.com" }],')} }
  /same: { servers: [{ url: "https://api.example.com/v1/" }], ${get('same')} }
  /back: { servers: [{ url: "https://files.example.com" }], ${get('back', 'servers: [{ url: "https://api.example.com/v1" }],')} }
`;

test('What the contract has served elsewhere is not asked of the target', async () => {
  const { run, requests } = await judgePlayed(contract, ({ path }) =>
    ['/here', '/same', '/back'].includes(path) ? [204] : [404],
  );
  expect(run).toMatchObject({ verdict: 'conformant', findings: [] });
  expect(requests.filter(({ path }) => ['/files', '/upload'].includes(path))).toEqual([]);
  const reason = 'not-applicable: the operation has a server of its own, which is not the target';
  for (const id of ['files', 'upload']) {
    expect(verdictOf(run, `${id}/204:status`)).toBe(reason);
    expect(verdictOf(run, `${id}:answered`)).toBe(reason);
  }
  for (const id of ['here', 'same', 'back']) expect(verdictOf(run, `${id}/204:status`)).toBe('held');
});
