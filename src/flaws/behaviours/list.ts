import type { BehaviourKind } from '../../clauses/behaviour-kinds/list.ts';
import type { BehaviourFlaw } from '../flaw-context.ts';
import { alone } from './alone.ts';
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

/** The flaw of every kind of behaviour. */
export const behaviourFlaws: Readonly<Record<BehaviourKind, BehaviourFlaw>> = {
  alone,
  counted,
  default: defaulted,
  embedded,
  filtered,
  forward,
  full,
  gone,
  kept,
  limited,
  listed,
  masked,
  matching,
  parallel,
  parented,
  rotated,
  scoped,
  shown,
  skipped,
  traceless,
  unique,
  unknown,
  unset,
  untouched,
  written,
};
