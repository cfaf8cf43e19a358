import type { Operation } from '../../contract/api-description.ts';

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
