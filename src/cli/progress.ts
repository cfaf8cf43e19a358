import ora from 'ora';
import type { RunEvent } from '../../conformance/run/run-events.ts';
import { visibleLine } from '../visible.ts';
import { printerTo } from './output.ts';

/** How often a line is written where there is no terminal to redraw one on, in milliseconds: often enough for a log to show that it goes on. */
const plainEveryMs = 10_000;

/** What is known of a run by now. */
interface State {
  readonly api: string;
  readonly checks: number;
  readonly startedAt: number;
}

/** Shows how far a run has come. */
export interface Progress {
  show(event: RunEvent): void;
  stop(): void;
}

const numberText = (count: number): string => count.toLocaleString('en');

const timeLeft = (state: State, budgetSeconds: number | undefined, now: number): string => {
  if (budgetSeconds === undefined) return '';
  const seconds = Math.max(0, Math.ceil(budgetSeconds - (now - state.startedAt) / 1000));
  return ` · ${seconds} s of the budget left`;
};

/** What a line says: the operation and the check, cases, requests and their rate, and what is left of the budget. */
const lineOf = (
  state: State,
  event: Extract<RunEvent, { type: 'check-started' }>,
  budgetSeconds: number | undefined,
  now: number,
): string => {
  const rate = Math.round(event.requests / Math.max(0.001, (now - state.startedAt) / 1000));
  const done = `${state.api} ${event.index + 1}/${state.checks} ${visibleLine(event.operation)}`;
  const counts = `${numberText(event.cases)} cases · ${numberText(event.requests)} requests · ${numberText(rate)}/s`;
  return `${done} · ${counts}${timeLeft(state, budgetSeconds, now)}`;
};

/** A terminal without a size, as scripts open them, has no line to redraw: to clear one, ora would go up for ever. */
const isDrawnOn = ({ isTTY, columns }: NodeJS.WriteStream): boolean => isTTY && columns > 0;

/** Makes a display on a stream: one line that is redrawn on a terminal, and elsewhere, say in CI, a line now and then. */
export const createProgress = (
  stream: NodeJS.WriteStream,
  { budgetSeconds }: { readonly budgetSeconds: number | undefined },
): Progress => {
  // Its own reading of stdin would take Ctrl-C away from us.
  const spinner = ora({ stream, discardStdin: false });
  const stop = (): void => {
    if (spinner.isSpinning) spinner.stop();
  };
  let state: State = { api: '', checks: 0, startedAt: 0 };
  let writtenAt = 0;
  return {
    show(event) {
      const now = performance.now();
      if (event.type === 'run-started') {
        state = { api: event.api, checks: event.checks, startedAt: now };
        writtenAt = now;
      }
      if (event.type === 'run-finished') stop();
      if (event.type !== 'check-started') return;
      const line = lineOf(state, event, budgetSeconds, now);
      if (isDrawnOn(stream)) spinner.start(line);
      else if (now - writtenAt >= plainEveryMs) {
        writtenAt = now;
        printerTo(stream)(line);
      }
    },
    stop,
  };
};
