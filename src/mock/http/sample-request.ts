import type { Contract } from '../../clauses/contract.ts';
import type { Operation, Parameter, ParameterPlace, SecurityScheme } from '../../contract/api-description.ts';
import { cookieText, headerText, pathText, queryPairs } from '../../contract/parameter-text.ts';
import type { JsonValue } from '../../document/document.ts';

/** A request as the contract's examples make it. */
export interface SampleRequest {
  readonly method: string;
  /** From the mount on, percent-encoded, with the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** The credentials to show; where an operation takes either, those that are there are chosen. */
export interface SampleCredentials {
  readonly token?: string | undefined;
  readonly apiKey?: string | undefined;
}

const exampleOf = ({ examples }: Parameter): JsonValue => examples[0]?.value ?? '1';

const pathOf = ({ path, parameters }: Operation): string =>
  path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    const parameter = parameters.find((one) => one.in === 'path' && one.name === name);
    return parameter === undefined ? '1' : pathText(parameter, exampleOf(parameter));
  });

const isThere = ({ type }: SecurityScheme, { token, apiKey }: SampleCredentials): boolean =>
  type === 'other' || (type === 'apiKey' ? apiKey : token) !== undefined;

/** The schemes of the first way into an operation of which all credentials are there; none where there is no such way. */
export const sampleSchemes = ({ security }: Operation, credentials: SampleCredentials): readonly SecurityScheme[] =>
  security.find((schemes) => schemes.every((scheme) => isThere(scheme, credentials))) ?? [];

/** Returns USER:PASSWORD of what may be a user alone (RFC 7617, section 2). */
export const withPassword = (token: string): string => (token.includes(':') ? token : `${token}:`);

const credentialsOf = (operation: Operation, credentials: SampleCredentials) => {
  const { token = '', apiKey = '' } = credentials;
  const headers: Record<string, string> = {};
  const query: string[] = [];
  for (const scheme of sampleSchemes(operation, credentials)) {
    if (scheme.type === 'bearer') headers.Authorization = `Bearer ${token}`;
    else if (scheme.type === 'basic') headers.Authorization = `Basic ${btoa(withPassword(token))}`;
    else if (scheme.type === 'apiKey' && scheme.in === 'header') headers[scheme.name] = apiKey;
    else if (scheme.type === 'apiKey' && scheme.in === 'cookie') headers.Cookie = `${scheme.name}=${apiKey}`;
    else if (scheme.type === 'apiKey') query.push(`${encodeURIComponent(scheme.name)}=${encodeURIComponent(apiKey)}`);
  }
  return { headers, query };
};

/** Makes a request to an operation from the contract's examples: the required parameters, the body, and credentials. */
export const sampleRequest = (operation: Operation, credentials: SampleCredentials): SampleRequest => {
  const { headers, query } = credentialsOf(operation, credentials);
  const requiredIn = (place: ParameterPlace): readonly Parameter[] =>
    operation.parameters.filter((parameter) => parameter.in === place && parameter.required);
  const search = [...requiredIn('query').flatMap((one) => queryPairs(one, exampleOf(one))), ...query].join('&');
  const { Cookie: cookieOfCredentials, ...others } = headers;
  const cookies = [
    ...(cookieOfCredentials === undefined ? [] : [cookieOfCredentials]),
    ...requiredIn('cookie').map((one) => cookieText(one, exampleOf(one))),
  ];
  const [mediaType] = operation.requestBody?.content ?? [];
  const example = mediaType?.examples[0];
  return {
    method: operation.method,
    path: pathOf(operation) + (search === '' ? '' : `?${search}`),
    headers: {
      ...others,
      ...(cookies.length > 0 && { Cookie: cookies.join('; ') }),
      ...Object.fromEntries(requiredIn('header').map((one) => [one.name, headerText(one, exampleOf(one))])),
      ...(mediaType !== undefined && example !== undefined && { 'Content-Type': mediaType.name }),
    },
    body: example === undefined ? null : JSON.stringify(example.value),
  };
};

/** Chooses the operation that tells most about an API without changing anything: one that lists, else one that reads, else any. */
export const telling = ({ operations }: Contract): Operation | undefined =>
  operations.find(({ does }) => does?.action === 'list') ??
  operations.find(({ method }) => method === 'GET') ??
  operations[0];
