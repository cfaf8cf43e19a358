/** A snippet that no test can run: a whole command, or a line of a program that is type-checked all the same. */
export interface NotRun {
  readonly text: string;
  readonly reason: string;
}

const staging = 'The host is a placeholder.';

/** All that isn't run, word for word. */
export const notRun: readonly NotRun[] = [
  {
    text: 'npm install --save-dev webhook-contracts           # Node 24 or newer; types and clients run anywhere',
    reason: 'It installs from the network; test/package installs the packed package.',
  },
  {
    text: 'npm ci && npm run conformance   # judges the built-in mock by all three contracts',
    reason: 'It installs from the network; CI runs it.',
  },
  {
    text: 'npm ci && npm test              # runs all tests; those of the report need Chromium or Chrome, which it finds, downloads or does without',
    reason: 'It installs from the network; CI runs it.',
  },
  { text: 'npx webhook-contracts conformance --api lune --target https://staging.example.com', reason: staging },
  ...['--plan', '--allow-unowned putSettings'].map((option) => ({
    text: `npx webhook-contracts conformance --contract ./my.yaml --target https://staging.example.com ${option}`,
    reason: staging,
  })),
  {
    text: 'npx webhook-contracts conformance --api lune --target https://staging.example.com --baseline known.txt',
    reason: staging,
  },
  {
    text: 'npx webhook-contracts conformance --api lune --target https://staging.example.com --baseline known.txt --baseline-update',
    reason: staging,
  },
];
