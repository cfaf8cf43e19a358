import { cachedJudge, headersIn, type Judging, type PrismVerdict } from './cached-judge.ts';
import type { PrismOperation, PrismParts } from './prism-parts.ts';

/** What a request without a body says of its length; it is always said. */
export const noBytes = '0';

const contentTypeOf = (element: Judging['element']): string => JSON.stringify(headersIn(element, ['content-type']));

/** Words at which Prism makes another schema of one before it judges: their own validator is not the one that it would use. */
const rewritten = /"(allOf|readOnly)":/;

/**
 * Has the bodies of one operation judged by Prism's validator, each of them, but their media types only once. To find out about
 * those, and then about the right schema, takes Prism a hundred times longer than to judge a body by it. So where an operation
 * takes one media type, whose schema Prism uses as it is, a body is judged by that at once.
 */
export const cachedBody = ({ validateInput, validateBody }: PrismParts, whole: PrismOperation) => {
  const body = whole.request?.body;
  const resource: PrismOperation = { ...whole, request: { ...(body !== undefined && { body }) } };
  const judgeNoBody = cachedJudge(validateInput, contentTypeOf);
  const judgeAll = (element: Judging['element']): PrismVerdict => {
    const isThere = element.body !== undefined || element.headers?.['content-length'] !== noBytes;
    return (isThere ? validateInput : judgeNoBody)({ resource, element });
  };

  const [content, ...others] = body?.contents ?? [];
  if (body === undefined || content?.schema === undefined || others.length > 0) return judgeAll;
  const { schema, ...anything } = content;
  const bundle = '__bundled__' in whole ? whole.__bundled__ : undefined;
  if (rewritten.test(JSON.stringify([schema, bundle]))) return judgeAll;

  const ofMediaType: PrismOperation = { ...resource, request: { body: { ...body, contents: [anything] } } };
  const judgeMediaType = cachedJudge(validateInput, contentTypeOf);
  return (element: Judging['element']): PrismVerdict => {
    // Of these alone it is sure that they were read from JSON: Prism reads forms by themselves, which are text.
    if (typeof element.body !== 'object' || element.body === null) return judgeAll(element);
    const verdict = judgeMediaType({ resource: ofMediaType, element });
    if (verdict._tag === 'Left') return verdict;
    const wrong = validateBody(element.body, schema, bundle);
    return wrong._tag === 'None' ? verdict : { _tag: 'Left', left: wrong.value };
  };
};
