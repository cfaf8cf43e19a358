/** What a client asks of the mock by the header Prefer (RFC 7240), in Prism's words. */
export interface Preferences {
  readonly code?: number;
  readonly exampleKey?: string;
  readonly dynamic?: boolean;
  readonly seed?: string;
  /** Ids of clauses to break in this request's answer. */
  readonly break?: readonly string[];
  /** What was wrong with the header, or null. Preferences that aren't for the mock are nobody's mistake. */
  readonly mistake: string | null;
}

/** A preference of the header. */
interface Preference {
  readonly name: string;
  readonly value: string;
}

/** A name, with a value perhaps that is a token or a quoted string, and what ends it. Values are taken with more characters than a token's, such as the slashes of a clause's id. */
const word = /\s*([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,;"]*)))?\s*([,;]|$)/y;

/**
 * Takes the header apart (RFC 7240, 2): preferences stand between commas, and what follows one behind a semicolon are its parameters,
 * which none of ours has. But a `break` is taken there, too, since it may be named more than once. What can't be read ends the list.
 */
const preferencesIn = (header: string): readonly Preference[] => {
  const found: Preference[] = [];
  let isParameter = false;
  word.lastIndex = 0;
  while (word.lastIndex < header.length) {
    const read = word.exec(header);
    if (read === null) break;
    const [, name = '', quoted, plain = '', end] = read;
    const preference = { name: name.toLowerCase(), value: quoted?.replaceAll(/\\(.)/g, '$1') ?? plain };
    if (!isParameter || preference.name === 'break') found.push(preference);
    isParameter = end === ';';
  }
  return found;
};

/** Reads the header Prefer: `code=404`, `example=NAME`, `dynamic=true`, `seed=TEXT`, `break=CLAUSE` (more than once), separated by commas. Of others that are repeated, the first counts. */
export const readPreferences = (header: string | undefined): Preferences => {
  const preferences = preferencesIn(header ?? '');
  const given = (name: string) => preferences.find((one) => one.name === name)?.value;
  const [code, dynamic] = [given('code'), given('dynamic')];
  const [exampleKey, seed] = [given('example'), given('seed')];
  const broken = preferences.filter(({ name }) => name === 'break').map(({ value }) => value);
  const mistakes = [
    code === undefined || /^[2-5]\d\d$/.test(code) ? [] : ['code must be an HTTP status, say 404'],
    dynamic === undefined || /^(true|false)$/.test(dynamic) ? [] : ['dynamic must be true or false'],
  ].flat();
  if (mistakes.length > 0) return { mistake: `In the header Prefer, ${mistakes.join(' and ')}` };
  return {
    ...(code !== undefined && { code: Number(code) }),
    ...(exampleKey !== undefined && { exampleKey }),
    ...(dynamic !== undefined && { dynamic: dynamic === 'true' }),
    ...(seed !== undefined && { seed }),
    ...(broken.length > 0 && { break: broken }),
    mistake: null,
  };
};

/** Whether a certain status, example or generated values are asked for: who does gets them, and nothing is remembered of it. */
export const asksForExample = ({ code, exampleKey, dynamic }: Preferences): boolean =>
  code !== undefined || exampleKey !== undefined || dynamic === true;
