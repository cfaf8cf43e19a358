/** A snippet that no test can run: a whole command, or a line of a program that is type-checked all the same. */
export interface NotRun {
  readonly text: string;
  readonly reason: string;
}

const staging = 'The host is a placeholder.';

/** All that isn't run, word for word. */
export const notRun: readonly NotRun[] = [
  {
    text: 'npm ci && npm run conformance   # judges the built-in mock by all three contracts',
    reason: 'It installs from the network; CI runs it.',
  },
  {
    text: 'npm ci && npm test              # runs all tests; those of the report open it in /usr/bin/chromium (apt-get install chromium)',
    reason: 'It installs from the network; CI runs it.',
  },
  { text: 'npm run conformance -- --api lune --target https://staging.example.com', reason: staging },
  {
    text: 'npm run conformance -- --api lune --target https://staging.example.com --baseline known.txt',
    reason: staging,
  },
  {
    text: 'npm run conformance -- --api lune --target https://staging.example.com --baseline known.txt --baseline-update',
    reason: staging,
  },
  {
    text: 'const client = createClient({ token: process.env.LUNE_API_KEY });',
    reason: 'It would create something in the real API.',
  },
];
