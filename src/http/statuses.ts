/**
 * What a status code proves. All that judges, sends or records responses asks here, so that no two places disagree.
 * Sources: RFC 9110, section 15; RFC 4918, section 11 (207, 423, 424, 507); RFC 6585 (428, 429, 431); RFC 8470, 5.2 (425); RFC 7725 (451).
 */
export const proofs = [
  /** The server did what the request asks for. */
  'accepted',
  /** The server may still refuse, or refuse a part of the request. */
  'undecided',
  /** The server refused, for whatever reason, and did nothing. */
  'refused',
  /** The server refused the request for what it says. */
  'invalid',
  /** The server refused, as it does where nothing is at the URL. */
  'absent',
  /** The server says that nothing is at the URL. */
  'not found',
  /** The server says that the credentials are missing, wrong or not enough. */
  'asks for credentials',
  /** The server asks the client to come back later. */
  'busy',
  /** The server failed. */
  'failed',
  /** A gateway, or a part that this installation lacks, failed; where it is documented, that is no error of the server. */
  'failed elsewhere',
  /** A gateway between client and server may have sent it. */
  'by a gateway',
] as const;
export type Proof = (typeof proofs)[number];

/** What a status proves by its first digit alone. */
const byClass: Readonly<Record<number, readonly Proof[]>> = {
  2: ['accepted'],
  3: ['by a gateway'],
  4: ['refused', 'invalid', 'absent'],
  5: ['failed'],
};

/** The statuses that prove something else than their class. */
// Exported for its test.
export const statusTable: Readonly<Record<number, readonly Proof[]>> = {
  202: ['accepted', 'undecided'],
  207: ['accepted', 'undecided'],
  401: ['refused', 'asks for credentials'],
  // About the account, not about the request.
  402: ['refused', 'absent'],
  // Hides what belongs to others, so that it may stand for 404.
  403: ['refused', 'absent', 'asks for credentials'],
  404: ['refused', 'absent', 'not found'],
  // About a proxy's credentials.
  407: [],
  // About how fast the request arrived.
  408: [],
  // About the state of the resource.
  409: ['refused', 'absent'],
  410: ['refused', 'absent', 'not found'],
  423: ['refused', 'absent'],
  424: ['refused', 'absent'],
  // About a request that may be a replay.
  425: [],
  426: [],
  429: ['busy'],
  451: ['refused', 'absent'],
  501: ['failed', 'failed elsewhere'],
  502: ['failed', 'failed elsewhere', 'by a gateway'],
  503: ['busy', 'by a gateway'],
  504: ['failed', 'failed elsewhere', 'by a gateway'],
  507: ['failed', 'failed elsewhere'],
};

/**
 * Whether a status code proves something.
 *
 * @param status The status code of a response; undefined where there was no response, which proves nothing.
 * @example proves(429, 'invalid') // false: the server is busy, and may not have looked at the request
 */
export const proves = (status: number | undefined, proof: Proof): boolean =>
  status !== undefined && (statusTable[status] ?? byClass[Math.floor(status / 100)] ?? []).includes(proof);

const isOfClass =
  (digit: number) =>
  (status: number | undefined): boolean =>
    status !== undefined && Math.floor(status / 100) === digit;

/** 2xx (RFC 9110, 15.3). */
export const isSuccess = isOfClass(2);
/** 3xx (RFC 9110, 15.4). */
export const isRedirect = isOfClass(3);
/** 4xx (RFC 9110, 15.5). */
export const isClientError = isOfClass(4);
/** 5xx (RFC 9110, 15.6). */
export const isServerError = isOfClass(5);

/** Whether a response with a status code has no body (RFC 9110, 15.3.5, 15.3.6 and 15.4.5). */
export const isBodiless = (status: number): boolean => [204, 205, 304].includes(status);
