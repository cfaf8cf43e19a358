import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Operation, Parameter } from '../../src/contract/contract.ts';
import type { JsonValue } from '../../src/contract/document.ts';
import { schemaValidator } from '../../src/contract/schema-validator.ts';
import { selectContracts } from '../../src/contract/select-contracts.ts';
import { createEngine } from '../../src/mock/engine.ts';
import { lenientDocument } from '../../src/mock/lenient-document.ts';
import { type PrismParts, stockParts } from '../../src/mock/prism-parts.ts';
import { sampleRequest } from '../../src/mock/sample-request.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { type Asking, ask } from './ask.ts';
import { startStockPrism } from './stock-prism.ts';

const contracts = await selectContracts({});

interface Generated extends Asking {
  readonly line: string;
  readonly json: JsonValue | undefined;
}

// No slash, which would be another path; no comma, which stock Prism takes for a list; no dot alone, which it resolves.
const word = fc.stringMatching(/^[A-Za-z0-9 é%_~-]{1,12}$/);
const text = fc.oneof(
  word,
  fc.integer().map(String),
  fc.uuid(),
  fc.constantFrom('0', '-1', '1.5', 'true', 'null', '9999999999'),
);

/** A value like one of the contract's, with one property changed, removed or added; or any JSON. */
const json = (example: JsonValue | undefined): fc.Arbitrary<JsonValue> => {
  // Stock Prism takes null for no body, and its server never answers an empty string.
  const any = fc
    .jsonValue({ maxDepth: 2 })
    .filter((value) => value !== null && value !== '') as fc.Arbitrary<JsonValue>;
  if (typeof example !== 'object' || example === null || Array.isArray(example)) return any;
  const keys = Object.keys(example);
  const changed = fc
    .tuple(fc.constantFrom(...keys), fc.jsonValue({ maxDepth: 1 }))
    .map(([key, value]) => ({ ...example, [key]: value }));
  const removed = fc
    .constantFrom(...keys)
    .map((key) => Object.fromEntries(Object.entries(example).filter(([one]) => one !== key)));
  const nested = fc
    .constantFrom(...keys)
    .chain((key) => json((example as Record<string, JsonValue>)[key]).map((value) => ({ ...example, [key]: value })));
  return fc.oneof(fc.constant(example), changed, removed, nested, any) as fc.Arbitrary<JsonValue>;
};

const pathOf = (operation: Operation): fc.Arbitrary<string> => {
  const sample = sampleRequest(operation, {}).path.split('?')[0] ?? '';
  const segments = operation.path.split('/').map((segment, index) => {
    const documented = sample.split('/')[index] ?? '';
    return segment.startsWith('{')
      ? fc.oneof(fc.constant(documented), text.map(encodeURIComponent))
      : fc.constant(documented);
  });
  return fc.tuple(...segments).map((parts) => parts.join('/'));
};

