import { type BehaviourKind, behaviourKinds, isBehaviour } from '../clauses/behaviour-kinds/list.ts';
import type { Clause, keywordPromises, Promised } from '../clauses/clause.ts';

/** What stands in an answer in the place of a value that keeps the keyword, or is let through in a request. */
const wrongValues: Readonly<Record<(typeof keywordPromises)[number], string>> = {
  type: 'a value of another type',
  enum: 'a value that is not listed',
  const: 'another value',
  format: 'a text that is not in the format',
  pattern: 'a text that the pattern does not match',
  minLength: 'a text that is too short',
  maxLength: 'a text that is too long',
  minimum: 'a number that is too small',
  maximum: 'a number that is too large',
  exclusiveMinimum: 'the bound itself',
  exclusiveMaximum: 'the bound itself',
  multipleOf: 'a number between the multiples',
  minItems: 'an array of too few items',
  maxItems: 'an array of too many items',
  uniqueItems: 'an array with an item twice',
  contains: 'an array without the items that it is to contain',
  minProperties: 'an object of too few properties',
  maxProperties: 'an object of too many properties',
  propertyNames: 'an object with a name that is not permitted',
  additionalProperties: 'an object with a property that is not described',
  unevaluatedProperties: 'an object with a property that is not described',
  unevaluatedItems: 'an array with an item that is not described',
  items: 'an array with an item more than is described',
  dependentRequired: 'an object without a property that another calls for',
  dependentSchemas: 'an object that is not as one of its properties calls for',
  contentMediaType: 'a text that is not in the media type',
  anyOf: 'a value that none of the schemas permits',
  oneOf: 'a value that none of the schemas permits, or several',
  not: 'a value that is ruled out',
  if: 'a value that its condition rules out',
  $ref: 'a value that the schema does not permit',
  false: 'a value where none is permitted',
};

/** How a flaw between a right server and its client breaks what is no keyword's promise. */
const flaws: Readonly<Record<Exclude<Promised, keyof typeof wrongValues | BehaviourKind>, string>> = {
  required: 'what is required is taken out of the answer',
  status:
    'the status is exchanged for another of its kind, one that the contract does not name; that of a success, where the documents print a request, only in the answer to it',
  'media-type': 'the Content-Type is exchanged for a foreign one',
  'well-formed': 'a comma stands in the place of the last character of the JSON',
  credentials: 'the right credentials are put in the place of whatever was shown',
  answered:
    'a failure (500) is answered in the place of a success; where requests have a body, only if it holds a rare character or a very long text',
  holds: 'another number is put in the place of the status',
};

/** What is mended on the way of a request that breaks no keyword. */
const letThrough: Readonly<Partial<Record<Promised, string>>> = {
  required: 'what is required is put into a request that lacks it',
  'media-type':
    'a documented media type is put in the place of a foreign one; where several are documented, the others are refused instead',
  'well-formed': 'a body that is no JSON is exchanged for one that is',
};

const isKeyword = (kind: Promised): kind is keyof typeof wrongValues => Object.hasOwn(wrongValues, kind);

/** Returns a sentence: how a flaw breaks a clause from outside, between a right server and its client; null for a clause that this tool can't judge. */
export const plantedFlaw = ({ kind, subject, notApplicable }: Clause): string | null => {
  if (notApplicable !== null) return null;
  const isRequest = subject.of === 'request';
  if (isKeyword(kind)) {
    return isRequest
      ? `In the place of ${wrongValues[kind]}, the server is sent a right one, so that the broken request is accepted.`
      : `In the answer, ${wrongValues[kind]} is put in the place of the right one.`;
  }
  const what =
    (isRequest ? letThrough[kind] : undefined) ?? (isBehaviour(kind) ? behaviourKinds[kind].flaw : flaws[kind]);
  return `${what.charAt(0).toUpperCase()}${what.slice(1)}${isRequest ? ', so that the server accepts it' : ''}.`;
};
