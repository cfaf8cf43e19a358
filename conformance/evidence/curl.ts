import type { Contract } from '../../src/clauses/contract.ts';
import type { HttpRequest } from '../../src/http/messages.ts';
import { shellLine, shellWord } from '../../src/shell-word.ts';
import type { Credentials } from '../requests/credentials.ts';
import { headerWord, urlWord } from './credential-words.ts';

/** White space at the end of a body that is longer than this is written as its length: nobody could read it, and no shell takes it as a word. */
const paddingShownMax = 1_000;

/** The words that hand a body to curl, and what makes it on curl's standard input, if that is shorter. */
const bodyWords = (body: string): { readonly words: readonly string[]; readonly from: string } => {
  const said = body.trimEnd();
  const padding = body.slice(said.length);
  if (padding.length <= paddingShownMax || !/^ +$/.test(padding))
    return { words: ['--data-raw', shellWord(body)], from: '' };
  return { words: ['--data-binary', '@-'], from: `printf '%s%${padding.length}s' ${shellWord(said)} '' | ` };
};

/** The words by which curl sends a method. After -X HEAD it waits for a body that never comes, but --head it refuses beside a body to send. */
const methodWords = ({ method, body }: HttpRequest): readonly string[] =>
  method === 'HEAD' && body === null ? ['--head'] : ['-i', '-X', method];

/** Writes a request as a curl command that repeats it. Credentials are taken from the environment. */
export const curlOf = (
  contract: Contract,
  request: HttpRequest,
  settings: Credentials & { readonly headers: Readonly<Record<string, string>> },
): string => {
  const words = ['curl', ...methodWords(request)];
  for (const header of Object.entries(request.headers)) {
    // Headers that the owner added may be credentials too, so that they are left for the owner to add again.
    if (!Object.hasOwn(settings.headers, header[0])) words.push('-H', headerWord(contract, header, settings));
  }
  // Left to itself, curl would say that a body is a form's.
  if (request.body !== null && request.headers['content-type'] === undefined) words.push('-H', 'content-type:');
  const { words: body, from } = request.body === null ? { words: [], from: '' } : bodyWords(request.body);
  return shellLine(from + [...words, ...body, '--path-as-is', urlWord(contract, request.url, settings)].join(' '));
};
