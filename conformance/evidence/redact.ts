import type { Contract } from '../../src/contract/contract.ts';
import { isObject, type JsonValue } from '../../src/contract/document.ts';
import { visitObjects } from '../../src/contract/openapi-walk.ts';
import type { Exchange } from '../http/exchange.ts';
import { reportedBodyCharactersMax } from '../limits.ts';
import type { Settings } from '../options.ts';
import type { ReportedExchange } from './report.ts';

/** What stands in the place of a secret. */
export const redacted = '***';

/** Shorter texts than this are too common to be struck out wherever they occur; the last four characters of a secret are. */
const secretCharactersMin = 5;

/** Headers that bear credentials, whatever the contract says. */
const credentialHeaders = ['authorization', 'proxy-authorization', 'cookie', 'set-cookie'];

/** Strikes out credentials and secrets of one run. */
export interface Redactor {
  /** Takes note of the secrets in an exchange, so that they can be struck out wherever else they turn up. */
  learn(exchange: Exchange): void;
  text(text: string): string;
  exchange(exchange: Exchange): ReportedExchange;
}

const secretProperties = (contract: Contract): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const { kind, object } of visitObjects(contract.document)) {
    if (kind !== 'schema' || !isObject(object.properties)) continue;
    for (const [name, property] of Object.entries(object.properties)) {
      if (isObject(property) && property['x-secret'] !== undefined) names.add(name);
    }
  }
  return names;
};

const parsed = (body: string | null): JsonValue | undefined => {
  try {
    return body === null ? undefined : (JSON.parse(body) as JsonValue);
  } catch {
    return undefined;
  }
};

/** Makes the redactor of a run. */
export const redactor = (contract: Contract, settings: Settings): Redactor => {
  const properties = secretProperties(contract);
  const apiKeys = contract.operations.flatMap(({ security }) =>
    security.flat().flatMap((scheme) => (scheme.type === 'apiKey' ? [scheme.name.toLowerCase()] : [])),
  );
  const hiddenHeaders = new Set([...credentialHeaders, ...apiKeys, ...Object.keys(settings.headers)]);
  const known = new Set<string>();
  const know = (value: string | null): void => {
    if (value === null || value.length < secretCharactersMin) return;
    known.add(value);
    known.add(encodeURIComponent(value));
  };
  know(settings.token);
  know(settings.apiKey);

  /** Values that we made up ourselves are no secrets, wherever they come back. */
  const ours = new Set<string>();

  const visit = (value: JsonValue | undefined, note: (secret: string) => void): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, note);
    if (!isObject(value)) return;
    for (const [name, item] of Object.entries(value)) {
      if (properties.has(name) && typeof item === 'string') note(item);
      visit(item, note);
    }
  };

  const withoutSecrets = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(withoutSecrets);
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [
        name,
        properties.has(name) && typeof item === 'string' ? redacted : withoutSecrets(item),
      ]),
    );
  };

  const text = (whole: string): string => {
    let struck = whole;
    for (const secret of known) struck = struck.replaceAll(secret, redacted);
    return struck;
  };

  const body = (whole: string): string => {
    const value = parsed(whole);
    const shown = text(value === undefined ? whole : JSON.stringify(withoutSecrets(value)));
    const rest = shown.length - reportedBodyCharactersMax;
    return rest > 0 ? `${shown.slice(0, reportedBodyCharactersMax)}… (${rest} more characters)` : shown;
  };

  const headers = (all: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(all).map(([name, value]) => [name, hiddenHeaders.has(name) ? redacted : text(value)]),
    );

  return {
    learn({ request, response }) {
      visit(parsed(request.body), (value) => ours.add(value));
      visit(parsed(response?.body ?? null), (value) => {
        if (!ours.has(value)) know(value);
      });
    },
    text,
    exchange: ({ request, response, failure }) => ({
      request: {
        method: request.method,
        url: text(request.url),
        headers: headers(request.headers),
        body: request.body === null ? null : body(request.body),
      },
      response:
        response === null
          ? null
          : { status: response.status, headers: headers(response.headers), body: body(response.body) },
      failure: failure === null ? null : `The target ${failure.message}.`,
    }),
  };
};
