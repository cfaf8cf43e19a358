import { type Accepted, type Standing, standing } from './credentials.ts';
import type { Dialect } from './dialect.ts';
import type { Answer, Received } from './http.ts';
import { type Api, isRefusal, type Operation, type Refusal } from './operation.ts';
import { essence, readBody } from './read-body.ts';

/** Every request is compared with every path. */
const patterns = new Map<string, RegExp>();

const patternOf = (template: string, paths: Dialect['paths']): RegExp => {
  const key = `${paths} ${template}`;
  const known = patterns.get(key);
  if (known !== undefined) return known;
  const exact = template.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  const pattern = paths === 'loose' ? new RegExp(`^${exact}/?$`, 'i') : new RegExp(`^${exact}$`);
  patterns.set(key, pattern);
  return pattern;
};

/** The names of the parameters of a path, and their values, or null where a path is another one. */
const match = (
  template: string,
  path: string,
  { paths }: Pick<Dialect, 'paths'>,
): Readonly<Record<string, string>> | null => {
  const found = patternOf(template, paths).exec(path);
  if (found === null) return null;
  try {
    return Object.fromEntries(
      Object.entries(found.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
    );
  } catch {
    // What is no percent-encoding names nothing.
    return null;
  }
};

interface Matched {
  readonly operation: Operation;
  readonly parameters: Readonly<Record<string, string>>;
}

const matches = (api: Api, path: string, dialect: Dialect): readonly Matched[] =>
  api.operations.flatMap((operation) => {
    const parameters = match(operation.path, path, dialect);
    return parameters === null ? [] : [{ operation, parameters }];
  });

const methodsOf = (found: readonly Matched[], dialect: Dialect): readonly string[] => {
  const methods = found.map(({ operation }) => operation.method);
  return [
    ...methods,
    ...(dialect.head === 'as-get' && methods.includes('GET') ? ['HEAD'] : []),
    ...(dialect.options === 'answered' ? ['OPTIONS'] : []),
  ];
};

const reasons: Readonly<Record<Exclude<Standing, 'accepted'>, Refusal['reason']>> = {
  missing: 'credentials-missing',
  unreadable: 'credentials-unreadable',
  wrong: 'credentials-wrong',
};

/** The first of the types of answers that a request accepts, or null. */
const acceptable = ({ headers }: Received, types: readonly string[]): string | null => {
  const ranges = (headers.accept ?? '*/*').split(',').map(essence);
  for (const range of ranges) {
    const found = types.find(
      (type) => range === '*/*' || range === '' || range === type || range === type.replace(/\/.*/, '/*'),
    );
    if (found !== undefined) return found;
  }
  return null;
};

/** One step in looking at a request: a refusal, or nothing that speaks against it. */
type Step = () => Answer | null;

/** What serving a request takes beside the request. */
interface Serving {
  readonly dialect: Dialect;
  readonly accepted: Accepted;
  readonly json: (value: unknown) => string;
}

/** A request, and what was found out about it before anything is done. */
interface Looked {
  readonly request: Received;
  /** All operations at its path. */
  readonly found: readonly Matched[];
  /** The one with its method. */
  readonly matched: Matched | undefined;
  readonly read: ReturnType<typeof readBody>;
  readonly accept: string | null;
}

/** The steps in looking at a request, in the order of a dialect. */
const stepsOf = (
  api: Api,
  { request, found, matched, read, accept }: Looked,
  { dialect, accepted }: Serving,
): readonly Step[] => {
  const allow = methodsOf(found, dialect).join(', ');
  const refuse = (reason: Refusal['reason'], message: string): Answer => api.refuse({ reason, message });

  const looksAtCredentials: Step = () => {
    const result = standing(request, accepted, { takesKeys: api.takesKeys, dialect });
    if (result === 'accepted') return null;
    const refusal = refuse(reasons[result], 'Valid credentials are required.');
    return dialect.challenge === 'missing' || refusal.status !== 401
      ? refusal
      : { ...refusal, headers: { ...refusal.headers, 'www-authenticate': 'Bearer realm="second"' } };
  };
  const looksAtPath: Step = () => {
    if (found.length === 0) return refuse('path', 'Nothing is here.');
    if (matched !== undefined) return null;
    if (request.method === 'OPTIONS' && dialect.options === 'answered') return { status: 204, headers: { allow } };
    const refusal = refuse('method', 'This cannot be done here.');
    return dialect.allow === 'missing' ? refusal : { ...refusal, headers: { ...refusal.headers, allow } };
  };
  const looksAtAccept: Step = () =>
    accept === null && dialect.notAcceptable === 'refused' ? refuse('not-acceptable', 'Answers are JSON.') : null;
  const looksAtBody: Step = () =>
    'refusal' in read && matched?.operation.takesBody === true ? api.refuse(read.refusal) : null;

  const steps: Readonly<Record<Dialect['precedence'], readonly Step[]>> = {
    credentials: [looksAtCredentials, looksAtPath, looksAtAccept, looksAtBody],
    path: [looksAtPath, looksAtAccept, looksAtCredentials, looksAtBody],
    body: [looksAtBody, looksAtCredentials, looksAtPath, looksAtAccept],
  };
  return steps[dialect.precedence];
};

/** Answers a request, whatever it is. */
export const serve = async (api: Api, request: Received, serving: Serving): Promise<Answer> => {
  const { dialect, json } = serving;
  const found = matches(api, request.path, dialect);
  const method = request.method === 'HEAD' && dialect.head === 'as-get' ? 'GET' : request.method;
  const matched = found.find(({ operation }) => operation.method === method);
  const read = readBody(request, api, dialect);
  const accept = acceptable(request, api.answerTypes);

  for (const step of stepsOf(api, { request, found, matched, read, accept }, serving)) {
    const refusal = step();
    if (refusal !== null) return refusal;
  }
  if (matched === undefined) return api.refuse({ reason: 'path', message: 'Nothing is here.' });
  const result = await matched.operation.perform({
    parameters: matched.parameters,
    query: request.query,
    body: 'body' in read ? read.body : undefined,
  });
  if (isRefusal(result)) return api.refuse(result);
  if (result.value === undefined) return { status: result.status };
  const [usual] = api.answerTypes;
  const type = dialect.requestedTypes === 'as-asked' ? (accept ?? usual) : usual;
  const mediaType = type === 'application/json' ? dialect.contentType : type;
  return { status: result.status, content: { mediaType, text: json(result.value) } };
};
