import { expect, test } from 'vitest';
import type { Exchange } from '../../conformance/http/exchange.ts';
import { loadContracts } from '../../scripts/trust/contracts.ts';
import { isAbout, remarksOn } from '../../scripts/trust/remarks.ts';

const clauses = (await loadContracts(null)).flatMap((contract) => contract.clauses);

const answered = (header: string | null): Exchange => ({
  request: { method: 'GET', url: 'http://127.0.0.1:9', headers: {}, body: null },
  response: { status: 200, headers: header === null ? {} : { 'sl-violations': header }, body: '', truncated: false },
  failure: null,
  durationMs: 1,
});

const violation = (...location: readonly string[]): string => JSON.stringify([{ location, message: 'It is 7 wrong.' }]);

test.each([
  { header: null, places: [] },
  { header: violation('request', 'body', 'url'), places: [] },
  { header: violation('response', 'body', '0', 'url'), places: ['/*/url'] },
  { header: violation('response'), places: [''] },
  { header: 'Too many violations! [{"location":["resp', places: [''] },
])('What the proxy says by $header is said of $places', ({ header, places }) => {
  expect(remarksOn('listWebhooks', answered(header)).map(({ place }) => place)).toEqual(places);
});

test.each([
  { place: '/*/url', about: true },
  { place: '/*', about: true },
  { place: '', about: true },
  { place: '/*/url/deeper', about: true },
  { place: '/*/ur', about: false },
  { place: '/*/urls', about: false },
  { place: '/*/url', operation: 'getWebhook', about: false },
])(
  'A remark on $place of $operation is about the URLs of a list: $about',
  ({ place, operation = 'listWebhooks', about }) => {
    const clause = clauses.find(({ id }) => id === 'lune/listWebhooks/200/body[]/url:pattern');
    if (clause === undefined) throw new Error('There is no such clause.');
    expect(isAbout({ operation, place, text: '' }, clause)).toBe(about);
  },
);
