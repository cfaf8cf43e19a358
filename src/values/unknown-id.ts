/** What an id that nothing has is made of. */
export interface UnknownMakings {
  readonly uuid: string;
  readonly number: number;
}

/** Numbers that no sequence of ids reaches, and that fit into 32 bits. */
export const unknownNumber = { min: 2_000_000_000, max: 2_147_483_647 };

/** So many digits may be counted up; longer numbers are made of times and chance. */
const countedDigitsMax = 10;

/** Random characters that make an id unlike all others. */
const freshCharacters = 12;

/** So many are enough where an id has no more: one that is longer than any could be refused for that alone. */
const freshCharactersMin = 8;

const inCaseOf = (id: string, fresh: string): string =>
  /[A-Z]/.test(id) && !/[a-z]/.test(id) ? fresh.toUpperCase() : fresh;

/** A number in digits, as long as another. It is of the same size, since a larger one may be more than a server can hold. */
const numberLike = (digits: string, { uuid, number }: UnknownMakings): string => {
  if (digits.length <= countedDigitsMax) return String(number);
  const kept = Math.max(1, digits.length - freshCharacters);
  const fresh = BigInt(`0x${uuid.replaceAll('-', '')}`).toString();
  return digits.slice(0, kept) + fresh.slice(kept - digits.length);
};

/** An id that looks like another, and that nothing ever had. */
export const unknownLike = (id: string | number, makings: UnknownMakings): string | number => {
  if (typeof id === 'number') return makings.number;
  const { uuid } = makings;
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return inCaseOf(id, uuid);
  const [prefix = ''] = /^.*[-_:.]/.exec(id) ?? [];
  const rest = id.slice(prefix.length);
  if (/^\d+$/.test(rest)) return prefix + numberLike(rest, makings);
  const isLong = rest.length >= freshCharactersMin;
  const fresh = uuid.replaceAll('-', '').slice(0, isLong ? Math.min(rest.length, freshCharacters) : freshCharacters);
  return prefix + rest.slice(0, Math.max(0, rest.length - freshCharacters)) + inCaseOf(rest, fresh);
};
