import { type Extreme, fixed } from './extreme.ts';

/** Unusual URLs, all of them under names that are reserved for examples (RFC 2606, section 3), that a lenient reader would take. */
export const extremeUrls: readonly Extreme[] = [
  fixed('a port', 'https://hooks.example.com:8443/path'),
  { what: 'a long path', make: (size) => `https://hooks.example.com/${'a'.repeat(size)}` },
  fixed('a user and a password', 'https://user:password@hooks.example.com/path'),
  fixed('an international domain name', 'https://xn--hks-sna0n.example.com/path'),
  fixed('a fragment', 'https://hooks.example.com/path#fragment'),
  fixed('no path', 'https://example.org'),
  fixed('escaped characters', 'https://hooks.example.com/%F0%9F%99%82/%2e%2e/%00?q=%26%3D%25'),
  { what: 'a long query', make: (size) => `https://example.net/?${'q=1&'.repeat(Math.ceil(size / 4))}` },
  fixed('a query of a URL', 'https://hooks.example.com/?next=https://example.org/'),
  fixed('empty segments and steps up', 'https://hooks.example.com//a/../b/./c//'),
  fixed('a dot after the domain', 'https://hooks.example.com./path'),
  fixed('quotes', "https://hooks.example.com/it's?q='--"),
  fixed('an empty port', 'https://hooks.example.com:/path'),
  fixed('an international path', 'https://hooks.example.com/p\u00e4th/\u{1f642}'),
];
