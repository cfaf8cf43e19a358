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
