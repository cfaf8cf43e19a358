import type { Exchange } from './exchange.ts';

/**
 * What it shows that a request got no response. A case with such a request is performed once more, alone (`run/run-check.ts`); then:
 *
 * | failure | shows | a valid request | an invalid request | a request for what is gone |
 * |---|---|---|---|---|
 * | `unreachable`: nothing listens | nothing | untestable | no evidence | untestable |
 * | `timeout`, `closed`, `malformed` | a failure of the server | `answered` is broken | not refused: broken | untestable |
 *
 * No clause of a response's status, headers or body is judged by it.
 */
export interface NoResponse {
  readonly shows: 'nothing' | 'failure';
  /** A sentence's end: "the target closed the connection …". */
  readonly why: string;
}

/** Returns what it shows that an exchange has no response; null where it has one. */
export const noResponse = ({ response, failure }: Exchange): NoResponse | null => {
  if (response !== null) return null;
  const why = `the target ${failure?.message ?? 'did not answer'}`;
  return { shows: failure?.kind === 'unreachable' ? 'nothing' : 'failure', why };
};
