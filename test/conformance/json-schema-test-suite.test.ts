import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BrokenAlone, waysToBreakAlone } from '../../conformance/arbitraries/broken-alone.ts';
import { CannotGenerate } from '../../conformance/arbitraries/cannot-generate.ts';
import { ordinaryValue } from '../../conformance/arbitraries/ordinary-value.ts';
import type { Clause } from '../../src/clauses/clause.ts';
import { type Evaluate, evaluator } from '../../src/clauses/evaluate.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { clausesOf, readSuite, type SuiteCase } from './json-schema-test-suite/suite.ts';

const suite = await readSuite();
const own = suite.filter(({ foreign }) => foreign === null);

/** Seeds from which valid values are drawn, and how many with each. */
const seeds = [1, 2, 3, 4, 5];
const valuesOfSeed = 20;

/** Valid values in which every clause is broken in every way that is known, at two places. */
const rootsToBreak = 5;
const placesToBreak = [0, 1];

/** Digits of a quotient by which Ajv, that divides binary fractions, tells multiples: enough for all that is made here. */
const quotientDigits = 6;

/** Reads a schema as the suite has it, and not as it stands in a document of ours. */
const independent = ({ original }: SuiteCase): ((value: JsonValue) => boolean) => {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    ownProperties: true,
    logger: false,
    multipleOfPrecision: quotientDigits,
  });
  addFormats.default(ajv, { mode: 'full' });
  const validate = ajv.compile(structuredClone(original));
  return (value) => validate(value);
};

/** A schema with what is generated for it, or why nothing is. */
interface Generated {
  readonly suiteCase: SuiteCase;
  readonly values: fc.Arbitrary<JsonValue> | string;
}

const generate = (suiteCase: SuiteCase): Generated => {
  const { document, schema } = suiteCase;
  try {
    return { suiteCase, values: ordinaryValue(schema, { document, ownerValues: new Map() }) };
  } catch (error) {
    if (error instanceof CannotGenerate) return { suiteCase, values: error.message };
    throw error;
  }
};

const generated = own.map(generate);
const made = generated.flatMap(({ suiteCase, values }) =>
  typeof values === 'string' ? [] : [{ suiteCase, values, isValid: independent(suiteCase) }],
);

const brokenBy = (evaluate: Evaluate, clauses: readonly Clause[], root: JsonValue | undefined): readonly Clause[] =>
  clauses.filter((clause) => clause.notApplicable === null && evaluate(clause, root).violations.length > 0);

/** What a contract's schema can't hold. The suite says of such a reference that it is no place in the document. */
const foreignByKeyword: Readonly<Record<string, number>> = {
  $id: 42,
  $anchor: 1,
  '$ref to another document': 21,
  '$schema of another dialect': 1,
};

/** No value keeps these, as the suite says too: all of its instances are invalid. */
const unsatisfiable: readonly string[] = [
  'allOf: allOf with boolean schemas, some false',
  'allOf: allOf with boolean schemas, all false',
  'anyOf: anyOf with boolean schemas, all false',
  "boolean_schema: boolean schema 'false'",
  'not: not with boolean schema true',
  'oneOf: oneOf with boolean schemas, all true',
  'oneOf: oneOf with boolean schemas, more than one true',
  'oneOf: oneOf with boolean schemas, all false',
  'ref: $ref to boolean schema false',
  'unevaluatedProperties: unevaluatedProperties with not',
];

/** The keyword that can't be kept, and the schemas of which it is. */
const ungenerated: readonly string[] = [];

