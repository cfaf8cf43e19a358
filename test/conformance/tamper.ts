import { fromJson, isRecord, type PassedRequest, type PassedResponse, type Tampering } from './proxy.ts';

/** Changes an object that is on its way; what it gives is passed on. */
export type Change = (object: Record<string, unknown>) => unknown;

/** A copy of a JSON value in which every object that bears all of some properties is changed. */
export const changed = (value: unknown, having: readonly string[], change: Change): unknown => {
  if (Array.isArray(value)) return value.map((item) => changed(item, having, change));
  if (!isRecord(value)) return value;
  const object = Object.fromEntries(Object.entries(value).map(([name, item]) => [name, changed(item, having, change)]));
  return having.every((name) => Object.hasOwn(object, name)) ? change(object) : object;
};

/** Which answers are meant: of these operations (all, if none is named), with these statuses (the successes, if none is). */
export interface Which {
  readonly of?: readonly string[];
  readonly statuses?: readonly number[];
}

const isMeant = ({ of, statuses }: Which, { operation }: PassedRequest, { status }: PassedResponse): boolean =>
  (of?.includes(operation) ?? true) && (statuses?.includes(status) ?? (status >= 200 && status < 300));

/** Changes answers as a whole. */
export const answers = (which: Which, change: (response: PassedResponse) => PassedResponse): Tampering => ({
  response: (response, request) => (isMeant(which, request, response) ? change(response) : response),
});

/** Changes the JSON bodies of answers. */
export const bodies = (which: Which, change: (body: unknown) => unknown): Tampering =>
  answers(which, (response) =>
    response.body === '' ? response : { ...response, body: JSON.stringify(change(fromJson(response.body))) },
  );

/** Changes every object in the bodies of answers that bears all of some properties. */
export const objects = (having: readonly string[], change: Change, which: Which = {}): Tampering =>
  bodies(which, (body) => changed(body, having, change));

/** Changes requests before the server sees them: a fault that is mended on the way is one that nobody checks. */
export const mended = (of: readonly string[] | null, change: (request: PassedRequest) => PassedRequest): Tampering => ({
  request: (request) => (of?.includes(request.operation) === false ? request : change(request)),
});

/** Changes the JSON bodies of requests before the server sees them. */
export const mendedBodies = (of: readonly string[] | null, change: (body: unknown) => unknown): Tampering =>
  mended(of, (request) => {
    const body = fromJson(request.body);
    return body === undefined ? request : { ...request, body: JSON.stringify(change(body)) };
  });

/** Does all that several do to what passes, in their order. */
export const together = (tamperings: readonly Tampering[]): Tampering => ({
  request: (request) =>
    tamperings.reduce<PassedRequest | PassedResponse>(
      (passed, tampering) => ('status' in passed ? passed : (tampering.request?.(passed) ?? passed)),
      request,
    ),
  response: (response, request) =>
    tamperings.reduce((passed, tampering) => tampering.response?.(passed, request) ?? passed, response),
  delayMs: Math.max(0, ...tamperings.map(({ delayMs }) => delayMs ?? 0)),
  endsConnections: tamperings.some(({ endsConnections }) => endsConnections),
  hangs: (request) => tamperings.some(({ hangs }) => hangs?.(request)),
  closes: (request) => tamperings.some(({ closes }) => closes?.(request)),
});

/** An answer in JSON. */
export const answer = (status: number, body: unknown, headers: Record<string, string> = {}): PassedResponse => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});
