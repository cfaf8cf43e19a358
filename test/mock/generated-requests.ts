import fc from 'fast-check';
import type { Operation, Parameter } from '../../src/contract/api-description.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { sampleRequest } from '../../src/mock/http/sample-request.ts';
import type { Asking } from './ask.ts';

/** A request that may be right or wrong in many ways. */
export interface Generated extends Asking {
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

/** Makes requests to an operation, most of them nearly right. */
export const requests = (operation: Operation): fc.Arbitrary<Generated> => {
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

/** What an answer comes down to, for those who ask. */
export const decision = (status: number) =>
  status < 300 ? 'accepted' : status >= 400 && status < 500 ? 'refused' : `answered ${status}`;
