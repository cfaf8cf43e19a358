import type { Operation } from '../contract/contract.ts';
import type { Finding } from './api-request.ts';
import { reasonCharactersMax, reasonsMax } from './limits.ts';

/** What Prism says of a request. */
interface Diagnostic {
  readonly message: string;
  readonly path?: readonly string[];
}

/**
 * Puts one of Prism's diagnostics in words that begin with the place: `body.url must match …`, where Prism says
 * `Request body property url must match …` and knows parameters in lower case only.
 */
export const diagnosticText = ({ message, path = [] }: Diagnostic, operation: Operation): string => {
  const [part, ...rest] = path;
  if (part === undefined) return message === 'Body parameter is required' ? 'A request body is required' : message;
  const preamble = [
    'Request',
    part,
    ...(rest.length > 0 ? [part === 'body' ? 'property' : 'parameter', ...[rest.join('.').trim()]] : []),
    '',
  ];
  const own = preamble.join(' ');
  if (!message.startsWith(own)) return message;
  return `${[part, ...rest].map((name) => asWritten(name, part, operation)).join('.')} ${message.slice(own.length)}`;
};

const asWritten = (name: string, part: string, { parameters }: Operation): string =>
  parameters.find((parameter) => parameter.in === part && parameter.name.toLowerCase() === name)?.name ?? name;

/** Makes one sentence of what is wrong with a request, of bounded length. */
export const reasonText = (findings: readonly Finding[]): string => {
  const messages = [...new Set(findings.map(({ message }) => message))];
  const shown = messages.slice(0, reasonsMax).map((message) => message.slice(0, reasonCharactersMax));
  const more = messages.length - shown.length;
  const text = [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
  return /[.!?]$/.test(text) ? text : `${text}.`;
};