const queryOf = (parameters: readonly Parameter[]): fc.Arbitrary<string> => {
  const names = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  const pair = fc.tuple(fc.constantFrom('other', ...names), text);
  return fc.array(pair, { maxLength: 3 }).map((pairs) => (pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`));
};

const requests = (operation: Operation): fc.Arbitrary<Generated> => {
  const [mediaType] = operation.requestBody?.content ?? [];
  const bodies = fc.option(json(mediaType?.examples[0]?.value), { nil: undefined, freq: 8 });
  const types = fc.constantFrom(
    'application/json',
    'application/json',
    'application/json',
    'text/plain',
    'application/vnd.other+json',
  );
  const credentials = fc.constantFrom(true, true, true, false);
  return fc
    .record({ path: pathOf(operation), query: queryOf(operation.parameters), body: bodies, type: types, credentials })
    .map(
      // A GET's body is nobody's business, to us; stock Prism looks at its media type.
      ({ path, query, body, type, credentials: sent }) => {
        const sentBody = operation.method === 'GET' ? undefined : body;
        return {
          line: `${operation.method} ${path}${query}`,
          credentials: sent,
          ...(sentBody !== undefined && { body: JSON.stringify(sentBody), type }),
          json: sentBody,
        };
      },
    );
};

const decision = (status: number) =>
  status < 300 ? 'accepted' : status >= 400 && status < 500 ? 'refused' : `answered ${status}`;

describe.each(contracts.map((contract) => ({ id: contract.id, contract })))('$id', ({ contract }) => {
  test.each(contract.operations.map((operation) => ({ name: operation.id, operation })))(
    'accepts and refuses what stock Prism does: $name',
    { timeout: 60_000 },
    async ({ operation }) => {
      await using ours = await startMock({ apis: [contract.id], stateless: true, checkOutput: true });
      // Deliberate: of a contract that leaves open whether a property is required, ours takes the side of the lenient.
      const document = lenientDocument(contract.document);
      await using stock = await startStockPrism({ ...contract, document });
      const validator = schemaValidator(document);
      const [mediaType] = operation.requestBody?.content ?? [];
      await fc.assert(
        fc.asyncProperty(requests(operation), async ({ line, json: sent, ...asking }) => {
          const [own, other] = [await ask(ours, line, asking), await ask(stock, line, asking)];
          // Deliberate: what the contract's own schema refuses is refused, although Prism doesn't know the keyword.
          const isStricter = sent !== undefined && validator.compile(mediaType?.schema ?? true)(sent).length > 0;
          const expected = isStricter && decision(other.status) === 'accepted' ? 'refused' : decision(other.status);
          expect({ line, ...asking, is: decision(own.status) }).toEqual({ line, ...asking, is: expected });
        }),
        { numRuns: 60, seed: 1 },
      );
    },
  );
});

describe('Prism is no decoration', () => {
  const [contract] = contracts.filter(({ operations }) =>
    operations.some(({ requestBody }) => requestBody?.required === true),
  );
  const operation = contract?.operations.find(({ requestBody }) => requestBody?.required === true);

  const answerWith = async (
    parts: Partial<PrismParts>,
    change: { readonly credentials?: boolean; readonly valid?: boolean },
  ) => {
    if (contract === undefined || operation === undefined) throw new Error('No operation takes a body.');
    const engine = await createEngine(contract, {
      accepted: { token: undefined, apiKey: undefined },
      seed: undefined,
      checkOutput: false,
      stateless: true,
      parts,
    });
    const sample = sampleRequest(operation, { token: 't', apiKey: 'k' });
    const headers = Object.fromEntries(
      Object.entries(sample.headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    return engine.answer({
      method: operation.method,
      path: sample.path,
      query: {},
      headers: change.credentials === false ? {} : headers,
      content:
        change.valid === false ? { kind: 'none' } : { kind: 'json', value: JSON.parse(sample.body ?? ''), bytes: 2 },
      preferences: { mistake: null },
      failure: null,
      broken: new Map(),
      session: null,
    });
  };
  const accept = ((options: { readonly element: unknown }) => ({ _tag: 'Right', right: options.element })) as unknown;

  test('a request is judged by its validator', async () => {
    expect((await answerWith({}, { valid: false })).status).toBe(400);
    const accepting = { validateInput: accept as PrismParts['validateInput'] };
    expect((await answerWith(accepting, { valid: false })).status).toBeLessThan(300);
  });

  test('credentials are judged by its security', async () => {
    expect((await answerWith({}, { credentials: false })).status).toBe(401);
    const accepting = { validateSecurity: accept as PrismParts['validateSecurity'] };
    expect((await answerWith(accepting, { credentials: false })).status).toBeLessThan(300);
  });

  test('an operation is found by its router', async () => {
    const lost: PrismParts['route'] = () => ({ _tag: 'Left', left: Object.assign(new Error(), { status: 404 }) });
    expect((await answerWith({ route: lost }, {})).status).toBe(404);
  });

  test('an answer is made by its mocker', async () => {
    const teapot: PrismParts['mock'] = () => () => ({ _tag: 'Right', right: { statusCode: 299, body: 'tea' } });
    expect(await answerWith({ mock: teapot }, {})).toMatchObject({ status: 299, body: 'tea' });
    expect((await answerWith({ mock: stockParts.mock }, {})).body).toContain('{');
  });
});
