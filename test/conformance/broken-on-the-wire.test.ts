import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brokenRequests } from '../../conformance/checks/broken-requests.ts';
import type { Check } from '../../conformance/checks/check.ts';
import { isPossible } from '../../conformance/checks/checks.ts';
import { readingsOf } from '../../conformance/requests/readings.ts';
import { runConformance } from '../../conformance/run/run-conformance.ts';
import type { CheckContext } from '../../conformance/settings/check-context.ts';
import { settingsOf } from '../../conformance/settings/options.ts';
import type { Clause } from '../../src/clauses/clause.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import { evaluator } from '../../src/clauses/evaluate.ts';
import { loadContract } from '../../src/clauses/load-contract.ts';
import { selectContracts } from '../../src/clauses/select-contracts.ts';
import type { Operation, Parameter } from '../../src/contract/api-description.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { mergedSchema } from '../../src/document/merged-schema.ts';
import type { HttpRequest } from '../../src/http/messages.ts';
import { sendTo } from './exemplary.ts';
import { listening } from './listening.ts';

const url = 'http://127.0.0.1:1/base';
const fixture = await loadContract(join(import.meta.dirname, 'fixtures/parameters.yaml'));
const contracts = [fixture, ...(await selectContracts({}))];

const rows = contracts.flatMap((contract) => {
  const context: CheckContext = {
    contract,
    evaluate: evaluator(contract.document),
    settings: settingsOf(contract, { target: url, token: 'token-1', apiKey: 'key-12', seed: 1, runs: 8 }),
  };
  return contract.operations.flatMap((operation) => {
    const checks = brokenRequests(context, operation).flatMap((check) => {
      const clause = contract.clauses.find(({ id }) => id === check.clauses[0]);
      const { subject } = clause ?? {};
      return clause !== undefined && subject?.of === 'request' && subject.part !== 'body' ? [{ check, clause }] : [];
    });
    return checks.length === 0 ? [] : [{ name: `${contract.id}/${operation.id}`, context, operation, checks }];
  });
});

/** The texts under which a parameter stands in a request, as a server finds them; undefined where it doesn't. */
const textsIn = (operation: Operation, parameter: Parameter, request: HttpRequest): readonly string[] | undefined => {
  const { pathname, searchParams } = new URL(request.url);
  if (parameter.in === 'header') {
    // A server sees no spaces around the value of a header (RFC 9110, 5.5).
    const value = request.headers[parameter.name.toLowerCase()]?.trim();
    return value === undefined ? undefined : [value];
  }
  if (parameter.in === 'query') {
    const values = searchParams.getAll(parameter.name);
    return values.length === 0 ? undefined : values;
  }
  const segments = pathname.slice(new URL(url).pathname.length).split('/');
  expect(segments, request.url).toHaveLength(operation.path.split('/').length);
  const segment = segments[operation.path.split('/').indexOf(`{${parameter.name}}`)] ?? '';
  expect(segment, request.url).not.toBe('');
  return [decodeURIComponent(segment)];
};

const delimiters: Readonly<Record<string, RegExp>> = { pipeDelimited: /\|/, spaceDelimited: / / };

/** Every way in which a server may take the texts of a parameter, before it looks at types. */
const taken = (parameter: Parameter, texts: readonly string[], takesList: boolean): readonly JsonValue[] => {
  const [first = ''] = texts;
  if (!takesList) return [first, first.trim()];
  const split = texts.flatMap((text) => text.split(delimiters[parameter.style] ?? /,/));
  return [texts, split, split.map((text) => text.trim())];
};

const lenientValidators = new Map<Parameter, { validate: ValidateFunction; takesList: boolean }>();

/** A validator that takes texts for numbers, truth values and lists wherever it can. */
const lenient = (contract: Contract, parameter: Parameter) => {
  const schema = mergedSchema(contract.document, parameter.schema);
  const takesList = [schema.type].flat().includes('array');
  const known = lenientValidators.get(parameter);
  if (known !== undefined) return known;
  const ajv = new Ajv2020({ strict: false, coerceTypes: takesList ? 'array' : true, logger: false });
  addFormats.default(ajv, { mode: 'full' });
  const validate = ajv.compile({ type: 'object', properties: { value: structuredClone(schema) } });
  lenientValidators.set(parameter, { validate, takesList });
  return { validate, takesList };
};

