import { type Context, createContext, Script } from 'node:vm';

/** What came of a call that was watched: its value, what it threw, or that its time was over. */
export type WatchedCall<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'threw'; readonly error: unknown }
  | { readonly kind: 'late' };

// A script with a time limit is the only thing that can end a regular expression in the middle of a text.
const script = new Script('call()');
let context: Context | undefined;

/** Calls something that may take for ever, and ends it after so many milliseconds. */
export const watchedCall = <Value>(call: () => Value, milliseconds: number): WatchedCall<Value> => {
  context ??= createContext({ __proto__: null });
  context.call = call;
  try {
    return { kind: 'done', value: script.runInContext(context, { timeout: milliseconds }) as Value };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? { kind: 'late' } : { kind: 'threw', error };
  } finally {
    context.call = null;
  }
};
