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
