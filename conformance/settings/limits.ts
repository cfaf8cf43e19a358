/** The bounds of the suite that its users may meet, with their reasons; one that a single file needs stands there. Times are in milliseconds, sizes in bytes. */

/** A server that hasn't answered by then hangs, for all that a client would do about it. */
export const timeoutMsDefault = 5_000;

/** The longest patience that can be asked for: ten minutes, twice what proxies usually grant. */
export const timeoutMsMax = 600_000;

/** More brackets inside each other than in any message that somebody reads; a deeper one is held to be no JSON. */
export const responseDepthMax = 500;

/** More of an answer than any documented message holds; the rest of a flood is not read. */
export const responseBytesMax = 4 * 1024 * 1024;

/** How much of a value a message shows. */
export const shownCharactersMax = 200;

/** How much of a body a report shows; what is longer is cut there and says so. */
export const reportedBodyCharactersMax = 10_000;

/** So many of a body in which a place is to be marked, which may stand far behind. */
export const markedBodyCharactersMax = 100_000;

/** Values per check by default: enough to meet every property and every value of the enums of a hand-written contract. */
export const runsDefault = 25;

/** Cases of a whole run by default, where the target is on loopback: a contract of few operations gets more values per check instead. */
export const casesDefaultMin = 1_000;

/** Values per check that a small contract gets at the most; more would only repeat themselves. */
export const runsOfSmallContractMax = 100;

/** A run of more values per check would take days on any server. */
export const runsMax = 100_000;

/** Broken values of one clause that differ in nothing a server could tell apart; a few are enough. */
export const plainBrokenRunsMax = 4;

/** Attempts to make one counterexample smaller. */
export const shrinkAttemptsMax = 200;

/** Requests a second where the target isn't on loopback and nothing else is said: slow enough for any documented limit we know. */
export const requestsPerSecondDefault = 10;

/** How long a `Retry-After` is honoured; a longer one makes the case untestable. */
export const retryAfterMsMax = 30_000;

/** How long a `Retry-After` is honoured while a run that was interrupted cleans up: somebody is waiting. */
export const cleanUpPatienceMsMax = 2_000;

/** How often a request that was answered 429 or 503 is sent again. */
export const retriesMax = 3;

/** Failures to reach the target in a row after which it is held to be gone. */
export const failuresInARowMax = 5;

/** Answers of one and the same status after which it is worth asking whether the target is the right one. */
export const sameAnswersMin = 20;

/** Own resources that couldn't be deleted before the run stops making more, and works on those. */
export const leftoversMax = 50;

/** Broken values of one clause, or extreme ones of one operation, that are all tried in a run of ordinary breadth: more than any list of near misses holds. */
export const targetedMax = 64;

/** Lives of resources that one check tries at the most: each takes several requests, and the telling ones come first. */
export const lifeRunsMax = 8;

/** Creations with one extreme value that are looked at afterwards: each takes several requests. */
export const edgeCallsMax = 16;

/** Pages that are read of one list in search of what is our own: as many as a list of some thousand takes. */
export const pagesMax = 20;

/** Pages that are read of one list before a run, in search of what isn't our own: at ten requests a second, as a target beyond this machine gets them, they take ten seconds. */
export const foreignPagesMax = 100;

/** Steps of one random sequence: enough for each kind of change to follow each other; after each step everything is looked at. */
export const sequenceStepsMax = 6;

/** Requests that are sent at once: as many as a client with a few connections sends, and no load for anybody. */
export const racersMax = 4;

/** Cases of one check that are tried at once, where none depends on another: enough to keep a server and this tool busy at the same time, and no load for anybody. */
export const casesAtOnceMax = 4;

/** The longest text that is sent: longer than any column of a database is by default, and far from any limit of a body. */
export const extremeCharactersMax = 10_000;

/** A body larger than any that such an API means to take, in bytes; far from what hurts a server that reads it. */
export const oversizedBodyBytes = 2 * 1024 * 1024;

/** The most items of a list, or properties of a map, that are sent where a contract sets no bound: more than fit on a page. */
export const extremeItemsMax = 200;

/** Extreme values that are tried by chance, after those that are known to be telling. */
export const extremeRunsMax = 10;

/** More recorded traffic than a day of testing leaves, and what is read at once without harm, in bytes. */
export const harBytesMax = 256 * 1024 * 1024;

/** A longer list of clauses that are known to be broken is one that nobody reviews; every clause of a large contract fits. */
export const baselineBytesMax = 256 * 1024;
