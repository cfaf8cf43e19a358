import { setTimeout as wait } from 'node:timers/promises';
import { callListener } from './call-listener.ts';
import { answerControl, isControlPath, sessionHeader } from './control.ts';
import { failedAnswer } from './failed-answer.ts';
import { brokenClauses, failureStatuses, firstBreakMistake } from './faults/faults.ts';
import type { ApiRequest } from './http/api-request.ts';
import type { ExplainedAnswer, MockRequest } from './http/http-messages.ts';
import { nearestOperation } from './http/nearest-operation.ts';
import { type Preferences, readPreferences } from './http/preferences.ts';
import { problemAnswer } from './http/problem.ts';
import { readContent } from './http/request-content.ts';
import { canDecode, readTarget, type Target } from './http/request-target.ts';
import { type Journal, keptBody } from './journal/journal.ts';
import type { RequestRecord } from './journal/request-record.ts';
import type { Session, Sessions } from './memory/sessions.ts';
import { findMount, type Mount, type Mounted } from './mounts.ts';
import type { MockSettings } from './options.ts';
import { urlBytesMax } from './settings/limits.ts';

const unknownApi = (mounts: readonly Mount[]): ExplainedAnswer => {
  const paths = mounts.map(({ contract }) => `/${contract.id}`).join(', ');
  return problemAnswer(404, `No API is served at this path. APIs are served at: ${paths}.`);
};

/** Has an API answer a request with what a session holds, and with what is wrong on purpose. */
const answerFrom = async (
  mount: Mount,
  { name, faults, apis }: Session,
  request: Omit<ApiRequest, 'preferences' | 'session'>,
  { body, closing }: { readonly body: Buffer | null; readonly closing: AbortSignal },
): Promise<ExplainedAnswer> => {
  const { contract, engine, flawedAnswer } = mount;
  const session = apis.get(contract.id);
  if (session === undefined) throw new Error(`No session holds anything of ${contract.id}.`);
  const preferences = preferencesFor(mount, request.headers.prefer);
  const broken = brokenClauses(contract, [...faults.break, ...(preferences.break ?? [])]);
  const { answer: answerRight } = await engine();
  const asked = { ...request, preferences, session };
  if (broken.size === 0 || request.failure !== null) return answerRight(asked);
  return flawedAnswer()({ request: asked, body, session: name, broken, answerRight, closing });
};

/** What is left of a request whose connection is cut. */
const dropped: ExplainedAnswer = {
  status: 0,
  headers: {},
  body: null,
  operation: null,
  reason: 'The mock was told to drop a share of all connections, and this is one of them.',
  dropped: true,
};

/** Reads what a request prefers; a clause that can't be broken is a mistake in it. */
const preferencesFor = ({ contract, stateless }: Mount, header: string | undefined): Preferences => {
  const preferences = readPreferences(header);
  const mistake = firstBreakMistake({ contracts: [contract], stateless }, preferences.break ?? []);
  return mistake === null || preferences.mistake !== null
    ? preferences
    : { mistake: `In the header Prefer, break is wrong: ${mistake.replace(/\.$/, '')}` };
};

/** Prism reads a contract when its API is first asked for something: one that it can't read is told to whoever asks. */
const failed = (error: unknown) => ({
  mounted: null,
  answer: failedAnswer(error),
});

/** What every request is answered from. */
export interface AnswererParts {
  readonly mounts: readonly Mount[];
  readonly sessions: Sessions;
  readonly journal: Journal;
  /** Masks the mock's own credentials, wherever they stand. */
  readonly masked: (text: string) => string;
  readonly settings: MockSettings & { readonly seed: number };
}

/** Answers a request, come what may. */
export type Answer = (request: MockRequest) => Promise<ExplainedAnswer>;

