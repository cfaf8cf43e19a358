/** Thrown by a target that is not to be asked any more, so that a case that was begun ends without a word about the target. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}
