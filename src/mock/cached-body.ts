import { cachedJudge, headersIn, type Judging, type Verdict } from './cached-judge.ts';
import type { PrismParts, Resource } from './prism-parts.ts';

/** What a request without a body says of its length; it is always said. */
export const noBytes = '0';

const contentTypeOf = (element: Judging['element']): string => JSON.stringify(headersIn(element, ['content-type']));

/**
 * Has the bodies of one operation judged by Prism's validator, each of them, but their media types only once: to find out about
 * those takes it longer than the rest. Where an operation takes one media type, Prism judges a body of any type that it lets
 * through as it does one of no type, whose schema it has found before it looks.
 */
export const cachedBody = (validateInput: PrismParts['validateInput'], whole: Resource) => {
  const body = whole.request?.body;
  const resource: Resource = { ...whole, request: { ...(body !== undefined && { body }) } };
  const [content, ...others] = body?.contents ?? [];
  const judgeNoBody = cachedJudge(validateInput, contentTypeOf);
  const judgeAll = (element: Judging['element']): Verdict => {
    const isThere = element.body !== undefined || element.headers?.['content-length'] !== noBytes;
    return (isThere ? validateInput : judgeNoBody)({ resource, element });
  };
  if (body === undefined || content === undefined || others.length > 0) return judgeAll;

  const { schema: _schema, ...anything } = content;
  const ofMediaType: Resource = { ...resource, request: { body: { ...body, contents: [anything] } } };
  const judgeMediaType = cachedJudge(validateInput, contentTypeOf);
  return (element: Judging['element']): Verdict => {
    // Of these alone it is sure that they were read from JSON: Prism reads forms by themselves, which are text.
    if (typeof element.body !== 'object' || element.body === null) return judgeAll(element);
    const verdict = judgeMediaType({ resource: ofMediaType, element });
    if (verdict._tag === 'Left') return verdict;
    return validateInput({ resource, element: { ...element, headers: { 'content-length': noBytes } } });
  };
};
