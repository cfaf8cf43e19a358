import { setImmediate } from 'node:timers/promises';

/** How long signals and timers are kept waiting by work that takes the processor, in milliseconds: nobody notices. */
const breathEveryMs = 50;

/** Lets signals and timers be heard, if they have waited long enough: to be awaited between the steps of long work. */
export type Breathe = () => Promise<void>;

export const createBreather = (): Breathe => {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < breathEveryMs) return;
    await setImmediate();
    last = performance.now();
  };
};
