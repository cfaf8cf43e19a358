import type { Contract } from '../../src/contract/contract.ts';
import type { HttpRequest } from '../http/exchange.ts';

/** Quotes a word for a POSIX shell. */
const quoted = (word: string): string =>
  /^[A-Za-z0-9_./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

const variable = { token: '$WEBHOOK_CONTRACTS_TOKEN', apiKey: '$WEBHOOK_CONTRACTS_API_KEY' } as const;

/** Gives a header as curl takes it; a credential is named by its variable, unless it is one of our wrong ones. */
const headerWord = (
  contract: Contract,
  [name, value]: readonly [string, string],
  secrets: { readonly token: string | null; readonly apiKey: string | null },
): string => {
  if (name === 'authorization') {
    const [scheme = '', shown = ''] = value.split(' ');
    return shown === secrets.token
      ? `"authorization: ${scheme} ${variable.token}"`
      : quoted(`${name}: ${scheme} wrong`);
  }
  const isKey = contract.operations.some(({ security }) =>
    security.flat().some((scheme) => scheme.type === 'apiKey' && scheme.name.toLowerCase() === name),
  );
  if (isKey) return value === secrets.apiKey ? `"${name}: ${variable.apiKey}"` : quoted(`${name}: wrong`);
  return quoted(`${name}: ${value}`);
};

/** Writes a request as a curl command that repeats it. Credentials are taken from the environment. */
export const curlOf = (
  contract: Contract,
  request: HttpRequest,
  settings: {
    readonly token: string | null;
    readonly apiKey: string | null;
    readonly headers: Readonly<Record<string, string>>;
  },
): string => {
  const words = ['curl', '-i', '-X', request.method];
  for (const header of Object.entries(request.headers)) {
    // Headers that the owner added may be credentials too, so that they are left for the owner to add again.
    if (!Object.hasOwn(settings.headers, header[0])) words.push('-H', headerWord(contract, header, settings));
  }
  // Left to itself, curl would say that a body is a form's.
  if (request.body !== null && request.headers['content-type'] === undefined) words.push('-H', 'content-type:');
  if (request.body !== null) words.push('--data-raw', quoted(request.body));
  return [...words, '--path-as-is', quoted(request.url)].join(' ');
};
