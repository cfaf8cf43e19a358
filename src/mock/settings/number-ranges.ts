import { bodyBytesMax, delayMsMax, portMax } from './limits.ts';

/** The range of an option that is a number. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
}

/** The ranges of the options that are numbers. */
export const numberRanges = {
  port: { min: 0, max: portMax, integer: true },
  seed: { min: 0, max: 2 ** 32 - 1, integer: true },
  delayMs: { min: 0, max: delayMsMax, integer: true },
  failRate: { min: 0, max: 1, integer: false },
  bodyLimitBytes: { min: 1, max: bodyBytesMax, integer: true },
} as const satisfies Readonly<Record<string, NumberRange>>;

/** Returns in which range a number must be; null where it is. */
export const rangeMistake = (value: number, { min, max, integer }: NumberRange): string | null => {
  if (value >= min && value <= max && (!integer || Number.isInteger(value))) return null;
  return `must be a ${integer ? 'whole ' : ''}number from ${min} to ${max}`;
};
