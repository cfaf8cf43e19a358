import type { Operation } from '../contract/contract.ts';
import { timesLate } from '../contract/judged-in-time.ts';
import type { ApiRequest } from './api-request.ts';
import { deepParameters } from './deep-parameters.ts';
import type { JudgeParts } from './judge-parts.ts';
import { jsonDepthMax } from './limits.ts';
import type { Objection } from './objections.ts';

/** What is wrong with a request but for its credentials. */
export type JudgeRequest = (operation: Operation, request: ApiRequest) => readonly Objection[];

/** Whether a request's body is nobody's business: a GET's has no meaning, unless one is documented (RFC 9110, 9.3.1). */
const ignoresBody = ({ method, requestBody }: Operation): boolean => requestBody === null && method === 'GET';

/** Makes the judge of one API's requests. */
export const createJudgeRequest = (judge: JudgeParts): JudgeRequest => {
  const judgeBody = (operation: Operation, { content, headers }: ApiRequest): readonly Objection[] => {
    if (ignoresBody(operation)) return [];
    if (content.kind === 'trouble') return [{ status: content.status, message: content.reason }];
    const { requestBody } = operation;
    if (content.kind === 'none')
      return requestBody?.required ? [{ status: null, message: 'A request body is required' }] : [];
    const lateBefore = timesLate();
    const found = judge.body(requestBody?.content ?? [], content, headers['content-type'] ?? '');
    // Late in part, it has no verdict on the rest, which may be wrong.
    return timesLate() === lateBefore
      ? found
      : [{ status: 413, message: 'The request body takes the mock too long to judge' }];
  };

  return (operation, request) => {
    const { content, preferences } = request;
    const ofBody = judgeBody(operation, request);
    if (content.kind === 'trouble' && ofBody.length > 0) return ofBody;
    const deep = deepParameters(operation, request);
    if (deep.length > 0)
      return deep.map(({ name, in: place }) => ({
        status: 400,
        message: `${place}.${name} nests deeper than ${jsonDepthMax} levels`,
      }));
    const ofParameters = operation.parameters.flatMap((parameter) => judge.parameter(operation, parameter, request));
    const ofPreferences = preferences.mistake === null ? [] : [{ status: 400, message: preferences.mistake }];
    return [...ofBody, ...ofParameters, ...ofPreferences];
  };
};
