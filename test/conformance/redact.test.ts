import { join } from 'node:path';
import { expect, test } from 'vitest';
import { redactor } from '../../conformance/evidence/redact.ts';
import { settingsOf } from '../../conformance/settings/options.ts';
import { loadContract } from '../../src/clauses/load-contract.ts';

const contract = await loadContract(join(import.meta.dirname, 'fixtures/secrets.yaml'));
const takingBasic = await loadContract(join(import.meta.dirname, 'fixtures/credentials.yaml'));
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

test('A token is no more told as Basic sends it, or as a server reads that, than as it is', () => {
  const redaction = redactor(takingBasic, settingsOf(takingBasic, { target, token: 'user:pa55-word' }));
  const base64 = Buffer.from('user:pa55-word').toString('base64');
  expect(redaction.text(`user:pa55-word, ${base64}, ${encodeURIComponent(base64)}, pa55-word`)).toBe(
    '***, ***, ***, ***',
  );
});

const secret = 'one-that-nobody-printed';

test.each<readonly [string, unknown, unknown]>([
  ['own', secret, '***'],
  ['referred', secret, '***'],
  ['beside', secret, '***'],
  ['merged', secret, '***'],
  ['nullable', secret, '***'],
  ['nullable', null, null],
  ['either', secret, '***'],
  ['chosen', secret, '***'],
  ['listed', [secret, secret], ['***', '***']],
  ['tupled', [1, secret], ['***', '***']],
  ['mapped', { a: secret }, { a: '***' }],
  ['patterned', { xa: secret }, { xa: '***' }],
  ['nested', { note: 'a note', nodes: [{ key: secret }] }, { note: 'a note', nodes: [{ key: '***' }] }],
  ['nested', { note: 'a note', next: { key: secret } }, { note: 'a note', next: { key: '***' } }],
  ['plain', 'no secret at all', 'no secret at all'],
])('However %s is declared, of %j is reported %j', (name, value, struck) => {
  const redaction = redactor(contract, settingsOf(contract, { target }));
  const response = { status: 200, headers: {}, body: JSON.stringify({ [name]: value }), truncated: false };
  const request = { method: 'GET', url: target, headers: {}, body: null };
  const shown = redaction.exchange({ request, response, failure: null, durationMs: 1 });
  expect(JSON.parse(shown.response?.body ?? '')).toEqual({ [name]: struck });
  redaction.learnResponse(response);
  expect(redaction.text(`It says ${secret}.`).includes(secret)).toBe(!JSON.stringify(value).includes(secret));
});
