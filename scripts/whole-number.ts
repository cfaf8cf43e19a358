import { UsageError } from '../src/document/usage-error.ts';

/** Reads the whole number that an option gives; throws a UsageError for anything else. */
export const wholeNumber = (
  name: string,
  text: string,
  { min, usage }: { readonly min: number; readonly usage: string },
): number => {
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= min) return value;
  throw new UsageError(`--${name} ${JSON.stringify(text)} is no whole number from ${min}.\n\n${usage}`);
};
