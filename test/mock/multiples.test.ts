import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startMock } from '../../src/mock/start-mock.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { ask } from './ask.ts';

const price = '{ type: number, multipleOf: 0.01 }';
const prices = `openapi: 3.1.0
info: { title: Prices, version: "1" }
paths:
  /prices/{least}:
    post:
      operationId: addPrice
      parameters:
        - { name: least, in: path, required: true, schema: ${price} }
        - { name: Most, in: query, schema: ${price} }
        - { name: X-Usual, in: header, schema: ${price} }
      requestBody:
        content: { application/json: { schema: { type: object, properties: { prices: { type: array, items: ${price} } } } } }
      responses: { "204": { description: Added } }
`;

test('A multiple is told by the digits as they are written, wherever it stands', async () => {
  await using folder = await temporaryFolder();
  const contract = join(folder.path, 'prices.yaml');
  await writeFile(contract, prices);
  await using mock = await startMock({ contracts: [contract] });
  const reasonOf = async (least: string, most: string, usual: string, own: number): Promise<unknown> => {
    const asking = { headers: { 'x-usual': usual }, body: { prices: [own] } };
    const { status, text } = await ask(mock, `POST /prices/prices/${least}?Most=${most}`, asking);
    return status === 204 ? status : text;
  };
  expect(await reasonOf('4.35', '19.99', '0.07', 1.1)).toBe(204);
  expect(await reasonOf('0.29', '1.13', '8.2', 19.99)).toBe(204);
  expect(await reasonOf('4.355', '1', '1', 1)).toContain('path.least must be multiple of 0.01');
  expect(await reasonOf('1', '19.995', '1', 1)).toContain('query.Most must be multiple of 0.01');
  expect(await reasonOf('1', '1', '0.075', 1)).toContain('header.X-Usual must be multiple of 0.01');
  expect(await reasonOf('1', '1', '1', 19.995)).toContain('body.prices.0 must be multiple of 0.01');
});
