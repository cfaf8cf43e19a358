import type { Dialect } from './dialect.ts';

/** What a server that is particular about extremes takes. */
const pickyLengthMax = 200;

/** What a particular server dislikes about a name, or null. */
export const extremeOf = (text: string, { extremes }: Pick<Dialect, 'extremes'>): string | null => {
  if (extremes === 'taken') return null;
  if (text === '') return 'is empty';
  if (text.length > pickyLengthMax) return `is longer than ${pickyLengthMax} characters`;
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/u.test(text)) return 'holds characters that cannot be shown';
  return text.trim() === text ? null : 'begins or ends with a space';
};

/** Stores text as a database would: half of a surrogate pair may not survive. */
export const stored = (text: string, { loneSurrogates }: Pick<Dialect, 'loneSurrogates'>): string =>
  loneSurrogates === 'replaced' ? text.toWellFormed() : text;

const nameWriters: Readonly<Record<Dialect['names'], (name: string) => string>> = {
  'as-sent': (name) => name,
  trimmed: (name) => name.trim(),
  composed: (name) => name.normalize('NFC'),
};

/** Stores a name, which is for people to read, so that its edges and its composition may be tidied. */
export const storedName = (name: string, dialect: Pick<Dialect, 'loneSurrogates' | 'names'>): string =>
  nameWriters[dialect.names](stored(name, dialect));

/** Stores an array as it came, or as the set that it stands for, in the order of all that there is or of the alphabet. */
export const storedArray = (
  items: readonly string[],
  { arrays }: Pick<Dialect, 'arrays'>,
  all: readonly string[] = items.toSorted(),
): readonly string[] => (arrays === 'as-sent' ? items : [...new Set(all.filter((item) => items.includes(item)))]);

const pathCharacters = "(?:[\\w.~!$&'()*+,;=:@/-]|%[0-9a-f]{2})*";
const afterPath = pathCharacters.replace('/', '/?');
const host = "(?:\\[[0-9a-f:.]+\\]|(?:[\\w.~!$&'()*+,;=-]|%[0-9a-f]{2})*)";
const userInformation = "(?:(?:[\\w.~!$&'()*+,;=:-]|%[0-9a-f]{2})*@)?";

/** The syntax of RFC 3986, appendix A, except that paths aren't told apart. */
const uri = new RegExp(
  `^[a-z][a-z0-9+.-]*:(?://${userInformation}${host}(?::\\d*)?(?:/${pathCharacters})?|(?!//)${pathCharacters})(?:\\?${afterPath})?(?:#${afterPath})?$`,
  'i',
);

/** Whether text is an absolute URI. */
export const isUri = (text: string): boolean => uri.test(text) && (!/^https?:/i.test(text) || URL.canParse(text));

/** What a particular server dislikes about a URL, or null. */
export const extremeUrl = (text: string, { extremes }: Pick<Dialect, 'extremes'>): string | null => {
  if (extremes === 'taken') return null;
  if (!URL.canParse(text)) return 'is no URL';
  const { protocol, hostname, username, password } = new URL(text);
  if (protocol !== 'https:') return 'is not served over https';
  if (username !== '' || password !== '') return 'holds credentials';
  if (!/[a-z]$/.test(hostname) || !hostname.includes('.')) return 'has no public host';
  return text.length > 2000 ? 'is too long' : null;
};

/** Writes a URL as a dialect stores it, as long as the result may stand where the URL stood. */
export const storedUrl = (
  text: string,
  mayStand: (text: string) => boolean,
  { urls }: Pick<Dialect, 'urls'>,
): string => {
  if (urls === 'as-sent' || !URL.canParse(text)) return text;
  const { href } = new URL(text);
  return mayStand(href) ? href : text;
};
