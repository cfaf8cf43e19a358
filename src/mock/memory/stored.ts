import type { JsonObject, JsonValue } from '../../document/document.ts';
import { deletedMax } from '../settings/limits.ts';
import { weightOf } from './weight.ts';

/** The resources of one kind that live under the same path parameters, by their ids as text, in the order in which they were made. */
export type Bucket = Map<string, JsonObject>;

/** A bucket, and where it is. */
export interface PlacedBucket {
  readonly scope: Scope;
  readonly bucket: Bucket;
}

/** The resources of one kind: with their secrets in full, and without what is computed when they are shown. */
export interface Collection {
  /** By the values of the path parameters that they live under, as text. */
  readonly buckets: Map<string, PlacedBucket>;
  /** The largest whole number that was ever an id here. */
  lastNumber: number;
  count: number;
  /** How much memory its resources take, those that were deleted too. */
  bytes: number;
  /** The id of what was created last, or null where nothing was yet. */
  newest: string | null;
  /** The latest that were deleted, oldest first. */
  readonly deleted: Deleted[];
  /** The ids of those that their parent doesn't show, though it does show its children: none, but for a flaw. */
  readonly unembedded: Set<string>;
}

/** A resource that was deleted. */
export interface Deleted {
  readonly scope: Scope;
  readonly id: string;
  readonly value: JsonObject;
}

/** What one session of one API holds, by the names of the resources. */
export type State = ReadonlyMap<string, Collection>;

/** The values of the path parameters that a resource lives under, in their order. */
export type Scope = readonly string[];

const keyOf = (scope: Scope): string => JSON.stringify(scope);

export const emptyCollection = (): Collection => ({
  buckets: new Map(),
  lastNumber: 0,
  count: 0,
  bytes: 0,
  newest: null,
  deleted: [],
  unembedded: new Set(),
});

/** The resources under a scope; an empty list where there never was one. */
export const bucketAt = (collection: Collection, scope: Scope): ReadonlyMap<string, JsonObject> =>
  collection.buckets.get(keyOf(scope))?.bucket ?? new Map();

/** Puts a resource in its place: a new one last, one that is there already where it stands. */
export const put = (collection: Collection, scope: Scope, id: JsonValue, value: JsonObject): void => {
  const key = keyOf(scope);
  const placed = collection.buckets.get(key) ?? { scope, bucket: new Map<string, JsonObject>() };
  collection.buckets.set(key, placed);
  const { bucket } = placed;
  const before = bucket.get(String(id));
  if (before === undefined) collection.count++;
  collection.bytes += weightOf(value) - (before === undefined ? 0 : weightOf(before));
  bucket.set(String(id), value);
  if (typeof id === 'number') collection.lastNumber = Math.max(collection.lastNumber, id);
};

/** Deletes a resource, and keeps it among the deleted. */
export const remove = (collection: Collection, scope: Scope, id: string): void => {
  const value = takeAway(collection, scope, id);
  if (value === undefined) return;
  collection.unembedded.delete(id);
  collection.deleted.push({ scope, id, value });
  collection.bytes += weightOf(value);
  if (collection.deleted.length > deletedMax) keepDeleted(collection, collection.deleted.slice(1));
};

/** Keeps these of the deleted, and no others. */
export const keepDeleted = (collection: Collection, kept: readonly Deleted[]): void => {
  for (const { value } of collection.deleted) collection.bytes -= weightOf(value);
  for (const { value } of kept) collection.bytes += weightOf(value);
  collection.deleted.splice(0, collection.deleted.length, ...kept);
};

/** Changes the id of a resource, under which it stands where it stood. */
export const rename = (collection: Collection, scope: Scope, from: string, to: string): void => {
  const bucket = bucketAt(collection, scope);
  if (!bucket.has(from)) return;
  const renamed = new Map([...bucket].map(([id, value]) => [id === from ? to : id, value]));
  collection.buckets.set(keyOf(scope), { scope, bucket: renamed });
  if (collection.newest === from) collection.newest = to;
  if (collection.unembedded.delete(from)) collection.unembedded.add(to);
};

/** Takes a resource away without a trace, and gives it. An emptied bucket goes too, so that scopes that nobody uses any more cost nothing. */
const takeAway = (collection: Collection, scope: Scope, id: string): JsonObject | undefined => {
  const bucket = collection.buckets.get(keyOf(scope))?.bucket;
  const value = bucket?.get(id);
  if (bucket === undefined || value === undefined) return undefined;
  bucket.delete(id);
  collection.count--;
  collection.bytes -= weightOf(value);
  if (bucket.size === 0) collection.buckets.delete(keyOf(scope));
  return value;
};

/** Moves all that lives under a scope, and under scopes that begin with it, to another. */
export const moveUnder = (collection: Collection, from: Scope, to: Scope): void => {
  for (const { scope, bucket } of bucketsUnder(collection, from)) {
    const moved = [...to, ...scope.slice(from.length)];
    collection.buckets.delete(keyOf(scope));
    collection.buckets.set(keyOf(moved), { scope: moved, bucket: bucket });
  }
};

/** Takes away all that lives under a scope, and under scopes that begin with it. */
export const removeUnder = (collection: Collection, start: Scope): void => {
  for (const { scope, bucket } of bucketsUnder(collection, start)) {
    collection.buckets.delete(keyOf(scope));
    collection.count -= bucket.size;
    for (const value of bucket.values()) collection.bytes -= weightOf(value);
    for (const id of bucket.keys()) collection.unembedded.delete(id);
  }
};

/** The shelves under a scope, and under scopes that begin with it. */
export const bucketsUnder = (collection: Collection, start: Scope): readonly PlacedBucket[] =>
  bucketsOf(collection).filter(({ scope }) => start.every((value, index) => scope[index] === value));

/** How much memory holdings take. */
export const bytesOf = (holdings: State): number => {
  let sum = 0;
  for (const { bytes } of holdings.values()) sum += bytes;
  return sum;
};

/** Every bucket with its scope. */
export const bucketsOf = ({ buckets }: Collection): readonly PlacedBucket[] => [...buckets.values()];
