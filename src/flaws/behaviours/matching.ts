import type { BehaviourFlaw } from '../flaw-context.ts';
import { withoutItems } from './without-items.ts';

/** Leaves out what a filter asks for. */
export const matching: BehaviourFlaw = withoutItems((value) => value != null);
