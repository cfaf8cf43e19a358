import type { Random } from './random.ts';

/** What another user can send: a method, a path and a value; gives the value of the answer. */
export type Act = (method: string, path: string, value?: unknown) => Promise<unknown>;

/** Someone who works in the same places as others do, and touches nothing but what is his own. */
export interface OtherUser {
  /** Shows him a path at which resources are created. */
  notice(collection: string): void;
  leave(): void;
}

/** How often he does something: several times while a run is busy with one resource. */
const everyMs = 4;

/** So many of his resources there are at most. */
const ownedMax = 12;

/** Lets another user create, change and delete resources until he leaves. */
export const startOtherUser = (
  act: Act,
  random: Random,
  { create, change, idOf }: { readonly create: unknown; readonly change: unknown; idOf(value: unknown): string },
): OtherUser => {
  const collections = new Set<string>();
  const owned: string[] = [];
  const step = async (): Promise<void> => {
    const [collection] = random.shuffled([...collections]);
    if (collection === undefined) return;
    const [item] = random.shuffled(owned);
    if (item === undefined || (owned.length < ownedMax && random.below(3) === 0))
      owned.push(`${collection}/${encodeURIComponent(idOf(await act('POST', collection, create)))}`);
    else if (random.below(2) === 0) await act('PUT', item, change);
    else {
      owned.splice(owned.indexOf(item), 1);
      await act('DELETE', item);
    }
  };
  let idle = true;
  const timer = setInterval(async () => {
    if (!idle) return;
    idle = false;
    // Whoever is refused, by a quota say, has no id to keep, and tries something else the next time.
    await step().catch(() => {});
    idle = true;
  }, everyMs);
  return {
    notice: (collection) => collections.add(collection),
    leave: () => clearInterval(timer),
  };
};
