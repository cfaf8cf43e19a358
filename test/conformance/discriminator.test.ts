import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ordinaryValue } from '../../conformance/arbitraries/ordinary-value.ts';
import { isObject, type JsonObject, type JsonValue, type OpenApiDocument } from '../../src/document/document.ts';
import { judgePlayed, type Played, type SeenRequest } from './played-server.ts';
import { fromJson, isRecord } from './proxy.ts';

const pet = { type: 'object', required: ['petType'], properties: { petType: { type: 'string' } } };
const withProperties = (properties: JsonObject): JsonObject => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
});
const schemas: JsonObject = {
  Pet: pet,
  Cat: withProperties({ petType: { type: 'string' }, indoor: { type: 'boolean' } }),
  Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }, withProperties({ bark: { type: 'integer' } })] },
  Owl: withProperties({ petType: { enum: ['owl', 'barn owl'] }, wings: { type: 'number' } }),
  Ant: { ...withProperties({ legs: { const: 6 } }), additionalProperties: false },
  Bee: withProperties({ stings: { type: 'array' } }),
};
const document: OpenApiDocument = { openapi: '3.1.0', paths: {}, components: { schemas } };
const context = { document, ownerValues: new Map() };

const refTo = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

/** Which of the branches a value is made for, told by the property that only it has, and its discriminating value. */
const named = (value: JsonValue): string => {
  if (!isObject(value)) return JSON.stringify(value);
  const mark = ['indoor', 'bark', 'wings', 'legs', 'stings'].find((name) => value[name] !== undefined);
  return `${mark}: ${JSON.stringify(value.petType)}`;
};

test.each<readonly [string, JsonObject, readonly string[]]>([
  ['the name of its schema', { oneOf: ['Cat', 'Dog'].map(refTo) }, ['bark: "Dog"', 'indoor: "Cat"']],
  ['that of anyOf', { anyOf: ['Cat', 'Dog'].map(refTo) }, ['bark: "Dog"', 'indoor: "Cat"']],
  ['that which no schema requires', { oneOf: ['Cat', 'Bee'].map(refTo) }, ['indoor: "Cat"', 'stings: "Bee"']],
  [
    'its key in the mapping',
    {
      oneOf: ['Cat', 'Dog', 'Bee'].map(refTo),
      discriminator: { propertyName: 'petType', mapping: { feline: '#/components/schemas/Cat', canine: 'Dog' } },
    },
    ['bark: "canine"', 'indoor: "feline"', 'stings: "Bee"'],
  ],
  [
    'what its own schema says',
    { oneOf: ['Cat', 'Owl'].map(refTo) },
    ['indoor: "Cat"', 'wings: "barn owl"', 'wings: "owl"'],
  ],
  ['none that its schema forbids', { oneOf: ['Cat', 'Ant'].map(refTo) }, ['indoor: "Cat"', 'legs: undefined']],
  ['none where it has no name', { oneOf: [refTo('Cat'), { type: 'null' }] }, ['indoor: "Cat"', 'null']],
])('A branch of a choice with a discriminator bears %s', (_, schema, expected) => {
  const whole = { discriminator: { propertyName: 'petType' }, ...schema };
  const values = fc.sample(ordinaryValue(whole, context), { seed: 1, numRuns: 60 });
  expect([...new Set(values.map(named))].toSorted()).toEqual(expected);
});

const contract = `
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: "http://127.0.0.1:1" }]
paths:
  /pets:
    post:
      operationId: addPet
      requestBody:
        required: true
        content:
          application/json:
            schema:
              oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }]
              discriminator: { propertyName: petType }
      responses: { "204": { description: Yes }, "400": { description: No }, "415": { description: No } }
components:
  schemas:
    Cat: { type: object, required: [petType, indoor], properties: { petType: { type: string }, indoor: { type: boolean } } }
    Dog: { type: object, required: [petType, bark], properties: { petType: { type: string }, bark: { type: integer, minimum: 1 } } }
`;

test('A server that tells what it is sent by the discriminator alone is right', async () => {
  const answer = ({ headers, body }: SeenRequest): Played => {
    if (headers['content-type'] !== 'application/json') return [415];
    const sent = fromJson(body);
    if (!isRecord(sent)) return [400];
    const isCat = sent.petType === 'Cat' && typeof sent.indoor === 'boolean';
    const isDog = sent.petType === 'Dog' && Number.isInteger(sent.bark) && Number(sent.bark) >= 1;
    return [isCat || isDog ? 204 : 400];
  };
  const { run } = await judgePlayed(contract, answer, { runs: 20 });
  expect(run).toMatchObject({ verdict: 'conformant', findings: [] });
});
