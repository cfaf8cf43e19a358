import type { Contract } from '../../src/clauses/contract.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import { pathParameters } from '../../src/contract/path-resources.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { schemaValidator } from '../../src/schema/schema-validator.ts';
import { readingsOf } from '../requests/readings.ts';

/** Whether the parameter at a place of an operation's path may have a value, as a server may read it there. */
export const permitsInPath = (
  { document }: Contract,
  operation: Operation,
  place: number,
  value: JsonValue,
): boolean => {
  const name = pathParameters(operation)[place];
  const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === name);
  if (parameter === undefined) return true;
  const problems = schemaValidator(document).compile(parameter.schema);
  const readings = readingsOf(document, parameter, value) ?? [value];
  return readings.some((reading) => reading !== undefined && problems(reading).length === 0);
};
