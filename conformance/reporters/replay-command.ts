import { quoted, shellLine } from '../../src/shell-word.ts';
import type { Finding } from '../evidence/report.ts';
import type { RunContext } from './judged-run.ts';

/** The command that repeats a finding. */
export const replayLine = ({ replay }: Finding, { command }: Pick<RunContext, 'command'>): string =>
  shellLine(`${command} --replay ${quoted(replay)}`);
