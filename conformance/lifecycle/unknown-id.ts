/** What an id that nothing has is made of. */
export interface UnknownMakings {
  readonly uuid: string;
  readonly number: number;
}

/** Random characters that make an id unlike all others. */
const freshCharactersMin = 12;

/** Gives an id that looks like another, and that nothing ever had. */
export const unknownLike = (id: string | number, { uuid, number }: UnknownMakings): string | number => {
  if (typeof id === 'number') return number;
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return uuid;
  const fresh = uuid.replaceAll('-', '');
  const [prefix = ''] = /^.*[-_:.]/.exec(id) ?? [];
  return prefix + fresh.slice(0, Math.max(freshCharactersMin, id.length - prefix.length));
};
