/** Calls a listener of the user's. What it throws is its own affair: the request is answered all the same. */
export const callListener = <Told>(listener: ((told: Told) => void) | undefined, told: Told): void => {
  try {
    listener?.(told);
  } catch (error) {
    process.emitWarning(error as Error);
  }
};
