import { getHeapStatistics } from 'node:v8';

/** The bounds of the mock server that its users may meet: name, value, and why it is that; one that a single file needs stands there. Times are in milliseconds. */

/** What the process may have of memory, by `--max-old-space-size` or Node's own choice. The shares below add up to half of it; the rest is for the contracts, and for requests under way. */
const heapBytes = getHeapStatistics().heap_size_limit;

const mebibyte = 1024 * 1024;

/** How much all sessions hold together: an eighth of the memory, and no more than any test makes. */
export const storedBytesMax = Math.min(256 * mebibyte, heapBytes / 8);

/** How much one session holds: half of that, so that no session keeps all others from anything. */
export const sessionBytesMax = storedBytesMax / 2;

/** The largest state that can be put back, as JSON: no character takes more than three times as many bytes there as it does in memory. */
export const stateBytesMax = Math.ceil(3 * sessionBytesMax);

/** How much memory the JSON of a body may take once it is read: a text of brackets takes dozens of times its length. */
export const parsedBytesMax = heapBytes / 4;

/** How much of the journal is kept, in bytes: as many entries as `journalEntriesMax` says, unless they are long. */
export const journalBytesMax = Math.min(64 * mebibyte, heapBytes / 16);

/** How much all that is kept to answer faster may take; then all of it goes. */
export const cacheBytesMax = Math.min(64 * mebibyte, heapBytes / 16);

/** What is added to the length of a key for what is kept by it: a verdict with its messages. */
export const cachedValueBytes = 2_000;

/** TCP ports end there. */
export const portMax = 65_535;

/** Where the command listens unless told otherwise: the port that Prism's users know. */
export const portDefault = 4010;

/** What a body may have unless told otherwise: far more than a webhook's settings need, far less than hurts. */
export const bodyBytesDefault = 1024 * 1024;

/** What `--body-limit` may ask for: a body is held in memory as a whole, several times over. */
export const bodyBytesMax = 64 * mebibyte;

/** How much of bodies is held at once, of requests that are arriving or wait for their answer: dozens of the usual limit, or one state. */
export const uploadBytesMax = Math.max(bodyBytesMax, stateBytesMax);

/** How much of answers is held at once that their clients are slow to take; a small one is sent all the same. */
export const unsentBytesMax = 64 * mebibyte;

/** A body of so many bytes isn't counted: on each of `connectionsMax` connections at once, they are some 20 MB. */
export const uncountedBodyBytes = 4 * 1024;

/** A small answer: more than any refusal. */
export const smallAnswerBytes = 64 * 1024;

/** How many connections there are at once: more than any load test opens, some hundred MB at the worst. */
export const connectionsMax = 5_000;

/** Longer than HTTP clients wait by default; a longer delay is a hang. */
export const delayMsMax = 60_000;

/** What most servers and proxies take as a URL. */
export const urlBytesMax = 8 * 1024;

/** Node's own default holds a URL of the length above and nothing else, so that an over-long URL would never get an answer of ours. */
export const headerBytesMax = 32 * 1024;

/** A client that takes longer to send its headers is stuck, or means to hold the connection. */
export const headersMsMax = 10_000;

/** The same for the whole request, which may be `bodyBytesMax` long. */
export const requestMsMax = 30_000;

/** How long an idle connection is kept: longer than a test suite pauses between two requests. */
export const keepAliveMs = 5_000;

/** How often Node looks for connections that are past their time. */
export const connectionCheckMs = 1_000;

/** What requests under way get to finish in when the server closes: as long as a busy machine takes for some dozens. */
export const shutdownGraceMs = 3_000;

/** How long a server that closes goes on to read: what was sent before anybody could know has arrived by then. */
export const shutdownReadMs = 100;

/** How long a connection may be silent, with an answer that nobody takes, or one that is held back: longer than any delay. */
export const silentMsMax = 2 * delayMsMax;

/** How many causes a refusal lists; more are counted. */
export const reasonsMax = 8;

/** How long one cause may be, since it can quote a pattern or a name of any length. */
export const reasonCharactersMax = 400;

/** Prism makes no text of a pattern that could be longer: longer than any documented one, and made in no time. */
export const generatedCharactersMax = 10_000;

/** How often values are generated until they satisfy the contract: a third do where Prism is at its worst, so that nearly all do. */
export const generationsMax = 16;

/** After how many seconds a request that `--fail` refused may be repeated (the header `Retry-After`). */
export const retryAfterSeconds = 1;

/** How many of a kind a session holds at most: more than any test makes, and some hundred MB of ordinary ones. */
export const resourcesMax = 100_000;

/** How many sessions (`x-mock-session`) are kept at once: far more than test workers run on one machine. */
export const sessionsMax = 1_000;

/** Longer than any name that a test runner makes up. */
export const sessionNameCharactersMax = 200;

/** How many requests the journal keeps: enough for the longest test, and little memory. */
export const journalEntriesMax = 1_000;

/** How many kinds of answers are remembered to have been got: every status of every operation in hundreds of sessions. */
export const metAnswersMax = 50_000;

/** How much of a body the journal keeps. */
export const journalBodyCharactersMax = 10_000;

/** How many deleted resources of a kind a session remembers, for a flaw that shows them all the same: as many as a test looks for. */
export const deletedMax = 100;

/** How many routes are kept: more than any API has, a few hundred kB at the worst. */
export const routesMax = 1_000;

/** How many negotiated answers are kept of each operation: clients send the same few Accept and Prefer headers. */
export const answersMax = 100;

/** How long the text may be by which something is kept: that of a request that nobody sends twice may have any length. */
export const cachedKeyCharactersMax = 1_000;

/** How many clauses are broken at once: more than the contracts of any mock make. */
export const brokenClausesMax = 10_000;

/** Longer than the id of any clause that somebody could read. */
export const idCharactersMax = 500;
