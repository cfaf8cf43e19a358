import type { BehaviourFlaw } from '../flaw-context.ts';
import { withoutParameter } from './without-parameter.ts';

/** Ignores how much of a list is to be skipped. */
export const skipped: BehaviourFlaw = withoutParameter;
