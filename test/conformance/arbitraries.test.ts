import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CannotGenerate } from '../../conformance/arbitraries/cannot-generate.ts';
import { listedValue, resolveListed } from '../../conformance/arbitraries/listed-value.ts';
import { nearMisses } from '../../conformance/arbitraries/near-miss.ts';
import { ordinaryCall } from '../../conformance/arbitraries/ordinary-call.ts';
import { ordinaryString } from '../../conformance/arbitraries/ordinary-string.ts';
import { brokenRequestClauses } from '../../conformance/checks/request-violations.ts';
import type { JsonValue } from '../../src/contract/document.ts';
import { evaluator } from '../../src/contract/evaluate.ts';
import { selectContracts } from '../../src/contract/select-contracts.ts';

const contracts = await selectContracts({});
const lists = new Map([['eventType', ['ordinary']]]);

/** Gives every string in a value. */
const stringsIn = (value: JsonValue | undefined): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
};

/** Hosts that belong to nobody, or lead nowhere (RFC 2606, RFC 6761, RFC 5737). */
const reserved = /^(([a-z0-9-]+\.)*(example\.(com|net|org)|example|invalid|localhost)|192\.0\.2\.\d+)$/i;

const hostOf = (text: string): string | null =>
  URL.canParse(text) && /^(https?|ftp):$/.test(new URL(text).protocol) ? new URL(text).hostname : null;

describe.each(contracts.map((contract) => [contract.id, contract] as const))(
  'ordinary requests to %s',
  (_, contract) => {
    const evaluate = evaluator(contract.document);

    test.each(contract.operations.map((operation) => [operation.id, operation] as const))(
      'break no clause of %s, and name no host that is somebody’s',
      (_id, operation) => {
        const context = { document: contract.document, ownerValues: new Map([['account_ids', ['a', 'b']]]) };
        fc.assert(
          fc.property(ordinaryCall(operation, context), ({ parameters, body }) => {
            const resolved = resolveListed(body ?? null, lists);
            const value = body === undefined || !resolved.ok ? undefined : resolved.value;
            expect(brokenRequestClauses(contract, evaluate, operation, { parameters, body: value })).toEqual([]);
            const hosts = stringsIn(value).flatMap((text) => hostOf(text) ?? []);
            for (const host of hosts) expect(host).toMatch(reserved);
          }),
        );
      },
    );
  },
);

test('near misses of URLs name no host that is somebody’s', () => {
  for (const near of nearMisses('https://hooks.example.com/path', { url: true, format: null })) {
    const host = hostOf(near);
    if (host !== null && !host.startsWith('xn--')) expect(host, near).toMatch(reserved);
  }
});

test.each([
  { format: 'uri', pattern: '^https://hooks\\.slack\\.com/' },
  { format: 'uuid', pattern: '^[0-9a-f]{32}$' },
  { pattern: '^(?=a)b$' },
])('a string that cannot be made safely is said so, and ends: %j', (schema) => {
  expect(() => ordinaryString(schema)).toThrow(CannotGenerate);
});

test('a value that the target does not list is named', () => {
  expect(resolveListed({ a: listedValue('thing', 3) }, new Map())).toEqual({ ok: false, resource: 'thing' });
  expect(resolveListed({ a: listedValue('thing', 3) }, new Map([['thing', ['x', 'y']]]))).toEqual({
    ok: true,
    value: { a: 'y' },
  });
});