describe.each(rows)('Parameters of $name', ({ context, operation, checks }) => {
  const { contract } = context;

  /** Holds what is on the wire against a lenient validator, in all ways in which a server may take it. */
  const expectBroken = (clause: Clause, request: HttpRequest): void => {
    const { subject } = clause;
    if (subject.of !== 'request' || subject.part === 'body') throw new Error(`${clause.id} is about no parameter.`);
    const parameter = operation.parameters.find(
      ({ name, in: place }) => name === subject.name && place === subject.part,
    );
    if (parameter === undefined) throw new Error(`${clause.id} is about no parameter.`);
    const texts = textsIn(operation, parameter, request);
    if (clause.kind === 'required' && clause.schema === null) {
      expect(texts).toBeUndefined();
      return;
    }
    const { validate, takesList } = lenient(contract, parameter);
    expect(texts, `${clause.id} in ${request.url}`).toBeDefined();
    for (const value of taken(parameter, texts ?? [], takesList)) {
      expect(validate({ value: structuredClone(value) }), `${clause.id} by ${JSON.stringify(value)}`).toBe(false);
    }
  };

  test.each(checks.filter(({ check }) => isPossible(check)))('$clause.id stays broken', async ({ check, clause }) => {
    const cases = [...check.examples, ...fc.sample(check.cases, { seed: 3, numRuns: 8 })];
    let count = 0;
    for (const value of cases) {
      const pair = (await sendTo(context, check as Check, value, url))
        .filter(({ method }) => method === operation.method)
        .slice(-2);
      const [twin, broken] = pair;
      if (twin === undefined || broken === undefined) continue;
      expectBroken(clause, broken);
      count++;
    }
    expect(count).toBeGreaterThan(0);
  });
});

test('What no text can break is said by name', () => {
  const lacking = rows.flatMap(({ checks }) =>
    checks.flatMap(({ check, clause }) => (isPossible(check) ? [] : [`${clause.id}: ${check.lacks}`])),
  );
  expect(lacking.map((line) => line.replace(/^.*?\/request/, ''))).toEqual([
    '/path/flags:minItems: no request is known that breaks minItems there and nothing else',
    '/query/filter/a:required: no request is known that breaks required there and nothing else',
    '/query/filter/a:type: no request is known that breaks type there and nothing else',
    '/header/X-Note:minLength: no request is known that breaks minLength there and nothing else',
    '/header/X-List:minItems: no request is known that breaks minItems there and nothing else',
  ]);
});

test('A run leaves clauses that no text can break vacuous, and says why', async () => {
  const paths = fixture.operations.flatMap(({ parameters }) => parameters).filter((one) => one.in === 'path');
  const set = Object.fromEntries(paths.map(({ name }) => [name, ['1']]));
  const clause = 'parameters/getThing/request/header/X-Note:minLength';
  await using server = await listening((_request, response) => void response.end('{}'));
  const { runs } = await runConformance({ contract: fixture, target: server.url, set, only: [clause] });
  expect(runs[0]?.clauses.find(({ id }) => id === clause)).toMatchObject({
    verdict: 'vacuous',
    reason: 'no request is known that breaks minLength there and nothing else',
  });
});

test('A text is read as what it may be taken for, and not sent where it would lead elsewhere', () => {
  const [operation] = fixture.operations;
  const read = (name: string, value: JsonValue) => {
    const parameter = operation?.parameters.find((candidate) => candidate.name === name);
    return parameter === undefined ? 'unknown' : readingsOf(fixture.document, parameter, value);
  };
  expect(read('number', '12')).toEqual(['12', 12]);
  expect(read('number', '')).toBeNull();
  expect(read('code', '..')).toBeNull();
  expect(read('on', '1')).toEqual(['1', true]);
  expect(read('text', ' ab')).toEqual([' ab', 'ab']);
  expect(read('text', '')).toEqual(['', undefined]);
  expect(read('X-Token', 'AB ')).toBeNull();
  expect(read('X-Token', 'A\nB')).toBeNull();
  expect(read('X-Note', 'h\u00f6')).toBeNull();
  expect(read('either', 'null')).toEqual(['null', null, undefined]);
  expect(read('many', [])).toEqual([undefined, [], ['']]);
  expect(read('filter', { a: 'x' })).toBeNull();
});
