import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadContract } from '../../src/clauses/load-contract.ts';
import { curlLine, type ShownCredentials } from '../../src/mock/journal/curl-line.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';

const securitySchemes = {
  bearer: { type: 'http', scheme: 'bearer' },
  basic: { type: 'http', scheme: 'basic' },
  header: { type: 'apiKey', in: 'header', name: 'X-$(id)`id`' },
  cookie: { type: 'apiKey', in: 'cookie', name: 'key' },
  query: { type: 'apiKey', in: 'query', name: 'key' },
};

const hostile = `it's "$(echo ran)" \`echo ran\` $HOME \\ !!`;

/** Has a shell take the line apart into its words, with `$TOKEN` and `$API_KEY` filled in. */
const wordsOf = async (
  scheme: keyof typeof securitySchemes,
  credentials: ShownCredentials,
): Promise<readonly string[]> => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'things.yaml');
  const contract = {
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
    security: [{ [scheme]: [] }],
    paths: {
      '/things': {
        post: {
          operationId: 'createThing',
          parameters: [{ name: 'X-Note', in: 'header', required: true, schema: { type: 'string' }, example: hostile }],
          requestBody: { content: { 'application/json': { example: { note: hostile } } } },
          responses: { 200: { description: 'Made.' } },
        },
      },
    },
    components: { securitySchemes },
  };
  await writeFile(file, JSON.stringify(contract));
  const [operation] = (await loadContract(file)).operations;
  if (operation === undefined) throw new Error('The contract has no operation.');
  const line = curlLine(operation, 'http://127.0.0.1:1/things', credentials);
  const env = { ...process.env, TOKEN: 'us er:$(pa)', API_KEY: 'k"$' };
  const script = `curl() { for word; do printf '%s\\0' "$word"; done; }; ${line}`;
  return execFileSync('sh', ['-c', script], { env, encoding: 'utf8' }).split('\0').slice(0, -1);
};

const variables: ShownCredentials = { token: { variable: 'TOKEN' }, apiKey: { variable: 'API_KEY' } };
const values: ShownCredentials = { token: { value: 'any $t' }, apiKey: { value: 'any $k' } };
const url = 'http://127.0.0.1:1/things/things';
const sent = [
  '-H',
  `X-Note: ${hostile}`,
  '-H',
  'Content-Type: application/json',
  '-d',
  JSON.stringify({ note: hostile }),
];

test.each([
  { scheme: 'bearer', credentials: variables, shown: ['-H', 'Authorization: Bearer us er:$(pa)'], to: url },
  { scheme: 'bearer', credentials: values, shown: ['-H', 'Authorization: Bearer any $t'], to: url },
  { scheme: 'basic', credentials: variables, shown: ['-u', 'us er:$(pa)'], to: url },
  { scheme: 'basic', credentials: values, shown: ['-u', 'any $t:'], to: url },
  { scheme: 'header', credentials: variables, shown: ['-H', 'X-$(id)`id`: k"$'], to: url },
  { scheme: 'cookie', credentials: variables, shown: ['-H', 'Cookie: key=k"$'], to: url },
  { scheme: 'query', credentials: variables, shown: [], to: `${url}?key=k"$` },
  { scheme: 'query', credentials: values, shown: [], to: `${url}?key=any%20%24k` },
] as const)(
  'a line runs nothing that a contract says, and fills in $scheme: $credentials',
  async ({ scheme, credentials, shown, to }) => {
    expect(await wordsOf(scheme, credentials)).toEqual(['-X', 'POST', ...shown, ...sent, to]);
  },
);
