import type { BehaviourFlaw } from '../flaw-context.ts';
import { withoutItems } from './without-items.ts';

/** Leaves out what has no value of its own for a filter. */
export const unset: BehaviourFlaw = withoutItems((value) => value == null);
