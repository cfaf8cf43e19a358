import type { BehaviourFlaw } from '../flaw-context.ts';
import { withoutParameter } from './without-parameter.ts';

/** Ignores a filter. */
export const filtered: BehaviourFlaw = withoutParameter;
