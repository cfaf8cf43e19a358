import { alone } from './alone.ts';
import type { BehaviourKindSpec } from './behaviour-kind.ts';
import { counted } from './counted.ts';
import { defaulted } from './defaulted.ts';
import { embedded } from './embedded.ts';
import { filtered } from './filtered.ts';
import { forward } from './forward.ts';
import { full } from './full.ts';
import { gone } from './gone.ts';
import { kept } from './kept.ts';
import { limited } from './limited.ts';
import { listed } from './listed.ts';
import { masked } from './masked.ts';
import { matching } from './matching.ts';
import { parallel } from './parallel.ts';
import { parented } from './parented.ts';
import { rotated } from './rotated.ts';
import { scoped } from './scoped.ts';
import { shown } from './shown.ts';
import { skipped } from './skipped.ts';
import { traceless } from './traceless.ts';
import { unique } from './unique.ts';
import { unknown } from './unknown.ts';
import { unset } from './unset.ts';
import { untouched } from './untouched.ts';
import { written } from './written.ts';

/** What a server promises over several requests, by what the contract says of its resources: a file for each kind. */
export const behaviourKinds = {
  written,
  kept,
  default: defaulted,
  untouched,
  alone,
  listed,
  gone,
  shown,
  unknown,
  unique,
  scoped,
  full,
  masked,
  rotated,
  forward,
  filtered,
  matching,
  unset,
  limited,
  skipped,
  counted,
  embedded,
  parented,
  traceless,
  parallel,
} as const satisfies Readonly<Record<string, BehaviourKindSpec>>;

export type BehaviourKind = keyof typeof behaviourKinds;

/** The kinds, in the order in which they are told. */
export const behaviours = Object.keys(behaviourKinds) as readonly BehaviourKind[];

/** Whether a kind of promise is a behaviour. */
export const isBehaviour = (kind: string): kind is BehaviourKind => Object.hasOwn(behaviourKinds, kind);

/** The file of a kind, by its name; null for kinds that are no behaviour. */
export const behaviourSpec = (kind: string): BehaviourKindSpec | null =>
  isBehaviour(kind) ? behaviourKinds[kind] : null;

/** The order in which a contract lists them. The kinds of one row are listed together, for one operation after the other. */
export const listedTogether: readonly (readonly BehaviourKind[])[] = [
  ['unique'],
  ['listed'],
  ['gone'],
  ['shown'],
  ['unknown'],
  ['written', 'kept', 'default'],
  ['untouched'],
  ['alone'],
  ['scoped'],
  ['full', 'masked'],
  ['rotated'],
  ['forward'],
  ['filtered', 'matching', 'unset'],
  ['limited', 'skipped'],
  ['counted'],
  ['embedded'],
  ['parented'],
  ['traceless'],
  ['parallel'],
];
