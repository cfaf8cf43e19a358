import { expect, test } from 'vitest';
import { canonicalValue } from '../../conformance/lifecycle/canonical-value.ts';

test.each([
  ['time', '23:59:58Z', '23:59:58+00:00'],
  ['time', '12:00:00+02:00', '10:00:00.000Z'],
  ['time', '00:30:00+01:00', '23:30:00Z'],
  ['date-time', '2024-01-01T00:00:00+14:00', '2023-12-31T10:00:00Z'],
  ['duration', 'PT56M', 'PT3360S'],
  ['duration', 'P1Y2M', 'P14M'],
  ['duration', 'P1W', 'P7D'],
  ['uuid', '0D1F069D-43BB-489A-AD8C-7EB95592BA8E', '0d1f069d-43bb-489a-ad8c-7eb95592ba8e'],
  ['hostname', 'A.example.com', 'a.EXAMPLE.com.'],
  ['ipv6', '2001:0db8:0000:0000:0000:0000:0000:0001', '2001:DB8::1'],
  ['uri', 'https://example.com', 'https://EXAMPLE.com/'],
])('A %s may be written %s or %s', (format, one, other) => {
  expect(canonicalValue([{ format }], one)).toEqual(canonicalValue([{ format }], other));
});

test.each([
  ['time', '23:59:58Z', '23:59:58+01:00'],
  ['time', 'no time', 'none either'],
  ['duration', 'P1M', 'PT1M'],
  ['duration', 'P1M', 'P30D'],
  ['duration', 'P14M', 'PT14S'],
  ['uuid', '0d1f069d-43bb-489a-ad8c-7eb95592ba8e', '0d1f069d-43bb-489a-ad8c-7eb95592ba8f'],
  ['hostname', 'a.example.com', 'b.example.com'],
  ['ipv6', '2001:db8::', '2001:db8::1'],
  ['email', 'a@example.com', 'A@example.com'],
  ['constructor', 'a', 'A'],
])('As a %s, %s is something else than %s', (format, one, other) => {
  expect(canonicalValue([{ format }], one)).not.toEqual(canonicalValue([{ format }], other));
});
