import type { Operation } from '../contract/contract.ts';
import type { BrokenClauses } from './faults/faults.ts';
import type { ApiSession } from './memory/memory.ts';
import type { Preferences } from './preferences.ts';
import type { RequestContent } from './request-content.ts';
import type { Target } from './request-target.ts';

/** A request to one of the APIs. */
export interface ApiRequest extends Pick<Target, 'path' | 'query'> {
  /** In capitals. */
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly content: RequestContent;
  readonly preferences: Preferences;
  /** What the session that it belongs to holds; null where nothing is remembered. */
  readonly session: ApiSession | null;
  /** With which status it is refused, whatever it asks for; null where it isn't. */
  readonly failure: 429 | 503 | null;
  /** The clauses that are broken in its answer, or that it may break. */
  readonly broken: BrokenClauses;
  /** Whether it came while another of its kind was under way, where that is to make a difference. */
  readonly racing: boolean;
}

/** One thing that is wrong with a request. */
export interface Finding {
  /** The status that it calls for, or null where it is a value that the contract doesn't allow. */
  readonly status: number | null;
  /** What is wrong, without a full stop. */
  readonly message: string;
}

/** An answer before it is written down. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined where there is no content. */
  readonly body: unknown;
}

/** An answer that refuses, with a sentence that says why. */
export interface ApiRefusal extends ApiAnswer {
  readonly reason: string;
}

/** What the mock has a say in, beside Prism. */
export interface Rules {
  /** What is wrong with the credentials, given what Prism found. */
  credentials(operation: Operation, request: ApiRequest, found: readonly Finding[]): readonly Finding[];
  /** What is wrong with the rest of the request, given what Prism found. */
  input(operation: Operation, request: ApiRequest, found: readonly Finding[]): readonly Finding[];
  /** The answer to a request with which nothing is wrong, given the documented one: with what is remembered, if anything is. */
  remember(operation: Operation, request: ApiRequest, answer: ApiAnswer): ApiAnswer | ApiRefusal;
  /** The answer to a request with which something is wrong. */
  refuse(operation: Operation, request: ApiRequest, findings: readonly Finding[]): ApiRefusal;
}

/** How a request fared. */
export type Outcome =
  | {
      readonly kind: 'answered';
      readonly operation: Operation;
      readonly answer: ApiAnswer | ApiRefusal;
      /** What is wrong with the answer. */
      readonly violations: readonly string[];
    }
  | { readonly kind: 'no path' }
  | { readonly kind: 'no method'; readonly allowed: readonly string[] };
