/** A request as the HTTP layer hands it on. */
export interface MockRequest {
  /** In capitals. */
  readonly method: string;
  /** The request target as it was sent, percent-encoded. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
  /** Why there is a body that could not be read, or null. */
  readonly trouble: BodyTrouble | null;
}

/** A body that could not be read. */
export interface BodyTrouble {
  readonly status: 400 | 413 | 415 | 503;
  readonly reason: string;
}

/** What goes back. */
export interface MockAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Whether the connection is cut instead. */
  readonly dropped?: boolean;
}

/** What goes back, with what the log says of it. */
export interface ExplainedAnswer extends MockAnswer {
  /** The id of the operation, or null where none was found. */
  readonly operation: string | null;
  /** Why the request was refused, or null. */
  readonly reason: string | null;
  /** Where the mock's own code failed. */
  readonly stack?: string;
}
