import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ordinaryCall } from '../../conformance/arbitraries/ordinary-call.ts';
import { brokenRequests } from '../../conformance/checks/broken-requests.ts';
import type { Check } from '../../conformance/checks/check.ts';
import { validRequests } from '../../conformance/checks/valid-requests.ts';
import { brokenRequestClauses } from '../../conformance/judge/request-violations.ts';
import { parameterKey } from '../../conformance/requests/call.ts';
import { encode } from '../../conformance/requests/encode.ts';
import type { CheckContext } from '../../conformance/settings/check-context.ts';
import { settingsOf } from '../../conformance/settings/options.ts';
import { lookUpLists } from '../../conformance/target/lists.ts';
import type { Clause } from '../../src/clauses/clause.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import { evaluator } from '../../src/clauses/evaluate.ts';
import { selectContracts } from '../../src/clauses/select-contracts.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import type { JsonValue } from '../../src/document/document.ts';
import type { HttpRequest } from '../../src/http/messages.ts';
import { decode } from './decode.ts';
import { exemplary } from './exemplary.ts';
import { fromJson } from './proxy.ts';

const url = 'http://127.0.0.1:1/base';
const casesOfEach = 12;

const contextOf = (contract: Contract, set: Record<string, string[]>): CheckContext => ({
  contract,
  evaluate: evaluator(contract.document),
  settings: settingsOf(contract, { target: url, token: 'token-1', apiKey: 'key-12', seed: 1, runs: casesOfEach, set }),
});

const lune = { account_ids: ['acc-1', 'acc-2'], account_id: ['acc-1'] };
const contracts = await selectContracts({});
const rows = contracts.flatMap((contract) => {
  const sets = contract.id === 'lune' ? [{}, lune] : [{}];
  return sets.flatMap((set) => {
    const context = contextOf(contract, set);
    const owned = Object.keys(set).length === 0 ? '' : ', with values of its owner';
    return contract.operations.map((operation) => ({
      name: `${contract.id}/${operation.id}${owned}`,
      context,
      operation,
    }));
  });
});

/** All cases of a check that this many runs make. */
const casesOf = (check: Check): readonly unknown[] => [
  ...check.examples,
  ...fc.sample(check.cases, { seed: 2, numRuns: casesOfEach }),
];

/** Performs every case of a check, and gives what was sent for each, what was made for it left out. */
const sentBy = async (context: CheckContext, check: Check): Promise<readonly (readonly HttpRequest[])[]> => {
  const { target, sent } = exemplary(context, url);
  await lookUpLists(
    target,
    context.contract.resources.map(({ name }) => name),
  );
  const all: HttpRequest[][] = [];
  for (const value of casesOf(check)) {
    sent.length = 0;
    await check.perform(target, value);
    all.push([...sent]);
    await target.cleanUp();
  }
  return all;
};

const reservedHost =
  /(^|\.)(example|invalid|test|localhost|example\.(com|net|org))\.?$|^192\.0\.2\.\d+$|^127(\.\d+){3}$|^\[::1\]$/;

const isTo = ({ method, path }: Operation, request: HttpRequest): boolean =>
  request.method === method &&
  new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]*')}$`).test(request.url.slice(url.length).replace(/\?.*$/s, ''));

/** The id of a clause without what it promises. */
const placeOf = (id: string): string => id.slice(0, id.lastIndexOf(':'));

const stringsIn = (value: JsonValue | undefined): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
};

/** The hosts that somebody could be led to by a text, however kindly it is read. */
const hostsIn = (text: string): readonly string[] => {
  const readings = [text, text.replaceAll(/\s/g, ''), `https://${text}`, `https:${text}`];
  return readings
    .filter((reading) => /[:/]/.test(text) && URL.canParse(reading))
    .map((reading) => new URL(reading).hostname);
};

const isForeign = (host: string): boolean => host.includes('.') && !reservedHost.test(host);

