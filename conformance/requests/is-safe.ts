import type { Operation } from '../../src/contract/api-description.ts';

/** Methods that ask for nothing to be changed (RFC 9110, 9.2.1). */
export const isSafe = ({ method }: Operation): boolean => ['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(method);
