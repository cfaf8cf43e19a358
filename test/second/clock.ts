import type { Dialect } from './dialect.ts';

/** Tells the time and writes it down. Times are milliseconds since 1970. */
export interface Clock {
  now(): number;
  write(time: number): string;
}

const hourMs = 3_600_000;

const skewMs: Readonly<Record<Dialect['clock'], number>> = {
  right: 0,
  'an-hour-behind': -hourMs,
  'a-day-ahead': 24 * hourMs,
};

const withOffset = (time: number, hours: number): string => {
  const sign = hours < 0 ? '-' : '+';
  const offset = `${sign}${String(Math.abs(hours)).padStart(2, '0')}:00`;
  return new Date(time + hours * hourMs).toISOString().replace('Z', offset);
};

/** Makes a clock that never goes back, not even when that of the machine is set. */
export const createClock = ({ timestamps, clock }: Pick<Dialect, 'timestamps' | 'clock'>): Clock => {
  let latest = 0;
  const write = (time: number): string => {
    const text = new Date(time).toISOString();
    switch (timestamps) {
      case 'milliseconds':
        return text;
      case 'seconds':
        return text.replace(/\.\d+/, '');
      case 'microseconds':
        return text.replace('Z', '417Z');
      case 'trimmed':
        return text.replace(/\.?0+Z$/, 'Z');
      case 'offset':
        return withOffset(time, 2);
      case 'mixed-offsets':
        return withOffset(time, (time % 5) - 2);
      case 'lower-case':
        return text.toLowerCase();
      default:
        throw new Error(`No way to write a time is called ${timestamps satisfies never}.`);
    }
  };
  return {
    now: () => {
      latest = Math.max(latest, Date.now() + skewMs[clock]);
      return latest;
    },
    write,
  };
};
