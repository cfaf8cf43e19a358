import { createRandom, type Random } from './random.ts';

/**
 * In what two right servers may differ, because the documents are silent or say "either".
 * The first choice of each is what the strict dialect does.
 */
const silences = {
  // How answers are written.
  extraProperties: [false, true],
  propertyOrder: ['documented', 'reversed', 'random'],
  jsonText: ['compact', 'indented', 'escaped'],
  timestamps: ['milliseconds', 'seconds', 'microseconds', 'trimmed', 'offset', 'mixed-offsets', 'lower-case'],
  clock: ['right', 'an-hour-behind', 'a-day-ahead'],
  contentType: ['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'],
  transfer: ['length', 'chunked', 'dripped'],
  headerNames: ['lower-case', 'title-case', 'upper-case'],
  connections: ['kept', 'closed'],
  /** Where the time goes that an answer takes. */
  delay: ['none', 'before', 'between-reading-and-writing'],
  // Methods, paths and the order in which a request is looked at.
  head: ['as-get', 'refused'],
  options: ['answered', 'refused'],
  /** HTTP asks for it with a 405; but a method that a path doesn't have is no operation's, so that no contract does. */
  allow: ['sent', 'missing'],
  paths: ['exact', 'loose'],
  precedence: ['credentials', 'path', 'body'],
  notAcceptable: ['ignored', 'refused'],
  // Credentials.
  unauthorizedBody: ['json', 'none', 'text'],
  unreadableCredentials: ['401', '400'],
  severalCredentials: ['one-suffices', 'none-may-be-wrong'],
  // What is taken.
  otherMediaType: ['415', '400'],
  extremes: ['taken', 'refused'],
  loneSurrogates: ['kept', 'replaced'],
  unknownProperties: ['ignored', 'refused'],
  nulls: ['refused', 'as-absent'],
  urls: ['as-sent', 'normalised'],
  names: ['as-sent', 'trimmed', 'composed'],
  /** Whether arrays are kept as the sets that they stand for. */
  arrays: ['as-sent', 'as-sets'],
  /** Whether a server answers every hundredth request by asking for patience. */
  rateLimit: ['none', 'for-seconds', 'until-a-date'],
  // What is remembered.
  atFirst: ['empty', 'full'],
  quota: ['none', 'thirty'],
  listOrder: ['oldest-first', 'newest-first', 'by-hash', 'shuffled'],
  ids: ['ordinary', 'odd'],
  deletes: ['hard', 'soft'],
  emptyEdit: ['touches', 'leaves'],
  deletion: ['leaves', 'touches'],
  otherUser: ['absent', 'busy'],
  // Cloudflare.
  unknownScopes: ['taken', 'refused'],
  replaceWithoutEnabled: ['default', 'kept'],
  // Lune.
  createdStatus: [200, 201],
  updateWithoutEnabled: ['kept', 'refused'],
  emptyAccountIds: ['refused', 'kept', 'as-none'],
  unknownAccountIds: ['taken', 'refused'],
  noAccountIds: ['absent', 'empty'],
  severalFilters: ['any', 'all', 'first'],
  noBodyPromised: ['json', 'none', 'html'],
  accountType: ['live', 'test'],
  // Management.
  wrongCredentials: ['401', '403'],
  refusals: ['problem', 'success-false', 'success-false-with-nulls', 'envelope', 'text'],
  unset: ['null', 'absent', 'filled'],
  updateWithout: ['kept', 'reset'],
  secretWhenRead: ['shown', 'masked'],
  requestedTypes: ['one', 'as-asked'],
  emptyBodies: ['refused', 'accepted'],
  requiredToCreate: ['nothing', 'name-and-url'],
  otherEventTypes: ['refused', 'taken'],
  queryGrammar: ['ignored', 'refused'],
  pageSizeDefault: ['all', 'twenty'],
  pageSizeMax: ['none', 'ten'],
  eventIds: ['unique', 'by-subscription'],
  takeZero: ['nothing', 'default'],
  malformedId: ['invalid', 'unknown'],
  eventTypes: ['several', 'one'],
  inactiveTests: ['sent', 'refused'],
  loggedPayload: ['compact', 'indented'],
  /** What a test event says whose sender gave it nothing to say. */
  absentPayload: ['null', 'empty-object', 'sample'],
} as const;

/** What a right server should do by inference only: the first choice does, the others depart from it and break no MUST. */
const inferences = {
  challenge: ['sent', 'missing'],
  undeclaredJson: ['refused', 'read'],
  // Cloudflare.
  enabledAtFirst: [true, false],
  errorCode: ['status', 'vendor'],
  errorSuccess: ['false', 'true', 'absent'],
  unknownId: ['404', '400', '404-without-body', '410', '422'],
  // Lune.
  errorCodes: ['documented', 'other'],
  errorBody: ['errors', 'other'],
  tooLarge: ['413', '400'],
  filterWithoutAccountIds: ['listed', 'left-out'],
  // Management.
  headersShown: ['json', 'lines', 'null', 'absent'],
  totals: ['all', 'page'],
  userId: ['text', 'null', 'absent'],
  embeddedEvents: ['all', 'none'],
  testEvents: ['logged', 'not-logged'],
} as const;

type Choices = typeof silences & typeof inferences;

/** How one right server does what it is free to do. */
export type Dialect = { readonly [Name in keyof Choices]: Choices[Name][number] };

const choose = (
  choices: Readonly<Record<string, readonly unknown[]>>,
  which: (choices: readonly unknown[]) => unknown,
) => Object.fromEntries(Object.entries(choices).map(([name, values]) => [name, which(values)]));

const first = ([value]: readonly unknown[]): unknown => value;

/** Keeps all that is inferred, beside all that is stated. */
export const strict = { ...choose(silences, first), ...choose(inferences, first) } as Dialect;

/** Makes every choice where the documents are silent by chance, and with `departs` some of those against what is inferred. */
export const randomDialect = (seed: number, { departs = false }: { readonly departs?: boolean } = {}): Dialect => {
  const random: Random = createRandom(seed);
  // Only some choices are made, so that an accusation has few possible causes.
  const any = (values: readonly unknown[]): unknown =>
    random.below(4) === 0 ? values[random.below(values.length)] : first(values);
  return { ...strict, ...choose(silences, any), ...(departs ? choose(inferences, any) : {}) } as Dialect;
};

const departures = Object.keys(inferences) as (keyof typeof inferences)[];

/** Whether a dialect keeps all that is inferred: then even a strict run has nothing to say against it. */
export const keepsInferences = (dialect: Dialect): boolean =>
  departures.every((name) => dialect[name] === strict[name]);
