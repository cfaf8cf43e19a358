import type { Readable } from 'node:stream';
import { uncountedBodyBytes } from '../settings/limits.ts';
import type { BodyTrouble } from './http-messages.ts';
import type { Space } from './space.ts';

/** Why a body was not read. */
export class BodyUnread extends Error {
  readonly trouble: BodyTrouble;
  constructor(trouble: BodyTrouble) {
    super(trouble.reason);
    this.trouble = trouble;
  }
}

const tooLarge = (bytesMax: number): BodyUnread =>
  new BodyUnread({ status: 413, reason: `The request body is larger than ${bytesMax} bytes` });

const noSpace = new BodyUnread({
  status: 503,
  reason: 'The mock is reading as many bodies at once as it has memory for. Send this one again later',
});

const cut = new BodyUnread({ status: 400, reason: 'The request body did not arrive as it was announced' });

/** How many pieces of a body are kept apart: a piece of one byte takes a hundred. */
const chunksMax = 1_000;

/** Reads a body whole. What it takes of the space is told as it grows, so that it can be given back. Rejects with a BodyUnread. */
export const readBody = (
  stream: Readable,
  {
    announced,
    bytesMax,
    space,
    took,
  }: {
    /** By its Content-Length, where it has one. */
    readonly announced: number;
    readonly bytesMax: number;
    readonly space: Space;
    readonly took: (bytes: number) => void;
  },
): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    let counted = 0;
    const stop = (why: BodyUnread): void => {
      stream.removeListener('data', keep);
      chunks.length = 0;
      // The rest is read and thrown away, or the client would wait for ever to get rid of it.
      stream.resume();
      reject(why);
    };
    const keep = (chunk: Buffer): void => {
      bytes += chunk.length;
      const uncounted = bytes > uncountedBodyBytes ? bytes - counted : 0;
      if (bytes > bytesMax) stop(tooLarge(bytesMax));
      else if (uncounted > 0 && !space.take(uncounted)) stop(noSpace);
      else {
        if (uncounted > 0) took(uncounted);
        counted += uncounted;
        chunks.push(chunk);
        if (chunks.length >= chunksMax) chunks.splice(0, chunks.length, Buffer.concat(chunks));
      }
    };
    stream.on('data', keep);
    stream.on('end', () => resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)));
    stream.on('error', () => stop(cut));
    stream.on('close', () => stop(cut));
    if (announced > bytesMax) stop(tooLarge(bytesMax));
  });
