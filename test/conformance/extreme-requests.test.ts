import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { CannotGenerate } from '../../conformance/arbitraries/cannot-generate.ts';
import { extremeCalls } from '../../conformance/arbitraries/extreme-call.ts';
import { extremePlaces } from '../../conformance/arbitraries/extreme-places.ts';
import { resolveListed } from '../../conformance/arbitraries/listed-value.ts';
import { ordinaryValue } from '../../conformance/arbitraries/ordinary-value.ts';
import type { Finding } from '../../conformance/evidence/report.ts';
import { brokenOwnClauses } from '../../conformance/judge/request-violations.ts';
import { extremeCharactersMax } from '../../conformance/settings/limits.ts';
import { evaluator } from '../../src/clauses/evaluate.ts';
import { selectContracts } from '../../src/clauses/select-contracts.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { credentials, faultsOf, judgeThrough } from './behind-proxy.ts';
import { readSuite, type SuiteCase } from './json-schema-test-suite/suite.ts';
import { fromJson, isRecord, type PassedRequest, type Tampering } from './proxy.ts';
import { answer } from './tamper.ts';

const mock = await startMock({ ...credentials, stateless: true });
afterAll(() => mock.close());

const contracts = await selectContracts({});
const rows = contracts.flatMap((contract) =>
  contract.operations.flatMap((operation) => {
    const calls = extremeCalls(operation, { document: contract.document, ownerValues: new Map() }, 1);
    return calls === null ? [] : [{ name: `${contract.id}/${operation.id}`, contract, operation, calls }];
  }),
);

/** What a target might list, where values are taken from lists. */
const listed = new Map(contracts.flatMap(({ resources }) => resources.map(({ name }) => [name, ['listed']] as const)));

describe.each(rows)('Extreme requests to $name', ({ contract, operation, calls }) => {
  const evaluate = evaluator(contract.document);
  const brokenBy = (which: Parameters<typeof calls.of>[0]): readonly string[] => {
    const { values } = calls.of(which);
    const body = values.body === undefined ? null : resolveListed(values.body, listed);
    const resolved = { ...values, body: body?.ok ? body.value : undefined };
    return brokenOwnClauses({ contract, evaluate }, operation, resolved).map(({ id }) => id);
  };

  test('are permitted by the contract, however long they are', () => {
    expect(calls.telling.length).toBeGreaterThan(0);
    for (const which of calls.telling) expect(brokenBy(which), calls.of(which).what).toEqual([]);
    fc.assert(
      fc.property(calls.cases, (which) => {
        const { text } = which;
        // Any text may be one that a pattern doesn't take; the check leaves out such requests.
        if (text === null) expect(brokenBy(which), calls.of(which).what).toEqual([]);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('lead to nobody’s host', () => {
    for (const which of calls.telling) {
      const text = JSON.stringify(calls.of(which).values);
      const hosts = (text.match(/https?:[^"\\]*/g) ?? []).map((url) => new URL(url).hostname.replace(/\.$/, ''));
      expect(hosts.filter((host) => !/(^|\.)example\.(com|net|org)$/.test(host))).toEqual([]);
    }
  });
});

/** Values of a schema of the suite; none where nothing keeps it. */
const rootsOf = ({ document, schema }: SuiteCase): readonly JsonValue[] => {
  try {
    return fc.sample(ordinaryValue(schema, { document, ownerValues: new Map() }), { seed: 1, numRuns: 3 });
  } catch (error) {
    if (error instanceof CannotGenerate) return [];
    throw error;
  }
};

/** What is put at the root. Whether the whole keeps what is put elsewhere is for who sends it to look at. */
const extremeRoots = (suiteCase: SuiteCase): readonly JsonValue[] => {
  const { document, schema } = suiteCase;
  return rootsOf(suiteCase)
    .flatMap((root) => extremePlaces({ document, ownerValues: new Map() }, schema, root))
    .filter(({ pointer }) => pointer === '')
    .flatMap(({ extremes }) => extremes.map(({ make }) => make(extremeCharactersMax)));
};

test('Extreme values of the schemas of the JSON Schema Test Suite are valid', async () => {
  let count = 0;
  for (const suiteCase of (await readSuite()).filter(({ foreign }) => foreign === null)) {
    // Without a precision Ajv takes 1e308 for no multiple of 2, of which it reads the first digit only.
    const ajv = new Ajv2020({ strict: false, ownProperties: true, logger: false, multipleOfPrecision: 6 });
    addFormats.default(ajv, { mode: 'full' });
    const validate = ajv.compile(structuredClone(suiteCase.original));
    for (const value of extremeRoots(suiteCase)) {
      expect(validate(value), `${suiteCase.name} does not take ${JSON.stringify(value).slice(0, 200)}`).toBe(true);
      count++;
    }
  }
  expect(count).toBeGreaterThan(4_000);
});

/** A server that fails over requests whose name is of a kind. */
const failingOver = (isBad: (name: string) => boolean): Tampering => ({
  request: (request: PassedRequest) => {
    const body = fromJson(request.body);
    const name = isRecord(body) ? body.name : undefined;
    return typeof name === 'string' && isBad(name) ? answer(500, { message: 'Internal Server Error' }) : request;
  },
});

const nameOf = (finding: Finding | undefined): unknown => {
  const body = fromJson(finding?.exchanges.at(-1)?.request.body ?? '');
  return isRecord(body) ? body.name : undefined;
};

test.each([
  { flaw: 'an emoji', isBad: (name: string) => /\p{Extended_Pictographic}/u.test(name), smallest: /^\u{1f642}$/u },
  { flaw: 'a name longer than its column', isBad: (name: string) => name.length > 255, smallest: /^x{256}$/ },
  { flaw: 'a quote', isBad: (name: string) => name.includes("'"), smallest: /^"it's"$/ },
  // biome-ignore lint/suspicious/noControlCharactersInRegex: It is the character that matters.
  { flaw: 'the character U+0000', isBad: (name: string) => name.includes('\u0000'), smallest: /^a\u0000b$/ },
])('A server that fails over $flaw in a name is told so, with the smallest', async ({ isBad, smallest }) => {
  const only = ['cloudflare/createWebhook'];
  const { run } = await judgeThrough(mock, 'cloudflare', failingOver(isBad), { runs: 25, only }, { shrinks: true });
  expect(faultsOf(run)).toEqual({ broken: ['cloudflare/createWebhook:answered'], warned: [] });
  expect(run.findings.map(({ clause }) => clause)).toEqual(['cloudflare/createWebhook:answered']);
  expect(nameOf(run.findings[0])).toMatch(smallest);
  expect(run.leftovers).toEqual([]);
});

test('A server that refuses what nobody expects is in order', async () => {
  const refusing: Tampering = {
    request: (request) => {
      const body = fromJson(request.body);
      const name = isRecord(body) && typeof body.name === 'string' ? body.name : 'name';
      return /^[A-Za-z0-9 ]{1,64}$/.test(name)
        ? request
        : answer(400, { success: false, error: { code: 400, message: 'The name is not taken.' } });
    },
  };
  const { run } = await judgeThrough(mock, 'cloudflare', refusing, { runs: 25, only: ['cloudflare/createWebhook'] });
  expect(faultsOf(run)).toEqual({ broken: [], warned: [] });
});
