import type { MatchedRequest } from './read-request.ts';

/** Characters that need two units of UTF-16, and texts longer than most columns: what careless servers fail at. */
const rare = /[\u{10000}-\u{10ffff}]|[^"]{300}/u;

/** Whether a server that breaks `answered` fails at a request: at what is rare in a body, where there is one; else at all. */
export const failsAt = ({ operation, request }: MatchedRequest): boolean =>
  operation.requestBody === null || rare.test(request.body ?? '');
