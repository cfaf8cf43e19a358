import { join } from 'node:path';
import { expect, test } from 'vitest';
import { redactor } from '../../conformance/evidence/redact.ts';
import { settingsOf } from '../../conformance/options.ts';
import { loadContract } from '../../src/contract/load-contract.ts';

const contract = await loadContract(join(import.meta.dirname, 'fixtures/secrets.yaml'));
const target = 'http://127.0.0.1:9';

test.each(['an-example-of-one', 987_654_321])('What the contract prints is no secret: %j', (example) => {
  const redaction = redactor(contract, settingsOf(contract, { target }));
  redaction.learnResponse({ body: JSON.stringify({ own: example, plain: example }) });
  redaction.learnResponse({ body: JSON.stringify({ own: 'one-of-its-own' }) });
  expect(redaction.text(`${example}, one-of-its-own`)).toBe(`${example}, ***`);
});

test('Of a secret that begins or ends with another, nothing is left', () => {
  const options = { target, token: 'hunter2', apiKey: 'hunter2-admin' };
  const redaction = redactor(contract, settingsOf(contract, options));
  redaction.learnResponse({ body: JSON.stringify({ own: 'the-hunter2-admin' }) });
  expect(redaction.text('hunter2, hunter2-admin, the-hunter2-admin')).toBe('***, ***, ***');
  redaction.learnResponse({ body: JSON.stringify({ own: 'hunter2-admin-of-all' }) });
  expect(redaction.text('hunter2-admin-of-all, the-hunter2-admin')).toBe('***, ***');
});
