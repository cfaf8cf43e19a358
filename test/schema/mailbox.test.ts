import { describe, expect, test } from 'vitest';
import { isMailbox } from '../../src/schema/mailbox.ts';
import { nearMisses } from '../../src/values/near-miss.ts';

describe('A mailbox is what RFC 5321 takes for one', () => {
  test.each([
    'a@example.com',
    'A.b+c@EXAMPLE.com',
    "o'x@example.com",
    'a@localhost',
    'a@x-1',
    '"john doe"@example.com',
    '"a\\"b@c"@example.com',
    '""@example.com',
    'a@[192.0.2.1]',
    'a@[IPv6:2001:db8::1]',
    'a@[IPv6:::ffff:192.0.2.1]',
    'a@[x-tag:anything]',
  ])('%s', (text) => {
    expect(isMailbox(text)).toBe(true);
  });
});

describe('Anything else is none', () => {
  test.each([
    '',
    'a',
    'a@',
    '@a',
    'a@b@c',
    'a b@example.com',
    '.a@example.com',
    'a.@example.com',
    'a..b@example.com',
    'a@example..com',
    'a@.com',
    'a@example.com.',
    'a@-example.com',
    'a@example_1.com',
    '"a@example.com',
    '"a"b"@example.com',
    '"a\\"@example.com',
    'a@[192.0.2.256]',
    'a@[192.0.2]',
    'a@192.0.2.1]',
    'a@[IPv6:2001:db8]',
    'a@[IPv6:fe80::1%lo]',
    'a@[]',
    'a@example.com\n',
    ' a@example.com',
    'á@example.com',
  ])('%j', (text) => {
    expect(isMailbox(text)).toBe(false);
  });

  test('what is tried to break the format among it', () => {
    const broken = nearMisses('name@example.com', { url: false, format: 'email' }).filter((text) => !isMailbox(text));
    expect(broken).toEqual(expect.arrayContaining(['example.com', 'someone@', '@example.com', 'some one@example.com']));
  });
});
