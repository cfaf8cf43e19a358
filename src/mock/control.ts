import type { ExplainedAnswer, MockRequest } from './exchange.ts';
import { problemAnswer } from './problem.ts';
import { authorizationOf, sameSecret } from './secret.ts';

/** The path below which the mock itself is asked, not an API; no contract's id begins with an underscore. */
const controlPath = '/__mock/';

/** What the control answers from. */
export interface Control {
  /** What must be shown to get in, or undefined. */
  readonly token: string | undefined;
  readonly apis: readonly string[];
}

type Handler = (control: Control) => unknown;

const handlers: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  health: { GET: ({ apis }) => ({ status: 'ok', apis }) },
};

/** Says whether a path is the control's. */
export const isControlPath = (path: string): boolean => `${path}/`.startsWith(controlPath);

const isLetIn = ({ headers }: MockRequest, token: string): boolean =>
  sameSecret(authorizationOf(headers.authorization, 'bearer'), token) ||
  sameSecret(headers['x-mock-control-token'], token);

/** Answers a request to the control. */
export const answerControl = (control: Control, request: MockRequest, path: string): ExplainedAnswer => {
  if (control.token !== undefined && !isLetIn(request, control.token)) {
    const detail = 'The control asks for its token, in the header Authorization (Bearer) or x-mock-control-token.';
    return problemAnswer(401, detail, { 'www-authenticate': 'Bearer' });
  }
  const name = path.slice(controlPath.length);
  const methods = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
  if (methods === undefined) {
    const known = Object.keys(handlers).map((one) => controlPath + one);
    return problemAnswer(404, `The control has no path ${path}. It has: ${known.join(', ')}.`);
  }
  const handler = Object.hasOwn(methods, request.method) ? methods[request.method] : undefined;
  if (handler === undefined) {
    const allow = Object.keys(methods).join(', ');
    return problemAnswer(405, `The control has no ${request.method} at this path, only ${allow}.`, { allow });
  }
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(handler(control)),
    operation: null,
    reason: null,
  };
};
