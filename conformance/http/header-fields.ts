/** The one header whose repeated fields can't be joined by a comma, which may stand in any of them (RFC 9110, 5.3). */
const unjoined = 'set-cookie';

/** What stands between the fields of that header, since none can hold it. */
const lineBreak = '\n';

/** Writes the fields of a header, whose name is in lower case, as one text. */
export const joinedFields = (name: string, fields: readonly string[]): string =>
  fields.join(name === unjoined ? lineBreak : ', ');

/** The values that such a text stands for: one of all fields together, but for the header whose fields stand by themselves. */
export const fieldValues = (name: string, text: string): readonly string[] =>
  name === unjoined ? text.split(lineBreak) : [text];
