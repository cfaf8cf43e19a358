import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { addOwnFormats } from '../../src/schema/formats.ts';

const ajv = new Ajv2020({ strict: false, logger: false });
addOwnFormats(ajv);

/** Texts that a format permits, and others that it doesn't. Sources: RFC 3339, 5.6 and appendix C. */
const rows: Readonly<Record<string, { readonly right: readonly string[]; readonly wrong: readonly string[] }>> = {
  'date-time': {
    right: [
      '2024-02-29T23:59:59Z',
      '2024-02-29t23:59:59.123456z',
      '1999-12-31T23:59:60Z',
      '2031-07-04T05:06:07-00:00',
      '2031-07-04T05:06:07+14:00',
      // A note of RFC 3339, 5.6 leaves it to applications.
      '2031-07-04 05:06:07Z',
    ],
    wrong: [
      '2031-07-04T05:06:07+0200',
      '2031-07-04T05:06:07-02',
      '2031-07-04T05:06:07',
      '2031-07-04\t05:06:07Z',
      '2031-07-04\n05:06:07Z',
      '2031-07-04  05:06:07Z',
      '2031-7-4T05:06:07Z',
      '2023-02-29T05:06:07Z',
      '2031-07-04T05:06:07+24:00',
      '2031-07-04T05:06:07.Z',
      '2031-07-04T05:06:60Z',
    ],
  },
  time: {
    right: ['05:06:07Z', '05:06:07.5z', '05:06:07+02:00', '23:59:60Z', '01:59:60+02:00'],
    wrong: ['05:06:07', '05:06:07+0200', '05:06:07+02', '25:00:00Z', '05:06Z', ' 05:06:07Z', '05:06:60Z'],
  },
};

describe.each(Object.entries(rows))('A %s', (format, { right, wrong }) => {
  const validate = ajv.compile({ format });

  test.each(right)('is %j', (text) => {
    expect(validate(text)).toBe(true);
  });

  test.each(wrong)('is not %j', (text) => {
    expect(validate(text)).toBe(false);
  });
});

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
  'A format called %s is one that nobody knows',
  (format) => {
    expect(ajv.compile({ format })('anything')).toBe(true);
  },
);
