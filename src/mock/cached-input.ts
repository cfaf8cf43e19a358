import { cachedBody, noBytes } from './cached-body.ts';
import { accepted, cachedJudge, headersIn, judgePerOperation } from './cached-judge.ts';
import type { PrismParts } from './prism-parts.ts';

/**
 * Keeps Prism's verdicts on parameters, by the path, the query and the declared headers; bodies are judged each time. Both are
 * judged by Prism's own validator, given an operation that has nothing but parameters, and one that has nothing but a body.
 */
export const cachedInput = (parts: PrismParts): PrismParts['validateInput'] =>
  judgePerOperation((whole) => {
    const { validateInput } = parts;
    if (whole.request === undefined) return (element) => validateInput({ resource: whole, element });
    const { body: _body, ...parameters } = whole.request;
    const resource = { ...whole, request: parameters };
    const headers = (parameters.headers ?? []).map(({ name }) => name.toLowerCase());
    const hasPath = (parameters.path ?? []).length > 0;
    const hasQuery = (parameters.query ?? []).length > 0;
    const judgeParameters = cachedJudge(validateInput, (element) =>
      JSON.stringify([hasPath && element.url.path, hasQuery && element.url.query, headersIn(element, headers)]),
    );
    const judgeBody = cachedBody(parts, whole);
    return (element) => {
      const ofBody = judgeBody(element);
      const withoutBody = { ...element, body: undefined, headers: { ...element.headers, 'content-length': noBytes } };
      const ofParameters = judgeParameters({ resource, element: withoutBody });
      if (ofBody._tag === 'Right') return ofParameters._tag === 'Right' ? accepted(element) : ofParameters;
      if (ofParameters._tag === 'Right') return ofBody;
      const [first, ...others] = ofBody.left;
      return { _tag: 'Left', left: [first, ...others, ...ofParameters.left] };
    };
  });
