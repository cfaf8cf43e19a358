/** Times that never go back, in milliseconds since 1970, whatever the machine's clock does. */
export const createClock = (): (() => number) => {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Date.now());
    return last;
  };
};
