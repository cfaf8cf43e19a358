import type { Contract } from '../clauses/contract.ts';
import type { JsonValue } from '../document/document.ts';
import { UsageError } from '../document/usage-error.ts';
import { failedAnswer } from './failed-answer.ts';
import { readFaults } from './faults/read-faults.ts';
import type { ExplainedAnswer, MockRequest } from './http/http-messages.ts';
import { problemAnswer } from './http/problem.ts';
import { readContent } from './http/request-content.ts';
import { readTarget, type Target } from './http/request-target.ts';
import { type Journal, type JournalFilter, journalFilters } from './journal/journal.ts';
import { unmetAnswers } from './journal/unmet-answers.ts';
import { authorizationOf, sameSecret } from './judge/compare-credential.ts';
import type { Sessions } from './memory/sessions.ts';
import { readState, writeState } from './memory/state-json.ts';

/** The path below which the mock itself is asked, not an API; no contract's id begins with an underscore. */
const controlPath = '/__mock/';

/** The header by which a request asks for a state of its own. */
export const sessionHeader = 'x-mock-session';

/** What stands for all sessions in a filter of the journal. */
const anySession = '*';

/** What the control answers from. */
export interface Control {
  /** What must be shown to get in, or undefined. */
  readonly token: string | undefined;
  readonly contracts: readonly Contract[];
  readonly stateless: boolean;
  readonly sessions: Sessions;
  readonly journal: Journal;
}

/** A request to the control, that was let in. */
interface ControlRequest {
  readonly request: MockRequest;
  readonly query: Target['query'];
  /** The name of the session that it is about; empty where it names none. */
  readonly session: string;
}

type Handler = (control: Control, request: ControlRequest) => ExplainedAnswer;

const answered = (body: unknown): ExplainedAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
  operation: null,
  reason: null,
});

const done: ExplainedAnswer = { status: 204, headers: {}, body: null, operation: null, reason: null };

/** Reads which entries of the journal are asked for; a sentence where the query names what they can't be asked for by. */
const readFilter = ({ query, request }: ControlRequest): JournalFilter | string => {
  const stranger = Object.keys(query).find((name) => !journalFilters.some((known) => known === name));
  if (stranger !== undefined) return `The journal has no filter ${stranger}, only ${journalFilters.join(', ')}.`;
  const entries = Object.entries(query).map(([name, value]) => [name, String(value)] as const);
  const { session = request.headers[sessionHeader] ?? '', ...filter } = Object.fromEntries(entries);
  return session === anySession ? filter : { ...filter, session };
};

const withFilter =
  (handle: (control: Control, filter: JournalFilter) => ExplainedAnswer): Handler =>
  (control, request) => {
    const filter = readFilter(request);
    return typeof filter === 'string' ? problemAnswer(400, filter) : handle(control, filter);
  };

/** What unmet answers can be asked for by. */
const unmetFilters = ['session', 'api', 'operation'];

const getUnmet: Handler = (control, request) => {
  const stranger = Object.keys(request.query).find((name) => !unmetFilters.includes(name));
  if (stranger !== undefined)
    return problemAnswer(400, `Unmet answers have no filter ${stranger}, only ${unmetFilters.join(', ')}.`);
  const filter = readFilter(request);
  if (typeof filter === 'string') return problemAnswer(400, filter);
  const { session, api, operation } = filter;
  const met = control.journal.met(session === undefined ? undefined : String(session));
  const asked = { api: api?.toString(), operation: operation?.toString() };
  try {
    return answered(unmetAnswers(control.contracts, met, asked));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return problemAnswer(400, error.message);
  }
};

/** A sentence with its end, which it may have already. */
const ended = (sentence: string): string => (/[.?!]$/.test(sentence) ? sentence : `${sentence}.`);

const getState: Handler = ({ sessions }, { session }) => {
  const state = sessions.of(session);
  return typeof state === 'string' ? problemAnswer(503, state) : answered(writeState(state));
};

