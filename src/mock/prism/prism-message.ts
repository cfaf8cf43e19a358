import { readAccept } from '../http/accept.ts';
import type { ApiRequest } from '../http/api-request.ts';
import type { ApiAnswer } from '../http/outcome.ts';
import type { PrismRequest } from './prism-parts.ts';

/** Prism gets the method and the path alone. Given more, it would validate the request; the mock validates requests itself. */
export const toPrism = ({ method, path }: Pick<ApiRequest, 'method' | 'path'>): PrismRequest => ({
  method: method.toLowerCase() as PrismRequest['method'],
  url: { path },
});

/** The configuration of one request. Prism writes to this object: make a new one for each request. */
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

/** Whether a path has something for each parameter of a template. Prism accepts an empty segment as well. */
export const fillsTemplate = (path: string, template: string): boolean => {
  const segments = path.split('/');
  return template.split('/').every((segment, index) => !segment.includes('{') || segments[index] !== '');
};
