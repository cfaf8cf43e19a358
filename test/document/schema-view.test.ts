import { describe, expect, test } from 'vitest';
import type { JsonObject, OpenApiDocument } from '../../src/document/document.ts';
import { follow } from '../../src/document/follow-reference.ts';
import { mergedSchema } from '../../src/document/merged-schema.ts';
import { appliedSchemas, referencesMax, referredValue, schemasOfValue } from '../../src/document/schema-view.ts';

const schemas: Record<string, JsonObject> = {
  Boat: { title: 'boat', allOf: [{ $ref: '#/components/schemas/Hull' }, { title: 'mast' }] },
  Hull: { title: 'hull', anyOf: [{ title: 'wood' }, { $ref: '#/components/schemas/Boat' }] },
  'a/b c': { title: 'slash' },
};
const document = { openapi: '3.1.0', info: {}, paths: {}, components: { schemas } } as unknown as OpenApiDocument;

const titlesOf = (all: Iterable<unknown>): readonly unknown[] =>
  [...all].map((one) => (one as JsonObject).title).filter((title) => title !== undefined);

describe('A reference', () => {
  test.each([
    ['#/components/schemas/Hull', 'hull'],
    ['#/components/schemas/a~1b%20c', 'slash'],
    ['#/components/schemas/None', undefined],
    ['#anchor', undefined],
    ['#/components/schemas/%zz', undefined],
    ['other.yaml#/components/schemas/Hull', undefined],
    [7, undefined],
    [undefined, undefined],
  ])('%j names %j', (ref, title) => {
    expect((referredValue(document, ref) as JsonObject | undefined)?.title).toBe(title);
  });

  test.each(['#/components/schemas/%zz', '#/components/schemas/None', 'other.yaml'])(
    'to nothing says nothing, wherever it is followed: %s',
    ($ref) => {
      expect(follow(document, { $ref }, '', []).object).toEqual({});
      expect(mergedSchema(document, { $ref, title: 'own' })).toEqual({ title: 'own' });
    },
  );
});

describe('The schemas that a schema applies to its own value', () => {
  const schema: JsonObject = {
    $ref: '#/components/schemas/a~1b%20c',
    allOf: [{ title: 'all' }],
    anyOf: [{ title: 'any' }],
    oneOf: [{ title: 'one' }],
    not: { title: 'not' },
    if: { title: 'if' },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { title: 'then' },
    else: { title: 'else' },
    dependentSchemas: { name: { title: 'dependent' } },
    items: { title: 'items' },
    properties: { name: { title: 'property' } },
  };

  test('are told apart by whether they always hold, hold in some cases, or only test', () => {
    const byApplies = Object.groupBy(appliedSchemas(document, schema), ({ applies }) => applies);
    const titles = (some: typeof byApplies.some = []) => titlesOf(some.map((one) => one.schema));
    expect(titles(byApplies.always)).toEqual(['slash', 'all']);
    expect(titles(byApplies.some)).toEqual(['any', 'one', 'then', 'else', 'dependent']);
    expect(titles(byApplies.tests)).toEqual(['if', 'not']);
  });

  test('are collected without those that only test, nor those of members', () => {
    expect(titlesOf(schemasOfValue(document, schema))).toEqual([
      ...['slash', 'all', 'any', 'one', 'then', 'else', 'dependent'],
    ]);
  });

  test('come to an end where a schema applies itself', () => {
    expect(titlesOf(schemasOfValue(document, schemas.Boat))).toEqual(['boat', 'hull', 'wood', 'mast']);
  });
});

test('References in a row are followed to the end, unless there are more than anybody writes', () => {
  const chain = (length: number): OpenApiDocument =>
    ({
      components: {
        schemas: Object.fromEntries(
          Array.from({ length }, (_, index) => [
            `s${index}`,
            index === length - 1 ? { title: 'end' } : { $ref: `#/components/schemas/s${index + 1}` },
          ]),
        ),
      },
    }) as unknown as OpenApiDocument;
  const first = { $ref: '#/components/schemas/s0' };
  expect(mergedSchema(chain(referencesMax), first).title).toBe('end');
  expect(follow(chain(referencesMax), first, '', []).object.title).toBe('end');
  expect(follow(chain(referencesMax + 2), first, '', []).object.title).toBe(undefined);
});