const putState: Handler = ({ sessions, contracts }, { session, request }) => {
  const content = readContent(request);
  if (content.kind === 'trouble') return problemAnswer(content.status, `${content.reason}.`);
  if (content.kind !== 'json') return problemAnswer(415, 'A state is JSON, with the Content-Type application/json.');
  const state = readState(contracts, content.value as JsonValue);
  if (!state.ok)
    return problemAnswer(
      422,
      `${ended(`This state breaks the contract: ${state.pointer || 'it'} ${state.message}`)} Nothing was changed.`,
    );
  const reason = sessions.replace(session, state.holdings);
  return reason === null ? done : problemAnswer(503, `${reason} Nothing was changed.`);
};

const getFaults: Handler = ({ sessions }, { session }) => {
  const known = sessions.of(session);
  return typeof known === 'string' ? problemAnswer(503, known) : answered(known.faults);
};

const putFaults: Handler = ({ sessions, contracts, stateless }, { session, request }) => {
  const content = readContent(request);
  if (content.kind === 'trouble') return problemAnswer(content.status, `${content.reason}.`);
  if (content.kind !== 'json') return problemAnswer(415, 'Faults are JSON, with the Content-Type application/json.');
  const read = readFaults({ contracts, stateless }, content.value);
  if (typeof read === 'string') return problemAnswer(422, `${read} Nothing was changed.`);
  const known = sessions.of(session);
  if (typeof known === 'string') return problemAnswer(503, known);
  sessions.setFaults(session, read);
  return done;
};

const handlers: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  health: { GET: ({ contracts }) => answered({ status: 'ok', apis: contracts.map(({ id }) => id) }) },
  requests: {
    GET: withFilter(({ journal }, filter) => answered(journal.entries(filter))),
    DELETE: withFilter(({ journal }, filter) => {
      journal.clear(filter);
      return done;
    }),
  },
  unmet: { GET: getUnmet },
  reset: {
    POST: ({ sessions }, { session }) => {
      sessions.reset(session);
      return done;
    },
  },
  state: { GET: getState, PUT: putState },
  faults: { GET: getFaults, PUT: putFaults },
};

/** Whether a path is the control's. */
export const isControlPath = (path: string): boolean => `${path}/`.startsWith(controlPath);

const isLetIn = ({ headers }: Pick<MockRequest, 'headers'>, token: string): boolean =>
  sameSecret(authorizationOf(headers.authorization, 'bearer'), token) ||
  sameSecret(headers['x-mock-control-token'], token);

/** Whether a web page sent a request, or made a name of its own lead here: whoever visits it would let it in otherwise. */
const isFromPage = ({ headers }: MockRequest): boolean =>
  headers.origin !== undefined ||
  (headers['sec-fetch-site'] ?? 'none') !== 'none' ||
  !/^(localhost|127(\.\d+){3}|\[::1\])?(:\d+)?$/i.test(headers.host ?? '');

/** Whether a request puts a state, which may be larger than any other body, and may do so. */
export const takesState = (
  { method, target, headers }: Pick<MockRequest, 'method' | 'target' | 'headers'>,
  token: string | undefined,
): boolean =>
  method === 'PUT' &&
  readTarget(target).path === `${controlPath}state` &&
  (token === undefined || isLetIn({ headers }, token));

/** Answers a request to the control. */
export const answerControl = (control: Control, request: MockRequest, { path, query }: Target): ExplainedAnswer => {
  if (control.token !== undefined && !isLetIn(request, control.token)) {
    const detail = 'The control asks for its token, in the header Authorization (Bearer) or x-mock-control-token.';
    return problemAnswer(401, detail, { 'www-authenticate': 'Bearer' });
  }
  if (control.token === undefined && isFromPage(request)) {
    return problemAnswer(
      403,
      'The control takes nothing from web pages, unless the mock has a control token that they send.',
    );
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
  try {
    return handler(control, { request, query, session: request.headers[sessionHeader] ?? '' });
  } catch (error) {
    return failedAnswer(error);
  }
};