/** Clauses that nothing breaks alone, by the reason. */
const unbreakable: Readonly<Record<string, readonly string[]>> = {
  'every value keeps it': [
    'anyOf: anyOf with boolean schemas, all true :anyOf',
    'anyOf: anyOf with boolean schemas, some true :anyOf',
    'anyOf: anyOf with one empty schema :anyOf',
    'dependentRequired: empty dependents :dependentRequired',
    'not: not with boolean schema false :not',
    'oneOf: oneOf with boolean schemas, one true :oneOf',
    'unevaluatedItems: unevaluatedItems and contains interact to control item dependency relationship :if',
    'unevaluatedItems: unevaluatedItems with items :unevaluatedItems',
    'unevaluatedItems: unevaluatedItems with items and prefixItems :unevaluatedItems',
    'unevaluatedItems: unevaluatedItems with nested items :anyOf',
    'unevaluatedItems: unevaluatedItems with nested prefixItems and items :unevaluatedItems',
    'unevaluatedItems: unevaluatedItems with nested unevaluatedItems :unevaluatedItems',
    'unevaluatedItems: unevaluatedItems with uniform items :unevaluatedItems',
    'unevaluatedProperties: in-place applicator siblings, allOf has unevaluated :anyOf',
    'unevaluatedProperties: nested unevaluatedProperties, outer false, inner true, properties inside :unevaluatedProperties',
    'unevaluatedProperties: nested unevaluatedProperties, outer false, inner true, properties outside :unevaluatedProperties',
    'unevaluatedProperties: unevaluatedProperties with adjacent additionalProperties :unevaluatedProperties',
    'unevaluatedProperties: unevaluatedProperties with nested additionalProperties :unevaluatedProperties',
    'unevaluatedProperties: unevaluatedProperties with nested unevaluatedProperties :unevaluatedProperties',
  ],
  'whatever breaks it breaks another clause too': [
    'infinite-loop-detection: evaluating the same schema location against the same data location twice is not a sign of an infinite loop /*:type',
    'infinite-loop-detection: evaluating the same schema location against the same data location twice is not a sign of an infinite loop /foo:type',
    'items: items does not look in applicators, valid case [0]:minimum',
    'ref: ref creates new scope when adjacent to keywords /prop1:type',
    'unevaluatedItems: item is evaluated in an uncle schema to unevaluatedItems :anyOf',
    'unevaluatedItems: unevaluatedItems with anyOf :anyOf',
    'unevaluatedItems: unevaluatedItems with if/then/else :if',
    'unevaluatedItems: unevaluatedItems with not :not',
    'unevaluatedProperties: cousin unevaluatedProperties, true and false, true with properties /foo:type',
    'unevaluatedProperties: nested unevaluatedProperties, outer true, inner false, properties outside /foo:type',
    'unevaluatedProperties: property is evaluated in an uncle schema to unevaluatedProperties :anyOf',
    'unevaluatedProperties: unevaluatedProperties with dependentSchemas :dependentSchemas',
    'unevaluatedProperties: unevaluatedProperties with if/then/else, else not defined :if',
  ],
  'Ajv holds every item to be evaluated as soon as contains is there': [
    'unevaluatedItems: unevaluatedItems and contains interact to control item dependency relationship :unevaluatedItems',
    'unevaluatedItems: unevaluatedItems depends on adjacent contains :unevaluatedItems',
    'unevaluatedItems: unevaluatedItems depends on multiple nested contains :unevaluatedItems',
  ],
};

/** Instances of which Ajv says otherwise than the suite, and so do we, who judge with it: its mistakes about what is evaluated. */
const mistakesOfAjv: readonly string[] = [
  'unevaluatedItems: unevaluatedItems with nested items: with no additional items',
  'unevaluatedItems: unevaluatedItems with nested items: with invalid additional item',
  'unevaluatedItems: unevaluatedItems depends on adjacent contains: contains passes, second item is not evaluated',
  'unevaluatedItems: unevaluatedItems depends on multiple nested contains: 7 not evaluated, fails unevaluatedItems',
  "unevaluatedItems: unevaluatedItems and contains interact to control item dependency relationship: only b's are invalid",
  "unevaluatedItems: unevaluatedItems and contains interact to control item dependency relationship: only c's are invalid",
  "unevaluatedItems: unevaluatedItems and contains interact to control item dependency relationship: only b's and c's are invalid",
  "unevaluatedItems: unevaluatedItems and contains interact to control item dependency relationship: only a's and c's are invalid",
  'unevaluatedProperties: unevaluatedProperties with if/then/else, then not defined: when if is false and has unevaluated properties',
];

/** To us formats and media types are promises; the suite takes them for remarks. */
const assertedByUs: readonly string[] = [
  'content: validation of string-encoded content based on media type: an invalid JSON document; validates true',
  'content: validation of binary-encoded media type documents: a validly-encoded invalid JSON document; validates true',
  'content: validation of binary-encoded media type documents: an invalid base64 string that is valid JSON; validates true',
  'content: validation of binary-encoded media type documents with schema: a validly-encoded invalid JSON document; validates true',
  'content: validation of binary-encoded media type documents with schema: an invalid base64 string that is valid JSON; validates true',
];

test('Schemas that a single document can’t hold are named by the keyword', () => {
  const foreign = suite.flatMap(({ foreign }) => foreign ?? []);
  const counted = Object.fromEntries(
    [...Map.groupBy(foreign, (name) => name)].map(([name, all]) => [name, all.length]),
  );
  expect(counted).toEqual(foreignByKeyword);
});

