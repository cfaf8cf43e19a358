import { sessionBytesMax, storedBytesMax } from '../settings/limits.ts';

/** What to do about a mock that holds as much as it may. */
export const roomAdvice =
  'Reset a session that is done with: POST /__mock/reset, with its name in x-mock-session, or without for the requests that name none.';

const inMegabytes = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MB`;

/** Why so many bytes more can't be held beside those of one session and of all, or null where they can. */
export const whyNoRoom = (held: { readonly own: number; readonly all: number }, bytes: number): string | null => {
  if (held.own + bytes > sessionBytesMax) {
    return `The mock holds at most ${inMegabytes(sessionBytesMax)} for one session, and this doesn't fit any more. ${roomAdvice}`;
  }
  if (held.all + bytes > storedBytesMax) {
    return `The mock holds at most ${inMegabytes(storedBytesMax)} for all sessions together, and this doesn't fit any more. ${roomAdvice}`;
  }
  return null;
};
