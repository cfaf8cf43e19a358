import type { Nearest } from '../http/nearest-operation.ts';
import { journalBodyCharactersMax, journalBytesMax, journalEntriesMax, metAnswersMax } from '../settings/limits.ts';

/** One request and its answer, as the journal keeps them. Credentials are left out. */
export interface JournalEntry {
  /** Counts up from 1, whatever was forgotten since. */
  readonly number: number;
  /** When it came, ISO 8601. */
  readonly at: string;
  /** Empty where the request named none. */
  readonly session: string;
  readonly api: string | null;
  readonly operation: string | null;
  readonly durationMs: number;
  readonly request: JournalMessage & { readonly method: string; readonly path: string; readonly query: string };
  readonly response: JournalMessage & { readonly status: number };
  /** Why it was refused, or null. */
  readonly reason: string | null;
  /** Where nothing matched: the operation that it was closest to, and why it isn't that. */
  readonly nearest: Nearest | null;
}

interface JournalMessage {
  readonly headers: Readonly<Record<string, string>>;
  /** Null where there was none; cut off where it is very long. */
  readonly body: string | null;
}

/** Which entries are asked for: those that have all these values, as text. */
export type JournalFilter = Readonly<Partial<Record<(typeof journalFilters)[number], string | number>>>;

/** What entries can be asked for by. */
export const journalFilters = ['session', 'api', 'operation', 'method', 'path', 'status'] as const;

/** An answer that a session got at least once. */
export interface Met {
  readonly session: string;
  readonly api: string;
  readonly operation: string;
  readonly status: number;
}

/** The latest requests and answers of a mock; the oldest are forgotten first. */
export interface Journal {
  add(entry: Omit<JournalEntry, 'number'>): void;
  entries(filter: JournalFilter): readonly JournalEntry[];
  /** Each answer that was got since it was last cleared, however long ago; of one session, or of all. */
  met(session?: string): readonly Met[];
  clear(filter: JournalFilter): void;
}

/** Cuts a body to what is kept, and looked through for secrets: more than is shown, since what is masked gets shorter. */
export const keptBody = (body: string | null): string | null => {
  const charactersMax = 4 * journalBodyCharactersMax;
  return body === null || body.length <= charactersMax ? body : copyOf(body.slice(0, charactersMax));
};

/** Cuts a body to what the journal shows of it. */
export const shownBody = (body: string | null): string | null =>
  body === null || body.length <= journalBodyCharactersMax ? body : `${body.slice(0, journalBodyCharactersMax)}…`;

/** Copies a text: one that was cut out of another keeps all of that in memory. */
const copyOf = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le');

const filteredValue = (entry: JournalEntry, name: (typeof journalFilters)[number]): string | null => {
  switch (name) {
    case 'method':
    case 'path':
      return entry.request[name];
    case 'status':
      return String(entry.response.status);
    default:
      return entry[name];
  }
};

const passes = (entry: JournalEntry, filter: JournalFilter): boolean =>
  journalFilters.every((name) => {
    const wanted = filter[name];
    if (wanted === undefined) return true;
    const own = filteredValue(entry, name);
    return name === 'method' ? String(wanted).toUpperCase() === own : String(wanted) === own;
  });

const isMeant = (one: Met, filter: JournalFilter): boolean =>
  (['session', 'api', 'operation', 'status'] as const).every(
    (name) => filter[name] === undefined || String(filter[name]) === String(one[name]),
  );

/** What an entry takes beside its texts. */
const entryBytes = 500;

const bytesPerCharacter = 2;

const textBytes = (text: string | null): number => bytesPerCharacter * (text?.length ?? 0);

const messageBytes = ({ headers, body }: JournalMessage): number => {
  let bytes = textBytes(body);
  for (const name in headers) bytes += textBytes(name) + textBytes(headers[name] ?? null);
  return bytes;
};

const bytesOf = ({ session, reason, request, response }: Omit<JournalEntry, 'number'>): number =>
  entryBytes +
  textBytes(session) +
  textBytes(reason) +
  textBytes(request.path) +
  textBytes(request.query) +
  messageBytes(request) +
  messageBytes(response);

/**
 * Makes an empty journal. `shown` masks the secrets of an entry: that is done when somebody reads it, since most requests of a test
 * are never looked at.
 */
export const createJournal = (shown: (entry: JournalEntry) => JournalEntry): Journal => {
  let kept: JournalEntry[] = [];
  let keptBytes = 0;
  let met = new Map<string, Met>();
  let metBytes = 0;
  let count = 0;
  const keep = (entries: JournalEntry[]): void => {
    kept = entries;
    keptBytes = kept.reduce((sum, entry) => sum + bytesOf(entry), 0);
  };
  const noteMet = (key: string, one: Met): void => {
    if (met.has(key) || met.size >= metAnswersMax || metBytes + 2 * textBytes(key) > journalBytesMax) return;
    met.set(key, one);
    metBytes += 2 * textBytes(key);
  };
  return {
    add(entry) {
      kept.push({ ...entry, number: ++count });
      keptBytes += bytesOf(entry);
      const { session, api, operation } = entry;
      const { status } = entry.response;
      if (api !== null && operation !== null && status > 0)
        noteMet(JSON.stringify([session, api, operation, status]), { session, api, operation, status });
      // Cut in halves, so that forgetting costs nothing per request.
      if (kept.length >= 2 * journalEntriesMax) keep(kept.slice(-journalEntriesMax));
      while (keptBytes > journalBytesMax && kept.length > 1) keep(kept.slice(Math.ceil(kept.length / 2)));
    },
    entries: (filter) =>
      kept
        .slice(-journalEntriesMax)
        .filter((entry) => passes(entry, filter))
        .map(shown),
    met: (session) => [...met.values()].filter((one) => session === undefined || one.session === session),
    clear(filter) {
      keep(kept.filter((entry) => !passes(entry, filter)));
      // What is known of an answer is less than an entry holds: by a method or a path, it can't be told which to forget.
      if (filter.method !== undefined || filter.path !== undefined) return;
      met = new Map([...met].filter(([, one]) => !isMeant(one, filter)));
      metBytes = [...met.keys()].reduce((sum, key) => sum + 2 * textBytes(key), 0);
    },
  };
};
