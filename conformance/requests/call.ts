import type { Operation } from '../../src/contract/api-description.ts';
import type { JsonValue } from '../../src/document/document.ts';

/** Values for the parts of a request that a generator decides on. Path parameters that are ids or owners' values are filled in when it is sent. */
export interface CallValues {
  /** By `in` and name, say `query limit`. Absent ones aren't sent. */
  readonly parameters: Readonly<Record<string, JsonValue>>;
  /** Undefined where no body is sent. */
  readonly body: JsonValue | undefined;
}

export const credentialKinds = ['valid', 'none', 'wrong-scheme', 'wrong-value'] as const;
export type CredentialKind = (typeof credentialKinds)[number];

/** A request in the contract's terms, before it is written into HTTP. */
export interface Call {
  readonly operation: Operation;
  readonly values: CallValues;
  readonly credentials: CredentialKind;
  /** Which of the ways to show credentials that are at hand is taken; the first if left out. */
  readonly alternative?: number;
  /** Sent instead of the operation's own media type; null sends none. */
  readonly mediaType?: string | null;
  /** Sent as it stands instead of the body. */
  readonly rawBody?: string;
}

/** The key of a parameter's value. */
export const parameterKey = ({ in: place, name }: { readonly in: string; readonly name: string }): string =>
  `${place} ${name}`;
