import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startMock } from '../../src/mock/start-mock.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { ask } from './ask.ts';

const things = `openapi: 3.1.0
info: { title: Things, version: "1" }
paths:
  /things:
    get:
      operationId: listThings
      parameters:
        - { name: X-Tags, in: header, schema: { type: array, items: { enum: [a, b] } } }
        - { name: X-Range, in: header, schema: { type: object, properties: { from: { type: integer } } } }
        - { name: X-Parts, in: header, required: true, schema: { type: array, items: { enum: [c, d] } } }
      responses: { "204": { description: None }, "400": { description: No } }
`;

test('A header that is a list or an object may be left out unless it is required, and is judged where it is sent', async () => {
  await using folder = await temporaryFolder();
  const contract = join(folder.path, 'things.yaml');
  await writeFile(contract, things);
  await using mock = await startMock({ contracts: [contract] });
  const answerTo = async (headers: Record<string, string>): Promise<string> => {
    const { status } = await ask(mock, 'GET /things/things', { headers });
    const entries = (await ask(mock, 'GET /__mock/requests')).body as readonly { reason: string | null }[];
    return `${status} ${entries.at(-1)?.reason ?? ''}`.trim();
  };
  for (const round of ['first', 'again']) {
    expect(await answerTo({ 'X-Parts': 'c,d' }), round).toBe('204');
    expect(await answerTo({ 'X-Parts': 'c', 'X-Tags': 'a', 'X-Range': 'from,1' }), round).toBe('204');
    expect(await answerTo({}), round).toMatch(/^400 header must have required property 'X-Parts'/);
    expect(await answerTo({ 'X-Parts': 'e' }), round).toMatch(/^400 header.X-Parts/);
    expect(await answerTo({ 'X-Parts': 'c', 'X-Tags': 'c' }), round).toMatch(/^400 header.X-Tags/);
    expect(await answerTo({ 'X-Parts': 'c', 'X-Range': 'from,soon' }), round).toMatch(/^400 header.X-Range/);
  }
});
