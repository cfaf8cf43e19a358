import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Contract } from '../../src/clauses/contract.ts';
import { selectContracts } from '../../src/clauses/select-contracts.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import { readPreferences } from '../../src/mock/http/preferences.ts';
import { readContent } from '../../src/mock/http/request-content.ts';
import { readTarget } from '../../src/mock/http/request-target.ts';
import { readWithPrism } from '../../src/mock/prism/prism.ts';
import { mockConfig, toPrism } from '../../src/mock/prism/prism-message.ts';
import { cachedParts, type PrismParts, silentLogger, stockParts } from '../../src/mock/prism/prism-parts.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { ask } from './ask.ts';
import { decision, type Generated, requests } from './generated-requests.ts';
import { startStockPrism } from './stock-prism.ts';

const files = [join(import.meta.dirname, 'fixtures/keys.yaml')];
const contracts = [...(await selectContracts({})), ...(await selectContracts({ files }))];
const perContract = contracts.map((contract) => ({ id: contract.id, contract }));

const accepts = [
  undefined,
  '*/*',
  'application/json',
  'application/problem+json',
  'application/json;q=0.1, application/problem+json',
  'text/html, */*;q=0.1',
  'text/html',
];

const prefersOf = ({ responses }: Operation): readonly (string | undefined)[] => [
  undefined,
  ...responses.flatMap(({ statuses }) => statuses.map((status) => `code=${status}`)),
  ...responses.flatMap(({ content }) =>
    content.flatMap(({ examples }) => examples.map(({ name }) => `example=${name}`)),
  ),
  'code=418',
  'example=nobody',
];

/** Queries with and without a key, where an operation takes one there. */
const keysOf = ({ security }: Operation): readonly string[] => {
  const scheme = security.flat().find((one) => one.type === 'apiKey' && one.in === 'query');
  return scheme?.type === 'apiKey' ? ['', `${scheme.name}=a`, `${scheme.name}=b`] : [''];
};

/** Values for the headers that an operation declares, right ones and wrong ones; or none. */
const headersOf = ({ parameters }: Operation): fc.Arbitrary<Partial<Record<string, string>>> =>
  fc.record(
    Object.fromEntries(
      parameters.flatMap(({ name, in: place }) =>
        place === 'header' ? [[name.toLowerCase(), fc.constantFrom('soft', 'loud', 'shrill')] as const] : [],
      ),
    ),
    { requiredKeys: [] },
  );

interface Negotiated extends Generated {
  readonly headers: Record<string, string>;
}

const negotiated = (operation: Operation): fc.Arbitrary<Negotiated> =>
  fc
    .record({
      generated: requests(operation),
      accept: fc.constantFrom(...accepts),
      prefer: fc.constantFrom(...prefersOf(operation)),
      declared: headersOf(operation),
      key: fc.constantFrom(...keysOf(operation)),
    })
    .map(({ generated, accept, prefer, declared, key }) => ({
      ...generated,
      line: key === '' ? generated.line : `${generated.line}${generated.line.includes('?') ? '&' : '?'}${key}`,
      headers: {
        ...(declared as Record<string, string>),
        ...(accept !== undefined && { accept }),
        ...(prefer !== undefined && { prefer }),
      },
    }));

/** Some requests to a contract, and then the same ones again and again in any order. */
const sequences = (contract: Contract, length: number): fc.Arbitrary<readonly Negotiated[]> =>
  fc
    .array(fc.constantFrom(...contract.operations).chain(negotiated), { minLength: 4, maxLength: 8 })
    .chain((pool) => fc.array(fc.constantFrom(...pool), { minLength: length, maxLength: length }));

/** Reads a request as the mock does. */
const apiRequest = ({ line, credentials, body, type, headers: own }: Negotiated) => {
  const [method = '', target = ''] = line.split(' ');
  const headers: Record<string, string> = {
    ...(credentials !== false && { authorization: 'Bearer any' }),
    ...(type !== undefined && { 'content-type': type }),
    ...own,
  };
  const bytes = body === undefined ? null : Buffer.from(String(body));
  return {
    method,
    ...readTarget(target),
    headers,
    preferences: readPreferences(headers.prefer),
    failure: null,
    broken: new Map(),
    racing: false,
    content: readContent({ method, target, headers, body: bytes, trouble: null }),
    session: { holdings: new Map(), random: Math.random, clock: Date.now, whyNoRoom: () => null },
  };
};

/** What a part says, as a plain value; what it throws is one too. */
const said = (ask: () => { readonly _tag: 'Left' | 'Right'; readonly left?: unknown; readonly right?: unknown }) => {
  try {
    const { _tag: tag, left, right } = ask();
    return tag === 'Left' ? { left: left instanceof Error ? { ...left, message: left.message } : left } : { right };
  } catch (error) {
    return { thrown: (error as Error).message };
  }
};

/** Asks all parts about a request, in Prism's order. */
const sayAll = (parts: PrismParts, resources: Parameters<PrismParts['route']>[0]['resources'], request: Negotiated) => {
  const own = apiRequest(request);
  const element = toPrism(own);
  const routed = parts.route({ resources, input: element });
  if (routed._tag === 'Left') return { route: (routed.left as Error & { status?: number }).status };
  const resource = routed.right;
  const config = mockConfig(own, undefined);
  return {
    route: `${resource.method} ${resource.path}`,
    answer: said(() => parts.mock({ resource, input: { data: element, validations: [] }, config })(silentLogger)),
  };
};

describe.each(perContract)('what is kept of Prism for $id', ({ contract }) => {
  test('is what Prism says of each request, to the word, whatever was asked before', async () => {
    const resources = [...(await readWithPrism(contract)).values()];
    fc.assert(
      fc.property(sequences(contract, 24), (sequence) => {
        const cached = cachedParts(stockParts, resources);
        for (const request of sequence) {
          expect(sayAll(cached, resources, request)).toEqual(sayAll(stockParts, resources, request));
        }
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test('leads to the answers of stock Prism, whatever Accept and Prefer came before', async () => {
    await using ours = await startMock({ apis: [contract.id], contracts: files, stateless: true });
    await using stock = await startStockPrism(contract);
    await fc.assert(
      fc.asyncProperty(sequences(contract, 12), async (sequence) => {
        for (const { line, json: _json, ...asking } of sequence) {
          const [own, other] = [await ask(ours, line, asking), await ask(stock, line, asking)];
          const what = { line, ...asking };
          expect(own.status).toBeLessThan(500);
          // Prism fails where a refusal that is preferred doesn't come in what is accepted.
          if (other.status === 500) continue;
          if (decision(own.status) === 'refused' && decision(other.status) === 'accepted') continue;
          expect({ ...what, is: decision(own.status) }).toEqual({ ...what, is: decision(other.status) });
          if (decision(own.status) !== 'accepted') continue;
          const shown = ({ status, headers, body }: typeof own) => ({ status, type: headers['content-type'], body });
          expect({ ...what, ...shown(own) }).toEqual({ ...what, ...shown(other) });
        }
      }),
      { numRuns: 12, seed: 1 },
    );
  });
});
