import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readHar } from '../../conformance/recorded/har.ts';
import { judgeRecorded } from '../../conformance/recorded/judge-recorded.ts';
import { loadContract } from '../../src/clauses/load-contract.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';

const target = 'http://127.0.0.1:1';

const contract = `
openapi: 3.1.0
info: { title: Notes, version: "1" }
servers: [{ url: "${target}" }]
paths:
  /notes:
    get:
      operationId: listNotes
      parameters: [{ name: title, in: query, schema: { type: string } }, { name: filter, in: query, style: deepObject, schema: { type: object } }]
      responses: { "200": { description: All, content: { application/json: { schema: { type: array } } } } }
components: { schemas: { Note: { properties: { created_at: { type: string } } } } }
`;

interface Told {
  readonly query?: string;
  readonly user?: string;
  readonly cookies?: readonly string[];
  readonly says?: string;
  readonly authorization?: string;
}

/** The finding, as text, of a recorded answer that breaks a clause and says something. */
const findingOf = async ({ query = '', user = '', cookies = [], says = '', authorization }: Told): Promise<string> => {
  await using folder = await temporaryFolder();
  const [file, har] = [join(folder.path, 'notes.yaml'), join(folder.path, 'recorded.har')];
  await writeFile(file, contract);
  const headers = authorization === undefined ? [] : [{ name: 'Authorization', value: authorization }];
  const entry = {
    request: { method: 'GET', url: `${target.replace('//', `//${user}`)}/notes${query}`, headers },
    response: {
      status: 200,
      headers: [
        { name: 'Content-Type', value: 'application/json' },
        ...cookies.map((value) => ({ name: 'Set-Cookie', value })),
      ],
      content: { text: JSON.stringify({ says }), size: 1 },
    },
  };
  await writeFile(har, JSON.stringify({ log: { entries: [entry] } }));
  const { report } = judgeRecorded(await loadContract(file), await readHar(har), { target });
  expect(report.findings).toHaveLength(1);
  return JSON.stringify(report.findings);
};

test('A password that Basic bore is struck out wherever a server says it, in whatever encoding', async () => {
  const authorization = `Basic ${Buffer.from('somebody:hidden-pa55').toString('base64')}`;
  const says = `hidden-pa55 ${Buffer.from('the hidden-pa55').toString('base64')} hidden%2dpa55`;
  const told = await findingOf({ authorization, says });
  expect(told).not.toMatch(/hidden/);
  expect(told).not.toContain(Buffer.from('the hidden-pa55').toString('base64').slice(6, -4));
});

test('What a cookie is set to is struck out, and nothing of how it is set', async () => {
  const cookies = [
    's=hidden-one; Path=/notes; Expires=Wed, 21 Oct 2026 07:28:00 GMT; Secure',
    'b="hidden-two"; Max-Age=10000; Domain=127.0.0.1',
  ];
  const told = await findingOf({ cookies, says: 'hidden-one hidden-two Secure 10000 07:28:00' });
  expect(told).not.toMatch(/hidden/);
  expect(told).toContain('Secure 10000 07:28:00');
  expect(told).toContain('http://127.0.0.1:1/notes');
});

test.each(['code', 'sig', 'jwt', 'X-Amz-Credential', 'k'])(
  'What a query says of an undocumented %s is not told',
  async (name) => {
    const told = await findingOf({ query: `?title=a-note&${name}=hidden-one`, says: 'hidden-one' });
    expect(told).not.toContain('hidden-one');
    expect(told).toContain('title=a-note');
  },
);

test('Short ones are not shown either, and words of the contract are no secrets', async () => {
  const query = '?title=a-note&filter%5Bby%5D=anna&pin=1234&sort=created_at&all=false';
  const told = await findingOf({ query, says: 'created_at false' });
  expect(told).toContain('?title=a-note&filter%5Bby%5D=anna&pin=***&sort=***&all=***');
  expect(told).toContain('created_at false');
});

test('A user and a password in a URL are not told, encoded or not', async () => {
  const told = await findingOf({ user: 'hidden%21one:hidden%2Ftwo@', says: 'hidden!one hidden/two hidden%21one' });
  expect(told).not.toMatch(/hidden/);
});
