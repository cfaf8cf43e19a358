import type { Operation, Parameter } from '../../src/contract/api-description.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { mergedSchema } from '../../src/document/merged-schema.ts';
import { parameterKey } from '../requests/call.ts';
import type { Target } from './target.ts';

/** The parameters that an operation can't be called without, beside those of its path. */
const requiredOf = ({ parameters }: Operation): readonly Parameter[] =>
  parameters.filter(({ in: place, required }) => required && place !== 'path');

/** Values for what an operation requires in its query, headers and cookies: the owner's, documented ones, or made-up ones that are always the same. */
export const requiredParameters = (target: Target, operation: Operation): Readonly<Record<string, JsonValue>> => {
  const { placeValues = new Map<string, JsonValue | undefined>() } = target.generation;
  const required = requiredOf(operation);
  // Without these, it would be another's place that is meant.
  const placing = operation.parameters.filter(
    (parameter) => !required.includes(parameter) && placeValues.get(parameterKey(parameter)) !== undefined,
  );
  return Object.fromEntries(
    [...required, ...placing].flatMap((parameter) => {
      const { name, examples } = parameter;
      const made = target.sampleOf(operation)?.parameters[parameterKey(parameter)];
      const place = placeValues.get(parameterKey(parameter));
      if (place !== undefined) return [[parameterKey(parameter), place] as const];
      // What is made up for a name that the owner gave values of is one of these.
      const value = target.settings.ownerValues.has(name) ? made : (examples[0]?.value ?? made);
      return value === undefined ? [] : [[parameterKey(parameter), value] as const];
    }),
  );
};

/** Whether another value of a parameter would be as right as the one that is sent: neither the contract nor the owner names a single one. */
const isAnyOfSeveral = ({ contract, settings }: Target, { name, schema }: Parameter): boolean => {
  const given = settings.ownerValues.get(name);
  if (given !== undefined) return given.length > 1;
  const { const: constant, enum: listed } = mergedSchema(contract.document, schema);
  return constant === undefined && !(Array.isArray(listed) && listed.length === 1);
};

/**
 * The required parameters of an operation whose values were chosen among several: an answer may be about that choice alone, say
 * about one of many tenants. Those that page aren't among them.
 */
export const chosenParameters = (target: Target, operation: Operation): readonly Parameter[] =>
  requiredOf(operation).filter(
    (parameter) => parameter.page === null && parameter.values !== 'unspecified' && isAnyOfSeveral(target, parameter),
  );
