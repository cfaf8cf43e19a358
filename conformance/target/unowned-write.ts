/** Thrown in the place of a write that the last gate doesn't let pass: words of a contract that contradict each other can lead there. */
export class UnownedWrite extends Error {}
