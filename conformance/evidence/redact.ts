import type { Contract } from '../../src/clauses/contract.ts';
import { secretProperties } from '../../src/contract/secret-properties.ts';
import { cutText } from '../../src/cut-text.ts';
import { isObject, type JsonValue } from '../../src/document/document.ts';
import type { HttpRequest, HttpResponse } from '../../src/http/messages.ts';
import { literalPattern } from '../../src/literal-pattern.ts';
import type { Exchange } from '../http/exchange.ts';
import { type ParsedJson, parseJson } from '../http/parse-json.ts';
import { parseBodyText } from '../http/response-body.ts';
import { markedBodyCharactersMax, reportedBodyCharactersMax } from '../settings/limits.ts';
import type { Settings } from '../settings/options.ts';
import type { ReportedExchange } from './report.ts';
import { secretStore } from './secret-store.ts';

/** What stands in the place of a secret. */
const redacted = '***';

/** More secrets than any documented response holds; what is beyond is struck out where its property stands, and nowhere else. */
const secretsOfResponseMax = 1_000;

/** Headers that bear credentials, whatever the contract says. */
const credentialHeaders = ['authorization', 'proxy-authorization', 'cookie', 'set-cookie'];

/** Strikes secrets out of the reasons of verdicts, which may quote what a server said. Many clauses share one. */
export const withoutSecretsInReasons = <Reported extends { readonly reason: string | null }>(
  all: readonly Reported[],
  redaction: Pick<Redactor, 'text'>,
): readonly Reported[] => {
  const struck = new Map<string, string>();
  return all.map((one) => {
    if (one.reason === null) return one;
    const reason = struck.get(one.reason) ?? redaction.text(one.reason);
    struck.set(one.reason, reason);
    return reason === one.reason ? one : { ...one, reason };
  });
};

/** Strikes out credentials and secrets of one run. */
export interface Redactor {
  /** Takes note of what we send ourselves, which is no secret, before it is sent. */
  learnRequest(request: Pick<HttpRequest, 'body'>): void;
  /** Takes note of the secrets in an answer, so that they can be struck out wherever else they turn up. */
  learnResponse(response: Pick<HttpResponse, 'body'>): void;
  /** Takes note of a credential that isn't among the settings. */
  learnCredential(credential: string): void;
  text(text: string): string;
  /** `isMarked` says that a place in the answer's body is to be marked, which then is reported further. */
  exchange(exchange: Exchange, how?: { readonly isMarked?: boolean }): ReportedExchange;
}

/** Finds the values of properties in a text that is almost JSON; the last may be cut off. */
const valuePattern = (properties: ReadonlySet<string>): RegExp =>
  properties.size === 0
    ? /(?!)/g
    : new RegExp(
        `("(?:${[...properties].map(literalPattern).join('|')})"\\s*:\\s*")([^"\\\\]*(?:\\\\.[^"\\\\]*)*)`,
        'g',
      );

/** The strings and numbers in a value, as text: whatever stands where a secret is expected may be one. */
const scalarsIn = (value: JsonValue): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(scalarsIn) : [];
};

const withoutScalars = (value: JsonValue): JsonValue => {
  if (typeof value === 'string' || typeof value === 'number') return redacted;
  if (Array.isArray(value)) return value.map(withoutScalars);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutScalars(item)]));
};

