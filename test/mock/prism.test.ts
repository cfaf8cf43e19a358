import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { selectContracts } from '../../src/clauses/select-contracts.ts';
import { describingMediaTypes } from '../../src/document/media-type.ts';
import { createEngine } from '../../src/mock/engine.ts';
import { sampleRequest } from '../../src/mock/http/sample-request.ts';
import { lenientDocument } from '../../src/mock/judge/message-validator.ts';
import { type PrismParts, stockParts } from '../../src/mock/prism/prism-parts.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { schemaValidator } from '../../src/schema/schema-validator.ts';
import { ask } from './ask.ts';
import { decision, requests } from './generated-requests.ts';
import { startStockPrism } from './stock-prism.ts';

const contracts = await selectContracts({});

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
      const [mediaType, ...others] = operation.requestBody?.content ?? [];
      const names = [mediaType, ...others].flatMap((one) => one?.name ?? []);
      await fc.assert(
        fc.asyncProperty(requests(operation), async ({ line, json: sent, ...asking }) => {
          const [own, other] = [await ask(ours, line, asking), await ask(stock, line, asking)];
          // Deliberate: what the contract's own schema refuses is refused, although Prism doesn't know the keyword.
          const isWrong = sent !== undefined && validator.compile(mediaType?.schema ?? true)(sent).length > 0;
          // Deliberate: one media type with the suffix +json isn't another.
          const { type = '' } = asking;
          const isOther = sent !== undefined && names.length > 0 && describingMediaTypes(names, type).length === 0;
          const expected =
            (isWrong || isOther) && decision(other.status) === 'accepted' ? 'refused' : decision(other.status);
          expect({ line, ...asking, is: decision(own.status) }).toEqual({ line, ...asking, is: expected });
        }),
        { numRuns: 60, seed: 1 },
      );
    },
  );
});

// What no generated request meets. What else differs, no built-in contract shows: see verdicts.test.ts.
test.each([
  // An empty value is one.
  { api: 'management', line: 'GET /v1/webhooks/subscriptions?take=', is: 'refused', stock: 'accepted' },
  // The case of a query's names makes a difference.
  { api: 'management', line: 'GET /v1/webhooks/subscriptions?TAKE=x', is: 'accepted', stock: 'refused' },
  // A GET's body is ignored where none is documented.
  { api: 'lune', line: 'GET /v1/webhooks', body: '{}', is: 'accepted', stock: 'refused' },
])('deliberately unlike stock Prism, $line $body is $is', async ({ api, line, is, stock: expected, body }) => {
  const contract = contracts.find(({ id }) => id === api);
  if (contract === undefined) throw new Error(`There is no contract ${api}.`);
  await using ours = await startMock({ apis: [api], stateless: true });
  await using stock = await startStockPrism(contract);
  const [own, other] = [await ask(ours, line, { body }), await ask(stock, line, { body })];
  expect([decision(own.status), decision(other.status)]).toEqual([is, expected]);
});

describe('Prism is no decoration', () => {
  const [contract] = contracts.filter(({ operations }) =>
    operations.some(({ requestBody }) => requestBody?.required === true),
  );
  const operation = contract?.operations.find(({ requestBody }) => requestBody?.required === true);

  const answerWith = async (parts: Partial<PrismParts>) => {
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
      queryText: '',
      headers,
      content: { kind: 'json', value: JSON.parse(sample.body ?? ''), bytes: 2 },
      preferences: { mistake: null },
      failure: null,
      session: { holdings: new Map(), random: Math.random, clock: Date.now, whyNoRoom: () => null },
    });
  };
  test('an operation is found by its router', async () => {
    const lost: PrismParts['route'] = () => ({ _tag: 'Left', left: Object.assign(new Error(), { status: 404 }) });
    expect((await answerWith({ route: lost })).status).toBe(404);
  });

  test('an answer is made by its mocker', async () => {
    const teapot: PrismParts['mock'] = () => () => ({ _tag: 'Right', right: { statusCode: 299, body: 'tea' } });
    expect(await answerWith({ mock: teapot })).toMatchObject({ status: 299, body: 'tea' });
    expect((await answerWith({ mock: stockParts.mock })).body).toContain('{');
  });
});
