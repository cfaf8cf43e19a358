import { type Dialect, strict } from './dialect.ts';
import type { SecondApi } from './start-second.ts';

/** The APIs that a character shows in; all three where it isn't said. */
type Apis = readonly SecondApi[];

const allApis: Apis = ['cloudflare', 'lune', 'management'];

/** A right server with a character of its own. */
export interface NamedDialect {
  /** Completes the sentence "a server that …". */
  readonly name: string;
  readonly apis: Apis;
  readonly dialect: Dialect;
  /** What is said of it, which may be what the strict one does as well. */
  readonly states: readonly (keyof Dialect)[];
}

const differences: Readonly<Record<string, Partial<Dialect> & { readonly apis?: Apis }>> = {
  'keeps all that is inferred': {},
  // How answers are written.
  'adds properties, and writes them in any order': {
    extraProperties: true,
    propertyOrder: 'random',
    jsonText: 'indented',
    headerNames: 'title-case',
    contentType: 'application/json; charset=utf-8',
  },
  'escapes all that may be escaped, and sends it in parts': {
    jsonText: 'escaped',
    propertyOrder: 'reversed',
    transfer: 'dripped',
    headerNames: 'upper-case',
    contentType: 'Application/JSON;charset="UTF-8"',
    timestamps: 'trimmed',
  },
  'counts no fractions of seconds': { timestamps: 'seconds', transfer: 'chunked', unset: 'filled', names: 'trimmed' },
  'counts microseconds, a day ahead': {
    apis: ['management'],
    timestamps: 'microseconds',
    clock: 'a-day-ahead',
    unset: 'filled',
  },
  'gives times of several zones': { timestamps: 'mixed-offsets', unset: 'filled', emptyEdit: 'leaves' },
  'gives times of one other zone, an hour late': {
    apis: ['lune', 'management'],
    timestamps: 'offset',
    clock: 'an-hour-behind',
    unset: 'absent',
  },
  'writes times in lower case': { apis: ['cloudflare'], timestamps: 'lower-case', deletion: 'touches' },
  'closes every connection, and takes its time': { connections: 'closed', delay: 'before' },
  // What a request is looked at for, and in which order.
  'refuses whatever it may refuse': {
    extremes: 'refused',
    unknownProperties: 'refused',
    nulls: 'refused',
    notAcceptable: 'refused',
    emptyAccountIds: 'refused',
    updateWithoutEnabled: 'refused',
    unknownScopes: 'refused',
    unknownAccountIds: 'refused',
    requiredToCreate: 'name-and-url',
    queryGrammar: 'refused',
    head: 'refused',
    options: 'refused',
    allow: 'missing',
  },
  'takes whatever it may take': {
    nulls: 'as-absent',
    paths: 'loose',
    emptyAccountIds: 'kept',
    emptyBodies: 'accepted',
    otherEventTypes: 'taken',
    takeZero: 'default',
    loneSurrogates: 'replaced',
  },
  'reads a body before it asks for credentials': {
    precedence: 'body',
    unauthorizedBody: 'none',
    otherMediaType: '400',
    noBodyPromised: 'none',
  },
  'looks for the path before it asks for credentials': {
    precedence: 'path',
    unauthorizedBody: 'text',
    unreadableCredentials: '400',
    noBodyPromised: 'html',
    malformedId: 'unknown',
    severalCredentials: 'none-may-be-wrong',
  },
  'asks for patience now and then': {
    apis: ['lune', 'management'],
    rateLimit: 'for-seconds',
    requestedTypes: 'as-asked',
  },
  'asks for patience until a date, and has a quota': {
    apis: ['cloudflare'],
    rateLimit: 'until-a-date',
    quota: 'thirty',
  },
  // What is remembered, and how.
  'holds much of others, the newest first': {
    atFirst: 'full',
    listOrder: 'newest-first',
    pageSizeDefault: 'twenty',
    createdStatus: 201,
  },
  'holds much of others, in no order that shows': {
    atFirst: 'full',
    listOrder: 'by-hash',
    ids: 'odd',
    pageSizeDefault: 'twenty',
    pageSizeMax: 'ten',
    severalFilters: 'all',
  },
  'shuffles its lists, and keeps what was deleted to itself': {
    listOrder: 'shuffled',
    deletes: 'soft',
    arrays: 'as-sets',
    eventTypes: 'one',
    eventIds: 'by-subscription',
    severalFilters: 'first',
  },
  'keeps what a replacement leaves out': {
    replaceWithoutEnabled: 'kept',
    updateWithout: 'kept',
    emptyEdit: 'leaves',
  },
  'forgets what a replacement leaves out': {
    updateWithout: 'reset',
    secretWhenRead: 'masked',
    emptyAccountIds: 'as-none',
    noAccountIds: 'empty',
    accountType: 'test',
    loggedPayload: 'indented',
  },
  'writes long after it read': { delay: 'between-reading-and-writing', secretWhenRead: 'masked' },
  'is used by another at the same time': { apis: ['cloudflare', 'management'], otherUser: 'busy' },
  'is used by another at the same time, and holds much': {
    otherUser: 'busy',
    atFirst: 'full',
    listOrder: 'newest-first',
    pageSizeDefault: 'twenty',
  },
  // How it refuses.
  'refuses with success: false in a 200': { apis: ['management'], refusals: 'success-false', unset: 'absent' },
  'refuses with success: false and nulls in a 200': {
    apis: ['management'],
    refusals: 'success-false-with-nulls',
    urls: 'normalised',
  },
  'refuses with an envelope': { apis: ['management'], refusals: 'envelope', unset: 'filled' },
  'refuses with text': { apis: ['management'], refusals: 'text', precedence: 'path' },
  // What should not be so, but breaks no promise.
  'departs from what is inferred of answers': {
    challenge: 'missing',
    enabledAtFirst: false,
    errorCode: 'vendor',
    errorSuccess: 'absent',
    errorCodes: 'other',
    tooLarge: '400',
    headersShown: 'lines',
    totals: 'page',
  },
  'departs from what is inferred of errors': {
    unknownId: '410',
    errorSuccess: 'true',
    errorBody: 'other',
    filterWithoutAccountIds: 'left-out',
    headersShown: 'null',
    userId: 'null',
    wrongCredentials: '403',
  },
  'departs from what is inferred of what is not there': {
    apis: ['cloudflare', 'management'],
    unknownId: '404-without-body',
    headersShown: 'absent',
    userId: 'absent',
    noBodyPromised: 'none',
  },
};

/** Right servers of many kinds: a suite that accuses one of them is wrong. */
export const dialects: readonly NamedDialect[] = Object.entries(differences).map(
  ([name, { apis = allApis, ...difference }]) => ({
    name,
    apis,
    dialect: { ...strict, ...difference },
    states: Object.keys(difference) as (keyof Dialect)[],
  }),
);
