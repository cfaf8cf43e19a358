import type { Operation, Parameter } from '../../src/contract/contract.ts';
import { isObject, type JsonValue } from '../../src/contract/document.ts';
import type { HttpRequest } from '../http/exchange.ts';
import { type Call, parameterKey } from './call.ts';
import { type Credentials, credentialParts } from './credentials.ts';
import { sentMediaType } from './sent-media-type.ts';
import { delimiterOf, written } from './written.ts';

/** Where requests go, and what each bears. */
export interface Destination {
  /** What stands for the contract's server URL, without a trailing slash. */
  readonly target: string;
  readonly credentials: Credentials;
  readonly headers: Readonly<Record<string, string>>;
}

/** Percent-encodes a value. Halves of characters, which a hostile id may hold, can't be sent as they are. */
const encoded = (value: JsonValue): string => encodeURIComponent(written(value).toWellFormed());

/** Writes a query parameter (OpenAPI 3.1.1, 4.8.12.2: styles form, spaceDelimited, pipeDelimited, deepObject). */
const queryPairs = (parameter: Parameter, value: JsonValue): string[] => {
  const name = encoded(parameter.name);
  if (Array.isArray(value)) {
    if (parameter.explode) return value.map((item) => `${name}=${encoded(item)}`);
    // A comma between the items is no part of them, and stands as it is.
    const delimiter = delimiterOf(parameter.style);
    return [`${name}=${value.map(encoded).join(delimiter === ',' ? delimiter : encoded(delimiter))}`];
  }
  if (isObject(value)) {
    const entries = Object.entries(value).map(([key, item]) => [encoded(key), encoded(item)] as const);
    if (parameter.style === 'deepObject') return entries.map(([key, item]) => `${name}%5B${key}%5D=${item}`);
    if (parameter.explode) return entries.map(([key, item]) => `${key}=${item}`);
    return [`${name}=${entries.flat().join(',')}`];
  }
  return [`${name}=${encoded(value)}`];
};

/** Writes a path or header parameter in the style `simple`. */
const simple = (value: JsonValue): string => (Array.isArray(value) ? value.map(written).join(',') : written(value));

const pathOf = (operation: Operation, values: Readonly<Record<string, JsonValue>>): string =>
  operation.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    const segment = encoded(simple(values[`path ${name}`] ?? ''));
    // A segment of dots alone would be taken for a way up the path (RFC 3986, 5.2.4). The sender leaves it as it is written.
    return /^\.+$/.test(segment) ? segment.replaceAll('.', '%2E') : segment;
  });

/** Gives the headers that the owner added; where right credentials are not to be shown, without those that bear them. */
const ownersHeaders = ({ operation, credentials }: Call, { headers }: Destination): Destination['headers'] => {
  if (credentials === 'valid') return headers;
  const keys = operation.security.flat().flatMap((scheme) => (scheme.type === 'apiKey' ? [scheme.name] : []));
  const bearing = ['authorization', 'cookie', ...keys.map((name) => name.toLowerCase())];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !bearing.includes(name)));
};

/** Writes a call into HTTP. Where no body is given, no Content-Type is either. */
export const encode = (call: Call, destination: Destination): HttpRequest => {
  const { operation, values } = call;
  const given = (place: string): [Parameter, JsonValue][] =>
    operation.parameters
      .filter((parameter) => parameter.in === place)
      .flatMap((parameter) => {
        const value = values.parameters[parameterKey(parameter)];
        return value === undefined ? [] : [[parameter, value] as [Parameter, JsonValue]];
      });
  const security = credentialParts(operation.security, destination.credentials, {
    kind: call.credentials,
    alternative: call.alternative,
  });
  const query = [...given('query').flatMap(([parameter, value]) => queryPairs(parameter, value)), ...security.query];
  const cookies = [
    ...given('cookie').map(([{ name }, value]) => `${name}=${encoded(simple(value))}`),
    ...security.cookies,
  ];
  const body = call.rawBody ?? (values.body === undefined ? null : JSON.stringify(values.body));
  const chosen = call.mediaType === undefined ? sentMediaType(operation) : call.mediaType;
  const mediaType = body === null ? null : chosen;
  return {
    method: operation.method,
    url: destination.target + pathOf(operation, values.parameters) + (query.length > 0 ? `?${query.join('&')}` : ''),
    headers: {
      accept: 'application/json, */*;q=0.5',
      ...ownersHeaders(call, destination),
      ...Object.fromEntries(given('header').map(([{ name }, value]) => [name.toLowerCase(), simple(value)])),
      ...(cookies.length > 0 ? { cookie: cookies.join('; ') } : {}),
      ...(mediaType === null ? {} : { 'content-type': mediaType }),
      ...security.headers,
    },
    body,
  };
};
