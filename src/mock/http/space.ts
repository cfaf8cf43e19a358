/** Counts what is held of something that is bounded in bytes. */
export interface Space {
  /** Takes so many bytes, unless that were too many; one that is larger than all may be is taken where nothing else is held. */
  take(bytes: number): boolean;
  giveBack(bytes: number): void;
}

export const createSpace = (bytesMax: number): Space => {
  let held = 0;
  return {
    take(bytes) {
      if (held > 0 && held + bytes > bytesMax) return false;
      held += bytes;
      return true;
    },
    giveBack(bytes) {
      held -= bytes;
    },
  };
};
