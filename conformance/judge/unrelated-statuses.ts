/** Statuses that say no for a reason that has nothing to do with what is there, or with a request's form (RFC 9110, 15.5; RFC 6585; RFC 8470). */
export const unrelatedStatuses: readonly number[] = [401, 407, 408, 425, 429];
