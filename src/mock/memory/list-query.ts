import type { Filter, Operation } from '../../contract/contract.ts';
import type { JsonObject, JsonValue } from '../../contract/document.ts';

/** The query of a request: a name has one value, or several. */
export type Query = Readonly<Record<string, string | readonly string[]>>;

const textsOf = (query: Query, name: string): readonly string[] => {
  const value = query[name];
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
};

const passes = ({ how, property, unset }: Filter, wanted: readonly string[], value: JsonObject): boolean => {
  const own = value[property];
  // What lacks the property isn't left out by it, unless the contract says that it may be.
  if (own === undefined || own === null) return unset !== 'MAY';
  const held: readonly JsonValue[] = how === 'contains' && Array.isArray(own) ? own : [own];
  return held.some((one) => wanted.includes(String(one)));
};

/** Gives the resources that a request's filters let through. */
export const filtered = <Item extends { readonly value: JsonObject }>(
  operation: Operation,
  query: Query,
  items: readonly Item[],
): readonly Item[] =>
  operation.parameters.reduce<readonly Item[]>((left, { filter, name }) => {
    const wanted = filter === null ? [] : textsOf(query, name);
    return filter === null || wanted.length === 0 ? left : left.filter(({ value }) => passes(filter, wanted, value));
  }, items);

/** Gives the page that a request asks for. */
export const paged = <Item>(operation: Operation, query: Query, items: readonly Item[]): readonly Item[] => {
  const numberFor = (page: 'limit' | 'offset'): number | undefined => {
    const parameter = operation.parameters.find((candidate) => candidate.page === page);
    const [text] = parameter === undefined ? [] : textsOf(query, parameter.name);
    const number = Number(text);
    return text === undefined || !Number.isInteger(number) || number < 0 ? undefined : number;
  };
  const offset = numberFor('offset') ?? 0;
  const limit = numberFor('limit');
  return items.slice(offset, limit === undefined ? undefined : offset + limit);
};
