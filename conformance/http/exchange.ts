import type { HttpRequest, HttpResponse } from '../../src/http/messages.ts';

export const failureKinds = ['unreachable', 'timeout', 'closed', 'malformed'] as const;
export type FailureKind = (typeof failureKinds)[number];

/** Why there is no answer. */
export interface HttpFailure {
  readonly kind: FailureKind;
  /** A phrase that follows "the target". */
  readonly message: string;
}

/** One request and what became of it. A misbehaving target never throws: it ends up here. */
export interface Exchange {
  readonly request: HttpRequest;
  readonly response: HttpResponse | null;
  readonly failure: HttpFailure | null;
  readonly durationMs: number;
}
