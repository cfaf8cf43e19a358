/** Thrown in the place of a request that the last gate doesn't let pass; the message says why. */
export class Withheld extends Error {}
