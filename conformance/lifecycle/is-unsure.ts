import type { Exchange } from '../http/exchange.ts';

/** Says whether a write failed, or wasn't answered: it may have been done, or not, at any time. */
export const isUnsure = ({ response }: Exchange): boolean => response === null || response.status >= 500;