/** Makes the redactor of a run. */
export const redactor = (contract: Contract, settings: Settings): Redactor => {
  const properties = secretProperties(contract);
  const apiKeys = contract.operations.flatMap(({ security }) =>
    security.flat().flatMap((scheme) => (scheme.type === 'apiKey' ? [scheme.name.toLowerCase()] : [])),
  );
  const hiddenHeaders = new Set([...credentialHeaders, ...apiKeys, ...Object.keys(settings.headers)]);
  const almostJson = valuePattern(properties);
  const store = secretStore();
  const know = (value: string | null): void => {
    if (value !== null) store.add(value);
  };
  know(settings.token);
  know(settings.apiKey);
  const takesBasic = contract.operations.some(({ security }) => security.flat().some(({ type }) => type === 'basic'));
  if (settings.token !== null && takesBasic) {
    // Basic sends USER:PASSWORD, and who reads that has the password alone.
    know(settings.token.slice(settings.token.indexOf(':') + 1));
  }
  // What the owner added may be a credential, alone or after the name of a scheme.
  for (const value of Object.values(settings.headers)) {
    know(value);
    know(value.split(' ').at(-1) ?? null);
  }

  /** Values that we made up ourselves, or that the contract prints as examples, are no secrets, wherever they come back. */
  const ours = new Set<string>(scalarsIn(contract.document));

  /** Finds the secrets in a value, one after the other, since nobody needs all of a flood. */
  function* secretsOf(value: JsonValue): Generator<string> {
    if (Array.isArray(value)) for (const item of value) yield* secretsOf(item);
    if (!isObject(value)) return;
    for (const [name, item] of Object.entries(value)) {
      if (properties.has(name)) yield* scalarsIn(item);
      else yield* secretsOf(item);
    }
  }

  function* almostJsonSecrets(whole: string): Generator<string> {
    for (const [, , value] of whole.matchAll(almostJson)) yield value ?? '';
  }

  const secretsIn = (whole: string | null, parse: () => ParsedJson): Iterable<string> => {
    if (whole === null || properties.size === 0) return [];
    const json = parse();
    return json.ok ? secretsOf(json.value) : almostJsonSecrets(whole);
  };

  const withoutSecrets = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(withoutSecrets);
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [
        name,
        properties.has(name) ? withoutScalars(item) : withoutSecrets(item),
      ]),
    );
  };

  const text = (whole: string): string => {
    // A value that is nothing but a secret still has a length, which promises speak of.
    const alone = /^"(.*)"$/su.exec(whole)?.[1];
    if (alone !== undefined && store.has(alone)) return `"${redacted}" (${alone.length} characters)`;
    // What is as long as that was cut so far only, and cut to what is shown once no secret can be cut in two.
    return store.strike(whole, redacted, { isCut: whole.length >= reportedBodyCharactersMax });
  };

  const body = (whole: string, charactersMax = reportedBodyCharactersMax): string => {
    const json = parseJson(whole);
    const struck = json.ok ? JSON.stringify(withoutSecrets(json.value)) : whole.replaceAll(almostJson, `$1${redacted}`);
    // What isn't shown needn't be struck out, as long as a secret that begins in what is shown is whole.
    const shown = text(cutText(struck, charactersMax + store.reach));
    const kept = cutText(shown, charactersMax);
    // A long body may be white space for the most part, which isn't shown, but is said.
    const rest = Math.max(0, struck.length - charactersMax - store.reach);
    const length = whole.length > charactersMax ? Math.max(whole.length, shown.length + rest) : shown.length + rest;
    return length > kept.length ? `${kept}… (${length - kept.length} more characters)` : shown;
  };

  const headers = (all: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(all).map(([name, value]) => [text(name), hiddenHeaders.has(name) ? redacted : text(value)]),
    );

  return {
    learnRequest({ body: sent }) {
      for (const value of secretsIn(sent, () => parseJson(sent ?? ''))) ours.add(value);
    },
    learnResponse(response) {
      let count = 0;
      for (const value of secretsIn(response.body, () => parseBodyText(response))) {
        if (count++ === secretsOfResponseMax) return;
        if (!ours.has(value)) know(value);
      }
    },
    learnCredential: know,
    text,
    exchange: ({ request, response, failure }, { isMarked = false } = {}) => ({
      request: {
        method: request.method,
        url: text(request.url),
        headers: headers(request.headers),
        body: request.body === null ? null : body(request.body),
      },
      response:
        response === null
          ? null
          : {
              status: response.status,
              headers: headers(response.headers),
              body: body(response.body, isMarked ? markedBodyCharactersMax : reportedBodyCharactersMax),
            },
      failure: failure === null ? null : `The target ${failure.message}.`,
    }),
  };
};