/** What answers every request: the control, one of the APIs, or nobody. Delays end when `closing` is aborted. */
export const createAnswerer = (
  { mounts, sessions, journal, masked, settings }: AnswererParts,
  closing: AbortSignal,
): Answer => {
  const { log } = settings;
  const contracts = mounts.map(({ contract }) => contract);
  const { stateless } = settings;
  const control = { token: settings.controlToken, contracts, stateless, sessions, journal };

  const answerApi = async (
    request: MockRequest,
    { query, queryText }: Target,
    mounted: Mounted,
  ): Promise<ExplainedAnswer> => {
    const { mount, path } = mounted;
    const session = sessions.of(request.headers[sessionHeader] ?? '');
    if (typeof session === 'string') return problemAnswer(503, session);
    const { delayMs, failRate, failWith } = session.faults;
    // Drawn before anything waits, so that which requests fail depends on their order alone.
    const fails = failRate > 0 && session.chance() < failRate;
    const engine = await mount.engine();
    if (delayMs > 0) await wait(delayMs, undefined, { signal: closing }).catch(() => {});
    // Looked up again, since the state may have been put in another's place while the request waited.
    const current = sessions.of(session.name);
    if (typeof current === 'string') return problemAnswer(503, current);
    if (request.target.length > urlBytesMax) {
      return engine.refuse(414, `The URL is longer than ${urlBytesMax} bytes.`);
    }
    if (!canDecode(path)) return engine.refuse(400, `The path ${path} is not well percent-encoded.`);
    if (fails && failWith === 'drop') return dropped;
    const failure = fails ? failureStatuses[failWith] : null;
    const asked = {
      method: request.method,
      path,
      query,
      queryText,
      headers: request.headers,
      failure,
      content: readContent(request),
    };
    return answerFrom(mount, current, asked, { body: request.body, closing });
  };

  const answerAt = async (request: MockRequest, target: Target) => {
    const mounted = await findMount(mounts, target.path);
    return { mounted, answer: mounted === null ? unknownApi(mounts) : await answerApi(request, target, mounted) };
  };

  const tellLog = (
    { method }: MockRequest,
    target: Target,
    mounted: Mounted | null,
    { operation, status, reason, stack }: ExplainedAnswer,
    startedAt: number,
  ): RequestRecord => {
    const told = {
      method,
      path: masked(target.path),
      api: mounted?.mount.contract.id ?? null,
      operation,
      status,
      durationMs: performance.now() - startedAt,
      reason: reason === null ? null : masked(reason),
      stack: stack === undefined ? null : masked(stack),
    };
    callListener(log, told);
    return told;
  };

  const record = (
    request: MockRequest,
    target: Target,
    mounted: Mounted | null,
    answer: ExplainedAnswer,
    startedAt: number,
  ): void => {
    const { path, api, operation, status, durationMs, reason } = tellLog(request, target, mounted, answer, startedAt);
    const unmatched = mounted !== null && operation === null && [404, 405].includes(status);
    journal.add({
      at: new Date().toISOString(),
      session: request.headers[sessionHeader] ?? '',
      api,
      operation,
      durationMs,
      request: {
        method: request.method,
        path,
        query: target.queryText,
        headers: request.headers,
        body: keptBody(request.body?.toString('utf8') ?? null),
      },
      response: {
        status,
        headers: answer.headers,
        body: keptBody(answer.body),
      },
      reason,
      nearest: unmatched ? nearestOperation(mounted.mount.contract, request.method, masked(mounted.path)) : null,
    });
  };

  return async (request: MockRequest): Promise<ExplainedAnswer> => {
    const startedAt = performance.now();
    const target = readTarget(request.target);
    if (isControlPath(target.path)) {
      const answer = answerControl(control, request, target);
      if (answer.stack !== undefined) tellLog(request, target, null, answer, startedAt);
      return answer;
    }
    const { mounted, answer } = await answerAt(request, target).catch(failed);
    record(request, target, mounted, answer, startedAt);
    return answer;
  };
};
