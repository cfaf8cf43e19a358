import type { Clock } from './clock.ts';
import type { Dialect } from './dialect.ts';
import type { Answer } from './http.ts';
import type { Random } from './random.ts';

/** Why a request is refused. */
export type Reason =
  | 'credentials-missing'
  | 'credentials-unreadable'
  | 'credentials-wrong'
  | 'path'
  | 'method'
  | 'not-acceptable'
  | 'too-large'
  | 'media-type'
  | 'malformed'
  | 'invalid'
  | 'malformed-id'
  | 'unknown'
  | 'deleted'
  | 'too-many-requests';

/** A refusal before it is written in the way of an API. */
export interface Refusal {
  readonly reason: Reason;
  readonly message: string;
}

/** One request to an operation, with its parts read. */
export interface Call {
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Undefined where no body was sent. */
  readonly body: unknown;
}

/** What an operation does: the value of its answer. Without a value there is no body. */
export interface Done {
  readonly status: number;
  readonly value?: unknown;
}

/** One operation of an API. */
export interface Operation {
  readonly method: string;
  /** Templates in braces stand for one segment each. */
  readonly path: string;
  readonly takesBody: boolean;
  perform(call: Call): Promise<Done | Refusal>;
}

/** What every API is made with. */
export interface Surroundings {
  readonly dialect: Dialect;
  readonly random: Random;
  readonly clock: Clock;
  /** Passes time between reading and writing. */
  pause(): Promise<void>;
  /** Writes JSON in the way of the dialect. */
  json(value: unknown): string;
}

/** One API: its operations, and how it refuses. */
export interface Api {
  readonly operations: readonly Operation[];
  readonly takesKeys: boolean;
  readonly bodyMediaTypes: readonly string[];
  readonly bodyBytesMax: number;
  readonly answerTypes: readonly [string, ...string[]];
  refuse(refusal: Refusal): Answer;
  /** What another user of the same API sends to create a resource of his own, and to change it. */
  readonly otherUser: { readonly create: unknown; readonly change: unknown; idOf(value: unknown): string };
}

/** Whether an operation refused. */
export const isRefusal = (result: Done | Refusal): result is Refusal => 'reason' in result;
