import { createBoundedCache } from './bounded-cache.ts';
import { cachedKeyCharactersMax, verdictsMax } from './limits.ts';
import type { PrismParts, Resource } from './prism-parts.ts';

type Judging = Parameters<PrismParts['validateInput']>[0];
type Verdict = ReturnType<PrismParts['validateInput']>;
type Judge = (judging: Judging) => Verdict;

/** Judges one operation's requests by a part of Prism, once for all that are the same to it: those whose keys are the same. */
const cachedJudge = (judge: Judge, keyOf: (element: Judging['element']) => string): Judge => {
  const cached = createBoundedCache<() => Verdict>({
    entriesMax: verdictsMax,
    keyCharactersMax: cachedKeyCharactersMax,
  });
  const verdictOf = (judging: Judging): (() => Verdict) => {
    try {
      const verdict = judge(judging);
      return () => verdict;
    } catch (error) {
      // Prism's readers throw where they don't understand a value, and would again.
      return () => {
        throw error;
      };
    }
  };
  return (judging) => cached(keyOf(judging.element), () => verdictOf(judging))();
};

/** Makes a judge for each operation when it is first asked for. */
const judgePerResource = (make: (resource: Resource) => (element: Judging['element']) => Verdict): Judge => {
  const judges = new WeakMap<Resource, (element: Judging['element']) => Verdict>();
  return ({ resource, element }) => {
    let judge = judges.get(resource);
    if (judge === undefined) {
      judge = make(resource);
      judges.set(resource, judge);
    }
    return judge(element);
  };
};

const headerNames = (specs: readonly { readonly name: string }[] = []): readonly string[] =>
  specs.map(({ name }) => name.toLowerCase());

const headersIn = ({ headers = {} }: Judging['element'], names: readonly string[]) =>
  names.map((name) => headers[name] ?? null);

/** Keeps Prism's verdicts on credentials, by all that it could find some in: a few headers, and the parameters that are API keys. */
export const cachedSecurity = (validateSecurity: PrismParts['validateSecurity']): PrismParts['validateSecurity'] =>
  judgePerResource((resource) => {
    const schemes = (resource.security ?? []).flat();
    const keys = schemes.flatMap((scheme) => (scheme.type === 'apiKey' ? [scheme] : []));
    const headers = ['authorization', 'cookie', ...headerNames(keys.filter((scheme) => scheme.in === 'header'))];
    const parameters = keys.filter((scheme) => scheme.in === 'query').map(({ name }) => name);
    const judge = cachedJudge(validateSecurity, (element) =>
      JSON.stringify([
        headersIn(element, headers),
        parameters.map((name) =>
          element.url.query && Object.hasOwn(element.url.query, name) ? element.url.query[name] : null,
        ),
      ]),
    );
    return (element) => judge({ resource, element });
  });

/** What a request without a body says of its length; it is always said. */
const noBytes = '0';

/**
 * Keeps Prism's verdicts on parameters, by the path, the query and the declared headers. The body is judged at each request, unless
 * there is none. Both are Prism's own validator, given an operation that has nothing but parameters, and one that has nothing but a body.
 */
export const cachedInput = (validateInput: PrismParts['validateInput']): PrismParts['validateInput'] =>
  judgePerResource((resource) => {
    const { request } = resource;
    if (request === undefined) return (element) => validateInput({ resource, element });
    const { body, ...parameters } = request;
    const ofParameters = { ...resource, request: parameters };
    const ofBody = { ...resource, request: { ...(body !== undefined && { body }) } };
    const headers = headerNames(parameters.headers);
    const hasPath = (parameters.path ?? []).length > 0;
    const hasQuery = (parameters.query ?? []).length > 0;
    const judgeParameters = cachedJudge(validateInput, ({ url, ...element }) =>
      JSON.stringify([hasPath ? url.path : '', hasQuery ? url.query : {}, headersIn({ url, ...element }, headers)]),
    );
    const judgeNoBody = cachedJudge(validateInput, (element) => JSON.stringify(headersIn(element, ['content-type'])));
    return (element) => {
      const hasBody = element.body !== undefined || element.headers?.['content-length'] !== noBytes;
      const ofTheBody = (hasBody ? validateInput : judgeNoBody)({ resource: ofBody, element });
      const withoutBody = { ...element, body: undefined, headers: { ...element.headers, 'content-length': noBytes } };
      const ofTheRest = judgeParameters({ resource: ofParameters, element: withoutBody });
      if (ofTheBody._tag === 'Right') return ofTheRest;
      if (ofTheRest._tag === 'Right') return ofTheBody;
      const [first, ...others] = ofTheBody.left;
      return { _tag: 'Left', left: [first, ...others, ...ofTheRest.left] };
    };
  });