describe.each(rows)('Requests to $name', ({ context, operation }) => {
  const { contract, evaluate } = context;
  const clausesBrokenBy = (request: HttpRequest): readonly string[] =>
    brokenRequestClauses(contract, evaluate, operation, decode(contract, operation, url, request)).map(({ id }) => id);

  test('that are ordinary break no clause', async () => {
    const [check] = validRequests(context, operation);
    expect(check).toBeDefined();
    for (const requests of check === undefined ? [] : await sentBy(context, check)) {
      const last = requests.at(-1);
      expect(last?.method).toBe(operation.method);
      expect(last === undefined ? [] : clausesBrokenBy(last), JSON.stringify(last)).toEqual([]);
    }
  });

  /** Holds a broken request against its twin, which differs from it in nothing but the clause. */
  const expectBroken = (clause: Clause, twin: HttpRequest, broken: HttpRequest): void => {
    expect(clausesBrokenBy(twin), `the twin of ${clause.id}`).toEqual([]);
    if (clause.kind === 'well-formed') {
      expect(fromJson(broken.body ?? '')).toBeUndefined();
      expect(broken).toEqual({ ...twin, body: broken.body });
      return;
    }
    if (clause.kind === 'media-type') {
      const headers = { ...twin.headers, 'content-type': broken.headers['content-type'] };
      expect(broken).toEqual({ ...twin, headers });
      expect(broken).not.toEqual(twin);
      return;
    }
    const others = clausesBrokenBy(broken);
    expect(others, JSON.stringify(broken)).toContain(clause.id);
    // What breaks with it is about the same value: a text that is no whole number is no 32 bits either.
    expect(others.map(placeOf), JSON.stringify(broken)).toEqual(others.map(() => placeOf(clause.id)));
  };

  test('that are broken break their clause, and nothing else that could be kept', async () => {
    for (const check of brokenRequests(context, operation)) {
      const clause = contract.clauses.find(({ id }) => id === check.clauses[0]);
      if (clause === undefined) throw new Error(`${check.id} is about no clause.`);
      const pairs = (await sentBy(context, check))
        .map((requests) => requests.filter((request) => isTo(operation, request)).slice(-2))
        .filter((pair) => pair.length === 2);
      expect(pairs.length, `${clause.id} is never broken`).toBeGreaterThan(0);
      for (const [twin, broken] of pairs)
        if (twin !== undefined && broken !== undefined) expectBroken(clause, twin, broken);
    }
  });

  test('lead to nobody’s host', async () => {
    const checks = [...validRequests(context, operation), ...brokenRequests(context, operation)];
    for (const check of checks) {
      for (const request of (await sentBy(context, check)).flat()) {
        const { body } = decode(contract, operation, url, { ...request, url: url + operation.path });
        const text = request.body ?? '';
        const hosts = [
          ...stringsIn(body),
          ...(body === undefined ? (text.match(/https?:[^"\\]*/g) ?? []) : []),
        ].flatMap(hostsIn);
        expect(hosts.filter(isForeign), text).toEqual([]);
      }
    }
  });
});

describe.each(rows)('What is written for $name', ({ context, operation }) => {
  test('is read as it was meant, whatever the values', async () => {
    const { contract, settings } = context;
    const destination = { target: url, credentials: { token: settings.token, apiKey: settings.apiKey }, headers: {} };
    const ofText = (of: Operation): Record<string, fc.Arbitrary<JsonValue>> =>
      Object.fromEntries(
        of.parameters
          .filter((parameter) => parameter.page === null && parameter.in === 'path')
          .map((parameter) => [parameterKey(parameter), fc.string({ unit: 'binary', minLength: 1 })]),
      );
    const generation = { document: contract.document, ownerValues: settings.ownerValues };
    fc.assert(
      fc.property(ordinaryCall(operation, generation), fc.record(ofText(operation)), (values, odd) => {
        const meant = { parameters: { ...values.parameters, ...odd }, body: values.body };
        const request = encode({ operation, values: meant, credentials: 'valid' }, destination);
        expect(URL.canParse(request.url)).toBe(true);
        // No step of a path leads elsewhere: what is parsed is what was written.
        expect(new URL(request.url).pathname.split('/')).toHaveLength(operation.path.split('/').length + 1);
        const { parameters, body } = decode(contract, operation, url, request);
        const texts = (all: Readonly<Record<string, JsonValue>>) =>
          Object.fromEntries(
            Object.entries(all).map(([key, value]) => [key, Array.isArray(value) ? value.map(String) : String(value)]),
          );
        expect(texts(parameters)).toEqual(texts(meant.parameters));
        expect(JSON.stringify(body)).toEqual(JSON.stringify(meant.body));
      }),
      { seed: 3, numRuns: 100 },
    );
  });
});
