import type { BehaviourFlaw } from '../flaw-context.ts';
import { changedWhereLeftOut } from './changed-where-left-out.ts';

/** Sets a property that a request leaves out to another value than its default. */
export const defaulted: BehaviourFlaw = changedWhereLeftOut;
