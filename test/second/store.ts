import type { Dialect } from './dialect.ts';
import type { Random } from './random.ts';

/** Anything that has an id within its scope. */
interface Row {
  readonly scope: string;
  readonly id: string | number;
}

/** What a server remembers of one kind of resource, by scope and id. */
export interface Store<Item extends Row> {
  /** Those of a scope in the order in which lists show them. */
  list(scope: string): readonly Item[];
  get(scope: string, id: Item['id']): Item | undefined;
  /** Whether there once was one that is no more. */
  wasDeleted(scope: string, id: Item['id']): boolean;
  put(item: Item): void;
  delete(item: Item): void;
}

const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
};

const orderers: Readonly<
  Record<Dialect['listOrder'], <Item extends Row>(items: readonly Item[], random: Random) => readonly Item[]>
> = {
  'oldest-first': (items) => items,
  'newest-first': (items) => items.toReversed(),
  'by-hash': (items) => items.toSorted((one, other) => hash(String(one.id)) - hash(String(other.id))),
  shuffled: (items, random) => random.shuffled(items),
};

/** Makes an empty store. */
export const createStore = <Item extends Row>(
  { listOrder, deletes }: Pick<Dialect, 'listOrder' | 'deletes'>,
  random: Random,
): Store<Item> => {
  const rows = new Map<string, { readonly item: Item; readonly deleted: boolean }>();
  const gone = new Set<string>();
  const key = ({ scope, id }: Row): string => JSON.stringify([scope, id]);
  return {
    list: (scope) => {
      const items = [...rows.values()].flatMap(({ item, deleted }) => (deleted || item.scope !== scope ? [] : [item]));
      return orderers[listOrder](items, random);
    },
    get: (scope, id) => {
      const row = rows.get(key({ scope, id }));
      return row === undefined || row.deleted ? undefined : row.item;
    },
    wasDeleted: (scope, id) => gone.has(key({ scope, id })),
    put: (item) => {
      rows.set(key(item), { item, deleted: false });
    },
    delete: (item) => {
      gone.add(key(item));
      if (deletes === 'soft') rows.set(key(item), { item, deleted: true });
      else rows.delete(key(item));
    },
  };
};
