import { STATUS_CODES } from 'node:http';
import type { ExplainedAnswer } from './http-messages.ts';

/** An answer in the shape that is nobody's in particular (RFC 9457). */
export const problemAnswer = (
  status: number,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): ExplainedAnswer => ({
  status,
  headers: { ...headers, 'content-type': 'application/problem+json' },
  body: JSON.stringify(problemBody(status, detail)),
  operation: null,
  reason: detail,
});

/** The body of a problem whose type says no more than its status does (RFC 9457, 4.2.1). */
export const problemBody = (status: number, detail: string) => ({
  type: 'about:blank',
  title: problemTitle(status),
  status,
  detail,
});

/** The title of a problem that is no more than its status. */
export const problemTitle = (status: number): string => STATUS_CODES[status] ?? 'Refused';
