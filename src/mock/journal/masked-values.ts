/** A key of fewer characters is no secret. Masked wherever they stand, they would make the rest unreadable. */
const secretCharactersMin = 8;

/** What masks some values wherever they stand in a text, as they are or percent-encoded. */
export const maskValues = (values: readonly (string | undefined)[]): ((text: string) => string) => {
  const secrets = values
    .filter((value) => value !== undefined && value.length >= secretCharactersMin)
    .flatMap((value) => [String(value), encodeURIComponent(String(value))])
    // One that begins with another would leave its end.
    .toSorted((one, other) => other.length - one.length);
  return (text) => secrets.reduce((left, secret) => left.replaceAll(secret, '***'), text);
};
