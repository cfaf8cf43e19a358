import type { Contract } from '../../clauses/contract.ts';
import type { Filter, Operation, Parameter } from '../../contract/api-description.ts';
import { parameterValue } from '../../contract/parameter-value.ts';
import type { JsonObject, JsonValue } from '../../document/document.ts';
import { mergedSchema } from '../../document/merged-schema.ts';
import type { Query } from '../../document/read-query.ts';

/** A request for a list, in a contract's terms. */
export interface ListRequest {
  readonly contract: Contract;
  readonly operation: Operation;
  readonly query: Query;
}

/** The values of a query's parameter, as text; those of its absence where it isn't there. */
const textsOf = (
  { contract, operation, query }: ListRequest,
  parameter: Parameter,
  absent: JsonValue = [],
): readonly string[] => {
  const value = parameterValue(contract, operation, parameter, { path: operation.path, query, headers: {} });
  return [value ?? absent].flat().map(String);
};

/** What a parameter is where it isn't sent, as its schema declares (JSON Schema Validation 2020-12, 9.2). */
const byDefault = ({ contract }: ListRequest, { schema }: Parameter): JsonValue | undefined =>
  mergedSchema(contract.document, schema).default;

const passes = ({ how, property, unset }: Filter, wanted: readonly string[], value: JsonObject): boolean => {
  const own = value[property];
  // What lacks the property isn't left out by it, unless the contract says that it may be.
  if (own === undefined || own === null) return unset !== 'MAY';
  const held: readonly JsonValue[] = how === 'contains' && Array.isArray(own) ? own : [own];
  return held.some((one) => wanted.includes(String(one)));
};

/** The resources that a request's filters let through. */
export const filtered = <Item extends { readonly value: JsonObject }>(
  request: ListRequest,
  items: readonly Item[],
): readonly Item[] =>
  request.operation.parameters.reduce<readonly Item[]>((left, parameter) => {
    const { filter } = parameter;
    const wanted = filter === null ? [] : textsOf(request, parameter);
    return filter === null || wanted.length === 0 ? left : left.filter(({ value }) => passes(filter, wanted, value));
  }, items);

/** The page that a request asks for. */
export const paged = <Item>(request: ListRequest, items: readonly Item[]): readonly Item[] => {
  const numberFor = (page: 'limit' | 'offset'): number | undefined => {
    const parameter = request.operation.parameters.find((candidate) => candidate.page === page);
    const [text] = parameter === undefined ? [] : textsOf(request, parameter, byDefault(request, parameter));
    const number = Number(text);
    return text === undefined || !Number.isInteger(number) || number < 0 ? undefined : number;
  };
  const offset = numberFor('offset') ?? 0;
  const limit = numberFor('limit');
  return items.slice(offset, limit === undefined ? undefined : offset + limit);
};
