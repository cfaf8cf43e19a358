/** A number as its digits say it: `digits` times ten to the power of `exponent`. */
interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/** Numbers from here on are written with an exponent, so that none of their digits is left out. */
const plainMax = 1e21;

/** Reads the digits with which a number is written: as JSON has it, 19.99 is no binary fraction near it. */
const decimalOf = (value: number): Decimal => {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
};

/** Writes the digits of a number for a smaller exponent. */
const scaled = ({ digits, exponent }: Decimal, to: number): bigint => digits * 10n ** BigInt(exponent - to);

/**
 * Whether a number is a multiple of another, by the digits of both. JSON.parse rounds large integers: such a number is a multiple
 * if any integer that rounds to it is.
 */
export const isMultipleOf = (value: number, step: number): boolean => {
  if (!Number.isFinite(value) || !Number.isFinite(step) || step === 0) return false;
  const [one, other] = [decimalOf(value), decimalOf(step)];
  const exponent = Math.min(one.exponent, other.exponent);
  const [whole, part] = [scaled(one, exponent), scaled(other, exponent)];
  const rest = whole % part;
  if (rest === 0n) return true;
  if (Number.isSafeInteger(value) || !Number.isInteger(value) || Math.abs(value) >= plainMax) return false;
  // The multiples on both sides of what was read.
  const toward = whole < 0n === part < 0n ? part : -part;
  return [whole - rest, whole - rest + toward].some((near) => Number(`${near}e${exponent}`) === value);
};

/** Numbers have about so many digits that are exact. */
const exactDigits = 15;

/** Multiplies a step, and rounds away the digits that binary fractions add. */
export const timesStep = (step: number, count: number): number => {
  const product = count * step;
  return Number.isSafeInteger(product) ? product : Number(product.toPrecision(exactDigits));
};
