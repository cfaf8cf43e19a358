/** A command or call that is wrong in itself. The message names the thing and the next step, and can be shown as it stands. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
