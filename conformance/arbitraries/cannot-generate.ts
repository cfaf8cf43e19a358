/** Thrown where no value of a schema can be made. The message is a phrase that says why, for the report. */
export class CannotGenerate extends Error {
  override readonly name = 'CannotGenerate';
}
