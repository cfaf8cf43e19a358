import { isServerError } from '../../src/http/statuses.ts';
import type { Exchange } from './exchange.ts';

/** Whether a write failed, wasn't answered, or was only accepted (202): it may have been done, or not, at any time. */
export const isUnsure = ({ response }: Exchange): boolean =>
  response === null || isServerError(response.status) || response.status === 202;
