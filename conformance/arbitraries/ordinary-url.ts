import fc from 'fast-check';

/** Domains that are reserved for examples and belong to nobody (RFC 2606, section 3). */
const hosts = ['example.com', 'example.org', 'example.net'];

const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}[a-z0-9]$/);
const segment = fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/);

/** An https URL that any server can be expected to take, under a reserved domain. */
export const ordinaryUrl = (): fc.Arbitrary<string> =>
  fc
    .record({
      label,
      host: fc.constantFrom(...hosts),
      path: fc.array(segment, { maxLength: 3 }),
      query: fc.option(segment, { nil: null, freq: 3 }),
    })
    .map(
      ({ label, host, path, query }) =>
        `https://${label}.${host}/${path.join('/')}${query === null ? '' : `?q=${query}`}`,
    );

const schemes = ['https', 'http', 'wss', 'ws'] as const;

/** What follows the host, where a pattern asks for something else than a path. */
const endings = [
  () => segment.map((text) => `/${text}`),
  () => fc.constant(''),
  () => fc.constant('/'),
  () => fc.integer({ min: 1024, max: 9999 }).map((port) => `:${port}`),
] as const;

/** URLs under reserved domains for whatever a pattern may ask for: an ordinary one, a bare origin, one with a port, and each with another scheme. */
export const urlCandidates = (): readonly fc.Arbitrary<string>[] => [
  ordinaryUrl(),
  ...schemes.flatMap((scheme) =>
    endings.map((ending) =>
      fc
        .tuple(label, fc.constantFrom(...hosts), ending())
        .map(([name, host, rest]) => `${scheme}://${name}.${host}${rest}`),
    ),
  ),
];
