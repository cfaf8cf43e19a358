import type { Operation } from '../contract/contract.ts';
import { readAccept } from './accept.ts';
import type { ApiRequest } from './api-request.ts';
import { bodyPart, type Objection, parameterPart } from './objections.ts';
import type { ApiAnswer } from './outcome.ts';

/** Writes a request as Prism reads one. */
export const toPrism = ({ method, path, query, headers, content }: ApiRequest) => ({
  method: method.toLowerCase(),
  // Prism takes a comma in a path parameter for the separator of a list, even where the parameter is a string.
  url: { path: path.replaceAll(',', '%2C'), query: copied(query) },
  headers: contentHeaders(headers, content),
  body: content.kind === 'json' || content.kind === 'text' ? content.value : undefined,
});

/** Copies a query with its lists, since Prism puts numbers in the place of the texts that it reads as such. */
const copied = (query: ApiRequest['query']): ApiRequest['query'] =>
  Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
  );

/** Tells Prism the length of a body, without which it doesn't look at the media type, and no media type where there is no body. */
const contentHeaders = (headers: ApiRequest['headers'], content: ApiRequest['content']): Record<string, string> => {
  const { 'content-type': contentType, 'transfer-encoding': _encoding, accept: _accept, ...rest } = headers;
  const bytes = content.kind === 'json' || content.kind === 'text' ? content.bytes : 0;
  return {
    ...rest,
    'content-length': String(bytes),
    ...(contentType !== undefined && bytes > 0 && { 'content-type': contentType }),
  };
};

/** The configuration of one request. Prism keeps what it learns in it, so that no two may share one. */
export const mockConfig = ({ preferences, headers }: ApiRequest, seed: string | undefined) => {
  const { mistake: _mistake, break: _break, ...preferred } = preferences;
  const mediaTypes = readAccept(headers.accept);
  return {
    dynamic: false,
    ...(seed !== undefined && { seed }),
    ...preferred,
    ...(mediaTypes !== undefined && { mediaTypes: [...mediaTypes] }),
  };
};

/** What Prism says of a message. */
export interface PrismDiagnostic {
  readonly code?: string | number;
  readonly message: string;
  readonly path?: string[];
  readonly severity: number;
}

/** Of the severities, the one that refuses a request. */
export const severityOfErrors = 0;

/**
 * Puts one of Prism's diagnostics in words that begin with the place: `body.url must match …`, where Prism says
 * `Request body property url must match …` and knows parameters in lower case only.
 */
const diagnosticText = ({ message, path = [] }: PrismDiagnostic, operation: Operation): string => {
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
  return `${[part, ...rest].map((name) => asWritten(unescaped(name), part, operation)).join('.')} ${message.slice(own.length)}`;
};

/** A name that Prism leaves as it stands in a JSON Pointer (RFC 6901, section 3). */
const unescaped = (name: string): string => name.replaceAll('~1', '/').replaceAll('~0', '~');

const asWritten = (name: string, part: string, { parameters }: Operation): string =>
  parameters.find((parameter) => parameter.in === part && parameter.name.toLowerCase() === name)?.name ?? name;

/**
 * Which part of a request one of Prism's diagnostics is about. One without a path is about the body: that it is missing, or of
 * another media type. One of a missing parameter has its name in its words alone.
 */
const partOf = ({ message, path = [] }: PrismDiagnostic): string => {
  const [place = bodyPart, name = /must have required property '(.*)'/s.exec(message)?.[1]] = path;
  if (place === bodyPart || name === undefined) return place;
  return parameterPart({ in: place, name: unescaped(name) });
};

/** Reads Prism's diagnostics; warnings, as of a deprecated parameter, are nothing wrong. */
export const toObjections = (diagnostics: readonly PrismDiagnostic[], operation: Operation): readonly Objection[] =>
  diagnostics
    .filter(({ severity }) => severity === severityOfErrors)
    .map((diagnostic) => ({
      status: typeof diagnostic.code === 'number' ? diagnostic.code : null,
      message: diagnosticText(diagnostic, operation),
      part: partOf(diagnostic),
    }));

/** Reads an answer of Prism's, which gives null for a header of which nothing is known, and a media type without content. */
export const toAnswer = (answer: {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}): ApiAnswer => ({
  status: answer.statusCode,
  headers: Object.fromEntries(
    Object.entries(answer.headers ?? {})
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name, value]) => value !== null && !(answer.body === undefined && name === 'content-type'))
      .map(([name, value]) => [name, String(value)]),
  ),
  body: answer.body,
});

/** Whether a path has something for each parameter of a template; to Prism, nothing at all would do. */
export const fillsTemplate = (path: string, template: string): boolean => {
  const segments = path.split('/');
  return template.split('/').every((segment, index) => !segment.includes('{') || segments[index] !== '');
};
