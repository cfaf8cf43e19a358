import { randomUUID } from 'node:crypto';
import { constants, rmSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** The name of a file beside another one, in which a new text is made whole before it takes the other's place. */
export const temporaryFor = (file: string): string => join(dirname(file), `.${basename(file)}.${randomUUID()}.tmp`);

/** A link in the place of a file isn't written through (Windows has no word for that). */
const asItStands = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | (constants.O_NOFOLLOW ?? 0);

/** A folder may not let go of what is somebody else's, nor a mounted file of its place: such a file is written as it stands. */
const unmovable = ['EBUSY', 'EPERM', 'EACCES'];

const write = async (
  file: string,
  text: string,
  how: { readonly flags: string | number; readonly mode?: number | undefined },
) => {
  await using handle = await open(file, how.flags, how.mode);
  await handle.writeFile(text);
  await handle.sync();
};

/**
 * Writes a file as a whole, or not at all: what was there stays until all of the new text is on the disk. A link in its place is
 * replaced, and not written through. `mode` is that of a new file.
 *
 * @throws the error of the file system. Nothing of the new text is left then.
 */
export const writeWhole = async (file: string, text: string, mode?: number): Promise<void> => {
  const temporary = temporaryFor(file);
  // The process may be ended in between, say by a second Ctrl-C.
  const remove = (): void => rmSync(temporary, { force: true });
  process.once('exit', remove);
  try {
    await write(temporary, text, { flags: 'wx', mode });
    await rename(temporary, file).catch((error: NodeJS.ErrnoException) => {
      if (!unmovable.includes(error.code ?? '')) throw error;
      return write(file, text, { flags: asItStands });
    });
  } finally {
    await rm(temporary, { force: true });
    process.off('exit', remove);
  }
};
