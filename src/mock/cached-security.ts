import { cachedJudge, headersIn, judgePerOperation } from './cached-judge.ts';
import type { PrismParts } from './prism-parts.ts';

/** Keeps Prism's verdicts on credentials, by all that it could find some in: a few headers, and the parameters that are API keys. */
export const cachedSecurity = (validateSecurity: PrismParts['validateSecurity']): PrismParts['validateSecurity'] =>
  judgePerOperation((resource) => {
    const keys = (resource.security ?? []).flat().filter((scheme) => scheme.type === 'apiKey');
    const namesIn = (place: string) => keys.flatMap((scheme) => (scheme.in === place ? [scheme.name] : []));
    const headers = ['authorization', 'cookie', ...namesIn('header').map((name) => name.toLowerCase())];
    const parameters = namesIn('query');
    const judge = cachedJudge(validateSecurity, (element) => {
      const sent = new Map(Object.entries(element.url.query ?? {}));
      return JSON.stringify([headersIn(element, headers), parameters.map((name) => sent.get(name) ?? null)]);
    });
    return (element) => judge({ resource, element });
  });
