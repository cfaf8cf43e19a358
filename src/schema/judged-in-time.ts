import { fairlyWatchedCall } from './watched-call.ts';

/** How long one judgement may take, in milliseconds: a thousand times longer than an ordinary one of a large body. */
const judgementMsMax = 1_000;

/** The least that a judgement gets, however many took too long before it. */
const judgementMsMin = 50;

let lateTimes = 0;

/** How often a judgement took too long since the process began: what was judged meanwhile may lack a verdict. */
export const timesLate = (): number => lateTimes;

/** Each further one gets less, so that a flood of them doesn't add up to a freeze. */
const limitMs = (): number => Math.ceil(Math.max(judgementMsMin, judgementMsMax / (1 + lateTimes)));

/** What a judgement that took too long is told by. */
export const tooLate = Symbol('the judgement took too long');

/**
 * Runs a judgement whose time nobody knows before, such as that by a schema which contains itself in two branches: each level of the
 * value doubles it. It must change nothing, since it may end anywhere.
 *
 * @returns What the judgement returns, or `tooLate`.
 * @throws What the judgement throws.
 */
export const judgedInTime = <Value>(judge: () => Value): Value | typeof tooLate => {
  const call = fairlyWatchedCall(judge, limitMs());
  if (call.kind === 'done') return call.value;
  if (call.kind === 'threw') throw call.error;
  lateTimes++;
  return tooLate;
};
