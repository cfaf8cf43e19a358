/** What is sent: everything as it goes over the wire, credentials included. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Null where no body is sent. */
  readonly body: string | null;
}

/** A response that was read to its end, or as far as it can be. */
export interface HttpResponse {
  readonly status: number;
  /** Names in lower case; repeated ones joined by a comma (RFC 9110, 5.3), but those of Set-Cookie by a line break. */
  readonly headers: Readonly<Record<string, string>>;
  /** Without a content coding; empty where there is none. */
  readonly body: string;
  /** Whether it was not read whole: it is larger than the bound, or in a coding that is not read. */
  readonly truncated: boolean;
  /** Whether the whole body is in UTF-8; left out where its bytes aren't known. */
  readonly isUtf8?: boolean;
}
