import { expect, test } from 'vitest';
import { readPreferences } from '../../src/mock/http/preferences.ts';

test.each([
  { header: 'code=404', reads: { code: 404 } },
  { header: 'code=404, code=500', reads: { code: 404 } },
  { header: 'foo; code=500', reads: {} },
  { header: 'respond-async, wait=10, Code = "404"', reads: { code: 404 } },
  { header: 'code=404; foo="a, code=500"', reads: { code: 404 } },
  { header: 'foo="a, code=500", seed=1', reads: { seed: '1' } },
  { header: 'example="a \\"b\\""', reads: { exampleKey: 'a "b"' } },
  { header: 'break=a/b:c; break="a/d:e", break=a/f:g', reads: { break: ['a/b:c', 'a/d:e', 'a/f:g'] } },
  { header: 'foo; break=a/b:c; code=500', reads: { break: ['a/b:c'] } },
  { header: 'dynamic=true', reads: { dynamic: true } },
  { header: '', reads: {} },
  { header: undefined, reads: {} },
])('Prefer: $header', ({ header, reads }) => {
  expect(readPreferences(header)).toEqual({ ...reads, mistake: null });
});

test('a preference of ours with a wrong value is a mistake', () => {
  expect(readPreferences('code=4o4').mistake).toContain('code must be an HTTP status');
  expect(readPreferences('dynamic').mistake).toContain('dynamic must be true or false');
});
