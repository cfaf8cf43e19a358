import { visible } from '../../visible.ts';

/** What is known of a request that was answered. It holds no query, no header and no body, where secrets could be. */
export interface RequestRecord {
  readonly method: string;
  /** As it was sent, percent-encoded. */
  readonly path: string;
  /** The id of the API, or null where none was found. */
  readonly api: string | null;
  /** The id of the operation, or null where none was found. */
  readonly operation: string | null;
  /** 0 where the connection was dropped. */
  readonly status: number;
  readonly durationMs: number;
  /** Why it was refused, or null. */
  readonly reason: string | null;
  /** Where the mock's own code failed, or null: for whoever reports that. */
  readonly stack: string | null;
}

/** Writes a record as one line for people; a path or a reason may quote what the client chose. */
export const recordLine = ({ method, path, status, durationMs, reason }: RequestRecord): string => {
  const line = `${method} ${path} ${status === 0 ? 'dropped' : status} ${durationMs.toFixed(1)} ms${reason === null ? '' : `: ${reason}`}`;
  return visible(line).replaceAll(/[\t\n]/g, ' ');
};
