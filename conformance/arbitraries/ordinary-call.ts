import fc from 'fast-check';
import type { Operation, Parameter } from '../../src/contract/api-description.ts';
import { jsonBodySchema } from '../../src/contract/json-body-schema.ts';
import type { JsonValue, Schema } from '../../src/document/document.ts';
import { messageDocument } from '../../src/document/message-document.ts';
import { schemaValidator } from '../../src/schema/schema-validator.ts';
import { type CallValues, parameterKey } from '../requests/call.ts';
import { isConditionName, isRangeName } from '../requests/condition-names.ts';
import { isSafe } from '../requests/is-safe.ts';
import type { GenerationContext } from './generation.ts';
import { nearestPermitted } from './nearest-permitted.ts';
import { ordinaryProperty, ordinaryValue } from './ordinary-value.ts';
import { isUnexplainedText } from './unexplained-text.ts';

/** What a client asks for that pages through a list. */
const pageMax = { limit: 20, offset: 5 } as const;

const asJson = (schema: Schema): JsonValue => schema;

/** Whether a parameter says where something is, by a value that a whole run keeps to, and that this operation permits. */
const hasPlaceValue = (parameter: Parameter, { document, placeValues }: GenerationContext): boolean => {
  const value = placeValues?.get(parameterKey(parameter));
  return value !== undefined && schemaValidator(document).compile(parameter.schema)(value).length === 0;
};

const parameterValue = (parameter: Parameter, context: GenerationContext): fc.Arbitrary<JsonValue> => {
  if (hasPlaceValue(parameter, context)) return fc.constant(context.placeValues?.get(parameterKey(parameter)) ?? null);
  if (parameter.page !== null) {
    const nearest = (wanted: number): number => nearestPermitted(context.document, parameter.schema, wanted);
    return fc.integer({ min: nearest(parameter.page === 'limit' ? 1 : 0), max: nearest(pageMax[parameter.page]) });
  }
  return ordinaryProperty(parameter.name, asJson(parameter.schema), context);
};

/** Whether a parameter sets a condition, or asks for a part (RFC 9110, 13.1 and 14.2): with a value that is made up, neither is met. */
const isCondition = ({ in: place, name }: Parameter): boolean =>
  place === 'header' && (isConditionName(name) || isRangeName(name));

/** Whether a run leaves an optional parameter out everywhere, since another value of it may lead to somebody else's. */
const isLeftOut = (parameter: Parameter, { placeValues = new Map() }: GenerationContext): boolean => {
  const key = parameterKey(parameter);
  return !parameter.required && placeValues.has(key) && placeValues.get(key) === undefined;
};

/** Whether an ordinary request may bear a parameter: not one whose values no document tells, or only an owner knows who didn't, or the target. */
const isSent = (parameter: Parameter, context: GenerationContext): boolean =>
  parameter.values !== 'unspecified' &&
  !isLeftOut(parameter, context) &&
  ((parameter.values !== 'owner' && !isCondition(parameter)) ||
    parameter.required ||
    context.ownerValues.has(parameter.name));

/** Values for a request with parameters of an operation's that are chosen. */
const callWith = (
  operation: Operation,
  given: GenerationContext,
  isChosen: (parameter: Parameter, context: GenerationContext) => boolean,
): fc.Arbitrary<CallValues> => {
  const context = { ...given, document: messageDocument(given.document, 'request') };
  const parameters = operation.parameters.filter((parameter) => isChosen(parameter, context));
  const required = parameters.filter((parameter) => parameter.required || hasPlaceValue(parameter, context));
  const values = fc.record(
    Object.fromEntries(parameters.map((parameter) => [parameterKey(parameter), parameterValue(parameter, context)])),
    { requiredKeys: required.map(parameterKey) },
  ) as fc.Arbitrary<Record<string, JsonValue>>;
  const schema = jsonBodySchema(operation);
  const body = schema === null ? fc.constant(undefined) : ordinaryValue(schema, context);
  return fc.record({ parameters: values, body });
};

/** Values for a request that an operation permits. Path parameters are among them; ids are put in when it is sent. */
export const permittedCall = (operation: Operation, given: GenerationContext): fc.Arbitrary<CallValues> =>
  callWith(operation, given, isSent);

/** Values for a request that an operation permits and no server has a reason to refuse: with a text that nobody explains only where it is required, or is what the request is made for. */
export const ordinaryCall = (
  operation: Operation,
  given: GenerationContext,
  purpose?: Pick<Parameter, 'name' | 'in'>,
): fc.Arbitrary<CallValues> =>
  callWith(operation, given, (parameter, context) => {
    const isPurpose = parameter.name === purpose?.name && parameter.in === purpose.in;
    // A read does no harm wherever it leads.
    if (isPurpose && isSafe(operation)) return true;
    return isSent(parameter, context) && (parameter.required || isPurpose || !isUnexplainedText(parameter, context));
  });
