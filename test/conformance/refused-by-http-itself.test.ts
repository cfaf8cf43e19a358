import { describe, expect, test } from 'vitest';
import { judgePlayed, type Played, type SeenRequest, verdictOf } from './played-server.ts';
import { fromJson, isRecord } from './proxy.ts';

/** A contract of one operation, in which no text says what it is. */
const contractOf = (takes: string): string => `
openapi: 3.1.0
info: { title: Limits, version: "1" }
servers: [{ url: "http://127.0.0.1:1" }]
paths:
  /x:
    put:
      operationId: x
      ${takes}
      responses: { "204": { description: Yes }, "400": { description: No } }
`;

const long = '{ type: string, maxLength: 20, examples: [blue] }';
const parameter = (place: string, name: string, schema: string): string =>
  `parameters: [{ name: ${name}, in: ${place}, required: true, schema: ${schema} }]`;
const isLong = (text: unknown): boolean => typeof text === 'string' && text.length > 20;
const ofBody = ({ body }: SeenRequest): unknown => {
  const sent = fromJson(body);
  return isRecord(sent) ? sent.text : undefined;
};
const ofQuery = ({ path }: SeenRequest): string | null => new URL(path, 'http://127.0.0.1').searchParams.get('text');

interface Row {
  readonly what: string;
  readonly takes: string;
  readonly clause: string;
  readonly isBroken: (seen: SeenRequest) => boolean;
  readonly status: number;
}

const rows: readonly Row[] = [
  {
    what: 'a text in a body',
    takes: `requestBody: { required: true, content: { application/json: { schema: { type: object, required: [text], properties: { text: ${long} } } } } }`,
    clause: 'body/text:maxLength',
    isBroken: (seen) => isLong(ofBody(seen)),
    status: 413,
  },
  {
    what: 'a text in a query',
    takes: parameter('query', 'text', long),
    clause: 'query/text:maxLength',
    isBroken: (seen) => isLong(ofQuery(seen)),
    status: 414,
  },
  {
    what: 'a text in a header',
    takes: parameter('header', 'X-Text', long),
    clause: 'header/X-Text:maxLength',
    isBroken: ({ headers }) => isLong(headers['x-text']),
    status: 431,
  },
  {
    what: 'a condition that is missing',
    takes: parameter('header', 'If-Match', '{ enum: ["*"] }'),
    clause: 'header/If-Match:required',
    isBroken: ({ headers }) => headers['if-match'] === undefined,
    status: 428,
  },
  {
    what: 'a condition that is not met',
    takes: parameter('header', 'If-Match', '{ enum: ["*"] }'),
    clause: 'header/If-Match:enum',
    isBroken: ({ headers }) => headers['if-match'] !== undefined && headers['if-match'] !== '*',
    status: 412,
  },
];

describe.each(rows)('$what, refused with $status', ({ takes, clause, isBroken, status }) => {
  const judged = async (refusal: number) => {
    const answer = (seen: SeenRequest): Played => [isBroken(seen) ? refusal : 204];
    const only = [`x/request/${clause}`, 'x/400:status'];
    return (await judgePlayed(contractOf(takes), answer, { only, runs: 10 })).run;
  };

  test('is refused as HTTP itself has it, which need not be documented', async () => {
    const run = await judged(status);
    expect(run.findings).toEqual([]);
    expect(verdictOf(run, `x/request/${clause}`)).toBe('held');
  });

  test('is refused with another status than the documented one where HTTP means something else by it', async () => {
    const other = status === 413 ? 414 : 413;
    expect(verdictOf(await judged(other), 'x/400:status')).toBe('broken');
  });
});