describe('What is generated as valid', () => {
  test('can be made for every schema but those that nothing keeps', () => {
    const without = generated.filter(({ values }) => typeof values === 'string');
    const isKeptByNone = ({ suiteCase }: Generated): boolean => suiteCase.tests.every(({ valid }) => !valid);
    expect(without.filter(isKeptByNone).map(({ suiteCase }) => suiteCase.name)).toEqual(unsatisfiable);
    const named = without.filter((one) => !isKeptByNone(one));
    expect(named.map(({ suiteCase, values }) => `${suiteCase.name}: ${values}`)).toEqual(ungenerated);
  });

  test('is valid', () => {
    let count = 0;
    for (const { suiteCase, values, isValid } of made) {
      for (const value of seeds.flatMap((seed) => fc.sample(values, { seed, numRuns: valuesOfSeed }))) {
        expect(isValid(value), `${suiteCase.name} does not take ${JSON.stringify(value)}`).toBe(true);
        count++;
      }
    }
    expect(count).toBeGreaterThan(25_000);
  });

  test('stays valid when it is made smaller', () => {
    for (const { suiteCase, values, isValid } of made) {
      const wrong: JsonValue[] = [];
      // What fails whenever it is not the smallest is shrunk as far as it goes.
      const property = fc.property(values, (value) => {
        if (!isValid(value)) wrong.push(value);
        if (JSON.stringify(value).length > 2) throw new Error('Make it smaller.');
      });
      fc.check(property, { seed: 1, numRuns: 2 });
      expect(wrong, suiteCase.name).toEqual([]);
    }
  });
});

/** Breaks every clause of a schema in every way that is known, and gives what breaks nothing else. */
const breakAll = (
  suiteCase: SuiteCase,
  values: fc.Arbitrary<JsonValue>,
): ReadonlyMap<Clause, readonly BrokenAlone[]> => {
  const evaluate = evaluator(suiteCase.document);
  const clauses = clausesOf(suiteCase).filter(({ notApplicable }) => notApplicable === null);
  const roots = fc.sample(values, { seed: 1, numRuns: rootsToBreak });
  const waysFor = (clause: Clause): readonly BrokenAlone[] =>
    roots.flatMap((root) =>
      placesToBreak.flatMap((place) =>
        waysToBreakAlone(clause, root, {
          siblings: clauses,
          place,
          isTelling: () => true,
          brokenBy: (broken) => brokenBy(evaluate, clauses, broken),
        }),
      ),
    );
  return new Map(clauses.map((clause) => [clause, waysFor(clause).filter(({ broken }) => broken.length === 1)]));
};

test('What is generated as broken breaks its clause, no other, and so the schema', { timeout: 300_000 }, () => {
  const never: string[] = [];
  let count = 0;
  let clauses = 0;
  for (const { suiteCase, values, isValid } of made) {
    for (const [clause, ways] of breakAll(suiteCase, values)) {
      clauses++;
      if (ways.length === 0) never.push(`${suiteCase.name} ${clause.id}`);
      for (const { root, broken } of ways) {
        expect(broken.map(({ id }) => id)).toEqual([clause.id]);
        count++;
        // Ajv asserts no media types, divides large numbers to integers, and doesn't know a property that is called __proto__.
        if (['contentMediaType', 'multipleOf'].includes(clause.kind) || clause.id.includes('__proto__')) continue;
        expect(isValid(root ?? null), `${suiteCase.name} takes ${JSON.stringify(root)}`).toBe(false);
      }
    }
  }
  expect(never.toSorted()).toEqual(Object.values(unbreakable).flat().toSorted());
  expect({ clauses, broken: clauses - never.length }).toEqual({ clauses: 423, broken: 388 });
  expect(count).toBeGreaterThan(10_000);
});

test('The clauses of a schema are all kept by exactly the instances that the suite calls valid', () => {
  const wrong: string[] = [];
  const wrongWithAjv: string[] = [];
  for (const suiteCase of own) {
    const evaluate = evaluator(suiteCase.document);
    const clauses = clausesOf(suiteCase);
    const isValid = independent(suiteCase);
    for (const { description, data, valid } of suiteCase.tests) {
      const name = `${suiteCase.name}: ${description}`;
      const isKept = brokenBy(evaluate, clauses, data).length === 0;
      if (isKept !== valid) (isValid(data) === valid ? wrong : wrongWithAjv).push(name);
    }
  }
  expect(wrong).toEqual(assertedByUs);
  expect(wrongWithAjv).toEqual(mistakesOfAjv);
});
