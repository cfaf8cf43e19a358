import type { Dialect } from './dialect.ts';

/** One page of a list, and how many there are on all pages. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly total: number;
}

const pageSizeDefault = 20;
const pageSizeMax = 10;
const int32Max = 2 ** 31 - 1;

const undocumented = ['select', 'filter', 'sort', 'include'];

/** What is wrong with the query of a list, or null. */
const problemOf = (query: URLSearchParams, { queryGrammar }: Pick<Dialect, 'queryGrammar'>): string | null => {
  const wrong = ['take', 'skip'].find((name) => {
    const value = query.get(name);
    return value !== null && !(/^\d{1,10}$/.test(value) && Number(value) <= int32Max);
  });
  if (wrong !== undefined) return `${wrong} has to be a whole number of 32 bits that isn't negative.`;
  const other = undocumented.find((name) => query.has(name));
  return other !== undefined && queryGrammar === 'refused' ? `${other} cannot be read.` : null;
};

/** Takes the page of a list that a query asks for, or says what is wrong with the query. */
export const pageOf = <Item>(
  all: readonly Item[],
  query: URLSearchParams,
  dialect: Pick<Dialect, 'queryGrammar' | 'pageSizeDefault' | 'pageSizeMax' | 'takeZero' | 'totals'>,
): Page<Item> | { readonly problem: string } => {
  const problem = problemOf(query, dialect);
  if (problem !== null) return { problem };
  const byDefault = dialect.pageSizeDefault === 'all' ? all.length : pageSizeDefault;
  const asked = Number(query.get('take') ?? byDefault);
  const wanted = asked === 0 && dialect.takeZero === 'default' ? byDefault : asked;
  const take = dialect.pageSizeMax === 'ten' ? Math.min(wanted, pageSizeMax) : wanted;
  const skip = Number(query.get('skip') ?? 0);
  const items = all.slice(skip, skip + take);
  return { items, total: dialect.totals === 'all' ? all.length : items.length };
};
