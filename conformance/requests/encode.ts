import type { Operation, Parameter } from '../../src/contract/api-description.ts';
import { cookieText, encoded, headerText, pathText, queryPairs } from '../../src/contract/parameter-text.ts';
import type { JsonValue } from '../../src/document/document.ts';
import type { HttpRequest } from '../../src/http/messages.ts';
import { type Call, parameterKey } from './call.ts';
import { type Credentials, credentialParts } from './credentials.ts';
import { sentMediaType } from './sent-media-type.ts';

/** Where requests go, and what each bears. */
export interface Destination {
  /** What stands for the contract's server URL, without a trailing slash. */
  readonly target: string;
  readonly credentials: Credentials;
  readonly headers: Readonly<Record<string, string>>;
}

/** The path of a call below the target, as it is sent. */
export const pathOf = (
  operation: Pick<Operation, 'path' | 'parameters'>,
  values: Readonly<Record<string, JsonValue>>,
): string =>
  operation.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === name);
    const value = values[`path ${name}`] ?? '';
    const segment = parameter === undefined ? encoded(value) : pathText(parameter, value);
    // A segment of dots alone would be taken for a way up the path (RFC 3986, 5.2.4). The sender leaves it as it is written.
    return /^\.+$/.test(segment) ? segment.replaceAll('.', '%2E') : segment;
  });

/** The headers that the owner added; where right credentials are not to be shown, without those that bear them. */
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
  const { cookie, ...owners } = ownersHeaders(call, destination);
  const cookies = [
    ...(cookie === undefined ? [] : [cookie]),
    ...given('cookie').map(([parameter, value]) => cookieText(parameter, value)),
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
      ...owners,
      ...Object.fromEntries(
        given('header').map(([parameter, value]) => [parameter.name.toLowerCase(), headerText(parameter, value)]),
      ),
      ...(cookies.length > 0 ? { cookie: cookies.join('; ') } : {}),
      ...(mediaType === null ? {} : { 'content-type': mediaType }),
      ...security.headers,
    },
    body,
  };
};
