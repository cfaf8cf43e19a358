import type { Operation } from '../../contract/api-description.ts';
import { jsonDepthMax } from '../../document/json-text.ts';
import { judgedInTime, timesLate, tooLate } from '../../schema/judged-in-time.ts';
import type { ApiRequest } from '../http/api-request.ts';
import { deepParameters } from './deep-parameters.ts';
import type { JudgeParts } from './judge-parts.ts';
import type { Objection } from './objections.ts';

/** What is wrong with a request but for its credentials. */
export type JudgeRequest = (operation: Operation, request: ApiRequest) => readonly Objection[];

/** A form or text of this length, and no longer, is read in no time, unless its names nest or it holds JSON. */
const ordinaryCharacters = 50_000;

/** Whether to read texts by their schemas may take longer than anyone waits: the validator watches itself, and who reads doesn't. */
const mayTakeLongToRead = (text: string): boolean => text.length > ordinaryCharacters || /[[{]|%5b|%7b/i.test(text);

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
    const judgeOnce = () => judge.body(requestBody?.content ?? [], content, headers['content-type'] ?? '');
    const isWatched = content.kind === 'text' && mayTakeLongToRead(content.value);
    const found = isWatched ? judgedInTime(judgeOnce) : judgeOnce();
    // Late in part, it has no verdict on the rest, which may be wrong.
    return found === tooLate || timesLate() !== lateBefore
      ? [{ status: 413, message: 'The request body takes the mock too long to judge' }]
      : found;
  };

  const judgeParameters = (operation: Operation, request: ApiRequest): readonly Objection[] => {
    const lateBefore = timesLate();
    const judgeOnce = () => operation.parameters.flatMap((parameter) => judge.parameter(operation, parameter, request));
    const found = mayTakeLongToRead(request.queryText) ? judgedInTime(judgeOnce) : judgeOnce();
    return found === tooLate || timesLate() !== lateBefore
      ? [{ status: 400, message: 'The parameters take the mock too long to judge' }]
      : found;
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
    const ofParameters = judgeParameters(operation, request);
    const ofPreferences = preferences.mistake === null ? [] : [{ status: 400, message: preferences.mistake }];
    return [...ofBody, ...ofParameters, ...ofPreferences];
  };
};
