import type { Api, Reason, Surroundings } from './operation.ts';

const statuses = {
  'credentials-missing': 401,
  'credentials-unreadable': 401,
  'credentials-wrong': 401,
  path: 404,
  method: 405,
  'not-acceptable': 406,
  'too-large': 413,
  'media-type': 415,
  malformed: 400,
  invalid: 400,
  'malformed-id': 400,
  unknown: 404,
  deleted: 404,
  'too-many-requests': 429,
} as const satisfies Record<Reason, number>;

/** These are answered by what stands before the service, so that they look alike whatever the service does. */
const outside: readonly Reason[] = ['path', 'method', 'not-acceptable', 'too-large', 'too-many-requests'];

/** Makes what refuses in the way of a dialect: no document says how Management does it. */
export const managementRefusals =
  ({ dialect, json }: Surroundings): Api['refuse'] =>
  ({ reason, message }) => {
    const status = reason === 'credentials-wrong' ? Number(dialect.wrongCredentials) : statuses[reason];
    const content = (value: unknown, mediaType: string = dialect.contentType) => ({
      content: { mediaType, text: json(value) },
    });
    if (status === 401 && dialect.unauthorizedBody === 'none') return { status };
    const problem = { status, ...content({ title: message, status }, 'application/problem+json') };
    if (outside.includes(reason)) return problem;
    switch (dialect.refusals) {
      case 'problem':
        return problem;
      case 'success-false':
        return { status: 200, ...content({ success: false, message }) };
      case 'success-false-with-nulls':
        return {
          status: 200,
          ...content({ subscription: null, subscriptions: null, events: null, eventId: null, success: false, message }),
        };
      case 'envelope':
        return { status, ...content({ success: false, message }) };
      case 'text':
        return { status, content: { mediaType: 'text/plain; charset=utf-8', text: message } };
      default:
        throw new Error(`No way to refuse is called ${dialect.refusals satisfies never}.`);
    }
  };
