/** Writes how many there are of something, say `1 clause` or `1,200 requests`. */
export const countText = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
