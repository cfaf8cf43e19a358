import type { ExplainedAnswer } from './http/http-messages.ts';
import { problemAnswer } from './http/problem.ts';

/** The response to a request that the mock's own code failed on. Its stack goes to the log, since the client can do nothing about it. */
export const failedAnswer = (error: unknown): ExplainedAnswer => {
  const { message, stack = message } = error instanceof Error ? error : new Error(String(error));
  return { ...problemAnswer(500, `The mock failed: ${message}`), stack };
};
