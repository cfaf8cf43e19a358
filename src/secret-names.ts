/** Words in the names of what is secret, whoever named it. */
const words =
  /token|secret|key(?!word|board)|passw|pwd|passphrase|signature|credential|auth(?!or(?!i[sz]))|cookie|jwt|session/;

/** Short names of the same. */
const shortNames = ['sig', 'sid', 'pin'];

/** Names with such a word that are no secret: a journal needs them to tell requests apart, or to say what was asked for. */
const harmless = ['idempotency-key', 'x-idempotency-key', 'www-authenticate', 'proxy-authenticate', 'x-mock-session'];

/** Whether a header or a query parameter bears a secret, by its name. */
export const isSecretName = (name: string): boolean => {
  const lower = name.toLowerCase();
  return !harmless.includes(lower) && (words.test(lower) || shortNames.includes(lower));
};
