import { didYouMean } from '../../document/did-you-mean.ts';
import { isObject, type JsonValue } from '../../document/document.ts';
import { numberRanges, rangeMistake } from '../settings/number-ranges.ts';
import { type Breakable, type Faults, failures, faultsOf, firstBreakMistake } from './faults.ts';

const known = ['break', 'delayMs', 'failRate', 'failWith'];

const numberMistake = (name: 'delayMs' | 'failRate', value: JsonValue | undefined): string | null => {
  if (value === undefined) return null;
  if (typeof value !== 'number') return `${name} must be a number.`;
  const mistake = rangeMistake(value, numberRanges[name]);
  return mistake === null ? null : `${name} ${mistake}.`;
};

const mistakeIn = (breakable: Breakable, value: JsonValue): string | null => {
  if (!isObject(value)) return `Faults are an object, as {"break":["CLAUSE"]}; it can have: ${known.join(', ')}.`;
  const stranger = Object.keys(value).find((name) => !known.includes(name));
  if (stranger !== undefined) return `There are no faults called ${stranger}. ${didYouMean(stranger, known)}`;
  const { break: ids = [], failWith } = value;
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === 'string')) return 'break must be a list of clauses.';
  if (failWith !== undefined && !failures.some((one) => one === failWith)) {
    return `failWith must be one of: ${failures.join(', ')}.`;
  }
  return (
    numberMistake('delayMs', value.delayMs) ??
    numberMistake('failRate', value.failRate) ??
    firstBreakMistake(breakable, ids)
  );
};

/** Reads faults from JSON; a sentence where they can't be. What isn't named there is right. */
export const readFaults = (breakable: Breakable, value: JsonValue): Faults | string => {
  const mistake = mistakeIn(breakable, value);
  return mistake ?? faultsOf(value as Partial<Faults>);
};
