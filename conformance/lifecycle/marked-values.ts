import { createHash } from 'node:crypto';
import type { Contract } from '../../src/clauses/contract.ts';
import type { Evaluate } from '../../src/clauses/evaluate.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import { isObject, type JsonObject } from '../../src/document/document.ts';
import { pointerTo, valueAt, withValueAt } from '../../src/document/json-pointer.ts';
import { brokenRequestClauses } from '../judge/request-violations.ts';
import type { CallValues } from '../requests/call.ts';
import type { ResourceModel } from './resource-model.ts';

/** Characters of a mark that nobody else's text has by chance. */
const markCharacters = 16;

/** Words by which a schema says that a text isn't free. */
const bounds = ['enum', 'const', 'format', 'pattern', 'x-values', 'x-secret', 'contentMediaType'];

const isFree = (schema: JsonObject | undefined): boolean =>
  schema !== undefined && bounds.every((word) => !Object.hasOwn(schema, word));

/**
 * A request in which the first text that is free to be anything is one by which what is made of it can be told from everything
 * else, the same for the same values; unchanged where there is no such text.
 */
export const markedValues = (
  { contract, evaluate }: { readonly contract: Contract; readonly evaluate: Evaluate },
  { resource, shape }: ResourceModel,
  operation: Operation,
  values: CallValues,
): CallValues => {
  const sent = values.body === undefined ? undefined : valueAt(values.body, resource.sent);
  if (!isObject(sent)) return values;
  const mark = createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, markCharacters);
  const writable = shape.writable.get(operation.id);
  const before = brokenRequestClauses(contract, evaluate, operation, values).length;
  for (const [name, value] of Object.entries(sent)) {
    if (typeof value !== 'string' || !isFree(writable?.get(name)) || !isFree(shape.properties.get(name))) continue;
    const changed = { ...values, body: withValueAt(values.body, pointerTo(resource.sent, name), mark) };
    if (brokenRequestClauses(contract, evaluate, operation, changed).length === before) return changed;
  }
  return values;
};
