import type { BehaviourFlaw } from '../flaw-context.ts';
import { changedWhereLeftOut } from './changed-where-left-out.ts';

/** Gives a property that a request leaves out another value than its default. */
export const defaulted: BehaviourFlaw = changedWhereLeftOut;
