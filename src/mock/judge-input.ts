import type { Operation, Parameter, RequestBody } from '../contract/contract.ts';
import type { JsonValue, Schema } from '../contract/document.ts';
import { pointerTokens } from '../contract/json-pointer.ts';
import { describingMediaTypes } from '../contract/media-type.ts';
import type { ApiRequest } from './api-request.ts';
import { deepParameters } from './deep-parameters.ts';
import { jsonDepthMax } from './limits.ts';
import { bodyPart, type Objection, parameterPart } from './objections.ts';
import type { ReadParameter } from './parameter-readings.ts';
import type { ValidateRequest } from './request-validator.ts';

/** What is wrong with a request but for its credentials, given what Prism found. */
export type JudgeInput = (
  operation: Operation,
  request: ApiRequest,
  found: readonly Objection[],
) => readonly Objection[];

/** What the contract's own schemas say of a part of a request: what is wrong with it, nothing where it is right, or null where they can't tell. */
type Verdict = readonly Objection[] | null;

/** Whether a request's body is nobody's business: a GET's has no meaning, unless one is documented (RFC 9110, 9.3.1). */
const ignoresBody = ({ method, requestBody }: Operation): boolean => requestBody === null && method === 'GET';

/** Makes the judge of one API's requests, by its own schemas. */
export const createJudgeInput = (validate: ValidateRequest, readParameter: ReadParameter): JudgeInput => {
  const judgeValue = (schema: Schema, value: JsonValue, place: string): readonly Objection[] =>
    validate(schema)(value).map(({ pointer, message, keyword }) => ({
      status: null,
      keyword,
      message: `${[place, ...pointerTokens(pointer)].join('.')} ${message}`,
    }));

  /** Judges a parameter, which is wrong only if it is so however it is read. */
  const judgeParameter = (operation: Operation, parameter: Parameter, request: ApiRequest): Verdict => {
    const { in: place, name, required, schema } = parameter;
    const readings = readParameter(operation, parameter, request);
    if (readings === 'unknown') return null;
    if (readings === 'empty') return [];
    if (readings === 'absent') {
      return required ? [{ status: null, message: `${place} must have required property '${name}'` }] : [];
    }
    if (readings.length === 0) return [{ status: null, message: `The ${place} parameter ${name} cannot be read` }];
    const wrongs = readings.map((value) => judgeValue(schema, value, `${place}.${name}`));
    return wrongs.find((wrong) => wrong.length === 0) ?? wrongs[0] ?? [];
  };

  /**
   * Judges a JSON body by the contract's own schema, and the media type of any. Prism takes `null` and the like for no body, knows only
   * the formats and keywords of JSON Schema's draft 7, finds nothing wrong by a schema that it can't compile, and takes one suffix
   * for another. Whether there has to be a body is left to it, and so are bodies that aren't JSON.
   */
  const judgeBody = ({ content: documented }: RequestBody, { content, headers }: ApiRequest): Verdict => {
    const { 'content-type': contentType } = headers;
    const isThere = (content.kind === 'json' || content.kind === 'text') && contentType !== undefined;
    if (!isThere || documented.length === 0) return null;
    const names = documented.map(({ name }) => name);
    const described = describingMediaTypes(names, contentType);
    if (described.length === 0) return [{ status: 415, message: `Supported content types: ${names.join(',')}` }];
    if (content.kind === 'text') return null;
    const wrongs = documented
      .filter(({ name }) => described.includes(name))
      .map(({ schema }) => judgeValue(schema, content.value, bodyPart));
    return wrongs.find((wrong) => wrong.length === 0) ?? wrongs[0] ?? null;
  };

  /** Judges each part of a request. Parameters whose names differ in case alone are one part, as they are to Prism. */
  const judgeParts = (operation: Operation, request: ApiRequest): ReadonlyMap<string, Verdict> => {
    const { requestBody, parameters } = operation;
    const ofBody = requestBody === null ? null : judgeBody(requestBody, request);
    const verdicts = new Map<string, Verdict>([[bodyPart, ignoresBody(operation) ? [] : ofBody]]);
    for (const parameter of parameters) {
      const part = parameterPart(parameter);
      const [known, verdict] = [verdicts.get(part) ?? [], judgeParameter(operation, parameter, request)];
      verdicts.set(part, verdict === null || verdicts.get(part) === null ? null : [...known, ...verdict]);
    }
    return verdicts;
  };

  /**
   * What Prism finds wrong where our verdict is the same or there is none, and in our words what Prism takes for right. What
   * Prism doesn't find for the same reason, say a wrong media type rather than a wrong value, counts as not found.
   */
  const judge = (operation: Operation, request: ApiRequest, found: readonly Objection[]): readonly Objection[] => {
    const verdicts = judgeParts(operation, request);
    const kept = found.filter(({ status, part = '' }) => {
      const verdict = verdicts.get(part) ?? null;
      return verdict === null || verdict.some((own) => own.status === status);
    });
    const said = new Set(kept.map(({ part }) => part));
    const messages = new Set(kept.map(({ message }) => message));
    // Of the part that it found wrong, Prism may not know the pattern (`prism-patterns.ts`).
    const isNew = ({ keyword = '', message }: Objection): boolean =>
      ['pattern', 'format'].includes(keyword) && !messages.has(message);
    const own = [...verdicts].flatMap(([part, verdict]) => (said.has(part) ? verdict?.filter(isNew) : verdict) ?? []);
    return [...kept, ...own];
  };

  return (operation, request, found) => {
    const { content, preferences } = request;
    if (content.kind === 'trouble' && !ignoresBody(operation))
      return [{ status: content.status, message: content.reason }];
    const deep = deepParameters(operation, request);
    if (deep.length > 0)
      return deep.map(({ name, in: place }) => ({
        status: 400,
        message: `${place}.${name} nests deeper than ${jsonDepthMax} levels`,
      }));
    const objections = judge(operation, request, found);
    return preferences.mistake === null ? objections : [...objections, { status: 400, message: preferences.mistake }];
  };
};
