import { setTimeout as wait } from 'node:timers/promises';
import { answerControl, isControlPath } from './control.ts';
import type { ExplainedAnswer, MockRequest } from './exchange.ts';
import { urlBytesMax } from './limits.ts';
import { findMount, type Mount, type Mounted } from './mounts.ts';
import type { MockSettings } from './options.ts';
import { readPreferences } from './preferences.ts';
import { problemAnswer } from './problem.ts';
import { createRandom } from './random.ts';
import { readContent } from './request-content.ts';
import { canDecode, readTarget, type Target } from './target.ts';

const unknownApi = (mounts: readonly Mount[]): ExplainedAnswer => {
  const paths = mounts.map(({ contract }) => `/${contract.id}`).join(', ');
  return problemAnswer(404, `No API is served at this path. APIs are served at: ${paths}.`);
};

const seedsMax = 2 ** 32;

/** Gives what answers every request: the control, one of the APIs, or nobody. Delays end when `closing` is aborted. */
export const createAnswerer = (mounts: readonly Mount[], settings: MockSettings, closing: AbortSignal) => {
  const { delayMs, failRate, seed, log } = settings;
  const random = createRandom(seed ?? Math.floor(Math.random() * seedsMax));
  const control = { token: settings.controlToken, apis: mounts.map(({ contract }) => contract.id) };

  const answerApi = async (request: MockRequest, { query }: Target, mounted: Mounted): Promise<ExplainedAnswer> => {
    const { mount, path } = mounted;
    // Drawn before anything waits, so that which requests fail depends on their order alone.
    const unavailable = failRate > 0 && random() < failRate;
    if (delayMs > 0) await wait(delayMs, undefined, { signal: closing }).catch(() => {});
    if (request.target.length > urlBytesMax) {
      return mount.engine.refuse(414, `The URL is longer than ${urlBytesMax} bytes.`);
    }
    if (!canDecode(path)) return mount.engine.refuse(400, `The path ${path} is not well percent-encoded.`);
    const { method, headers } = request;
    const preferences = readPreferences(headers.prefer);
    return mount.engine.answer({
      method,
      path,
      query,
      headers,
      preferences,
      unavailable,
      content: readContent(request),
    });
  };

  return async (request: MockRequest): Promise<ExplainedAnswer> => {
    const startedAt = performance.now();
    const target = readTarget(request.target);
    const isControl = isControlPath(target.path);
    const mounted = isControl ? null : findMount(mounts, target.path);
    const answer = isControl
      ? answerControl(control, request, target.path)
      : mounted === null
        ? unknownApi(mounts)
        : await answerApi(request, target, mounted);
    log?.({
      method: request.method,
      path: target.path,
      api: mounted?.mount.contract.id ?? null,
      operation: answer.operation,
      status: answer.status,
      durationMs: performance.now() - startedAt,
      reason: answer.reason,
    });
    return answer;
  };
};
