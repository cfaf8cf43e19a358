/** An option of a client that is wrong in itself. The message names the option and the next step, and never holds a credential. */
export class ClientOptionError extends Error {
  override readonly name = 'ClientOptionError';
  readonly option: string;

  constructor(option: string, problem: string, next: string) {
    super(`createClient: ${option} ${problem}. ${next}`);
    this.option = option;
  }
}
