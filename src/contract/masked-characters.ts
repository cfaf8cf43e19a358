/** How many characters of a secret, its last ones, are shown where it is masked (`x-secret: last4`). */
export const maskedCharacters = 4;
