import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { responseBytesMax } from '../settings/limits.ts';

/** The codings that are read although none was asked for (RFC 9110, 8.4.1). */
const decoders = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
} as const;

const isKnown = (coding: string): coding is keyof typeof decoders => Object.hasOwn(decoders, coding);

/** A body without its content coding; null where it is larger than is read, or in a coding that isn't. Throws where it is not in that coding. */
export const decodeBody = async (bytes: Buffer, contentEncoding: string): Promise<Buffer | null> => {
  const coding = contentEncoding.trim().toLowerCase();
  if (bytes.length === 0 || coding === '' || coding === 'identity') return bytes;
  if (!isKnown(coding)) return null;
  try {
    return await decoders[coding](bytes, { maxOutputLength: responseBytesMax });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return null;
    throw error;
  }
};
