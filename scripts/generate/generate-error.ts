/** A contract whose types can't be generated. The message names the contract, the thing and the next step. */
export class GenerateError extends Error {
  override readonly name = 'GenerateError';
}
