/** What is sent: everything as it goes over the wire, credentials included. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Null where no body is sent. */
  readonly body: string | null;
}

/** An answer that was read to its end, or as far as it can be. */
export interface HttpResponse {
  readonly status: number;
  /** Names in lower case; repeated ones joined by a comma (RFC 9110, 5.3), but those of Set-Cookie by a line break (`header-fields.ts`). */
  readonly headers: Readonly<Record<string, string>>;
  /** Without a content coding. */
  readonly body: string;
  /** Whether it was not read whole: it is larger than the bound, or in a coding that is not read. */
  readonly truncated: boolean;
  /** Whether the whole body is in UTF-8; left out where its bytes aren't known. */
  readonly isUtf8?: boolean;
}

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
