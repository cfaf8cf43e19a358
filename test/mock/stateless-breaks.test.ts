import { expect, test } from 'vitest';
import { UsageError } from '../../src/document/usage-error.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { ask } from './ask.ts';

const clause = 'lune/webhook:created-is-listed';
const says = `${clause} is about what is remembered, and a stateless mock remembers nothing`;

test('A stateless mock breaks no clause of what is remembered, wherever that is asked for', async () => {
  const options = { apis: ['lune'], stateless: true };
  await using mock = await startMock(options);
  expect(() => mock.break(clause)).toThrow(UsageError);
  const put = await ask(mock, 'PUT /__mock/faults', { body: { break: [clause] } });
  expect([put.status, put.text]).toEqual([422, expect.stringContaining(says)]);
  const preferred = await ask(mock, 'GET /v1/webhooks', { headers: { prefer: `break=${clause}` } });
  expect([preferred.status, preferred.text]).toEqual([400, expect.stringContaining(says)]);
  await expect(startMock({ ...options, break: [clause] })).rejects.toThrow(says);
});
