import { type Context, createContext, Script } from 'node:vm';

/** What came of a call that was watched: its value, what it threw, or that its time was over. */
export type WatchedCall<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'threw'; readonly error: unknown }
  | { readonly kind: 'late' };

// A script with a time limit is the only thing that can end a regular expression in the middle of a text.
const script = new Script('call()');
let context: Context | undefined;

/** How much of its first time a call must have been computing to be blamed: a busy or paused machine isn't its fault. */
const blamedShare = 0.5;

/** How often a call is tried, each time twice as long, before it is blamed all the same. */
const triesMax = 5;

/** Milliseconds that this thread has been computing. */
export const computedMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};

/** Calls something like `watchedCall`, and once more for each time that it got no processor. It must change nothing, since it may end anywhere. */
export const fairlyWatchedCall = <Value>(
  call: () => Value,
  milliseconds: number,
): WatchedCall<Value> & { /** How long the last try might take. */ readonly limitMs: number } => {
  for (let tries = 1; ; tries++) {
    const limitMs = milliseconds * 2 ** (tries - 1);
    const computedBefore = computedMs();
    const called = watchedCall(call, limitMs);
    const isBlamed = tries === triesMax || computedMs() - computedBefore >= milliseconds * blamedShare;
    if (called.kind !== 'late' || isBlamed) return { ...called, limitMs };
  }
};

/** Thrown in a watched call whose own time is over when one inside it ends. */
class OutOfTime extends Error {}

/** When the time of the call is over inside which all this runs, on the clock of `performance`. */
let deadline = Number.POSITIVE_INFINITY;

/** Calls something that may take for ever, and ends it after so many milliseconds. */
const watchedCall = <Value>(call: () => Value, milliseconds: number): WatchedCall<Value> => {
  const outerDeadline = deadline;
  const limitMs = Math.max(1, Math.ceil(milliseconds));
  deadline = Math.min(outerDeadline, performance.now() + limitMs);
  context ??= createContext({ __proto__: null });
  context.call = call;
  const called = ((): WatchedCall<Value> => {
    try {
      return { kind: 'done', value: script.runInContext(context, { timeout: limitMs }) as Value };
    } catch (error) {
      const isLate =
        error instanceof OutOfTime || (error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
      return isLate ? { kind: 'late' } : { kind: 'threw', error };
    } finally {
      context.call = null;
      deadline = outerDeadline;
    }
  })();
  // Where both are over at once, Node ends the inner one alone, and the outer one would go on for ever.
  if (performance.now() >= outerDeadline) throw new OutOfTime('The time of a call is over.');
  return called;
};
