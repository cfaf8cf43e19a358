import type { BaselineOutcome } from '../../conformance/baseline/judge-baseline.ts';
import { readBaseline } from '../../conformance/baseline/read-baseline.ts';
import { updateBaseline } from '../../conformance/baseline/update-baseline.ts';
import { prepareBaselineFile, writeBaseline } from '../../conformance/baseline/write-baseline.ts';
import type { Terminal } from '../../conformance/reporters/terminal.ts';
import { writeBaselineUpdate } from '../../conformance/reporters/write-baseline-outcome.ts';
import type { Baseline } from '../../conformance/settings/baseline.ts';
import { UsageError } from '../document/usage-error.ts';

/** The options of a command that speak of a baseline, or that go ill with it. */
export interface BaselineOptions {
  readonly baseline?: string;
  readonly baselineUpdate?: boolean;
  readonly replay?: string;
  readonly plan?: boolean;
}

/**
 * Reads the baseline that a command names; undefined where it names none, or repeats one case, of which the truth is wanted.
 * Throws a UsageError where it can't be read, or could not be written afterwards.
 */
export const commandBaseline = async ({
  baseline: file,
  baselineUpdate: isUpdated = false,
  replay,
  plan,
}: BaselineOptions): Promise<Baseline | undefined> => {
  if (isUpdated && file === undefined) {
    throw new UsageError('--baseline-update brings the file of --baseline up to date. Give --baseline FILE too.');
  }
  const other = replay !== undefined ? '--replay' : plan ? '--plan' : null;
  if (isUpdated && other !== null) {
    throw new UsageError(`--baseline-update takes a whole run, and ${other} makes none. Leave out one of the two.`);
  }
  if (file === undefined || replay !== undefined) return undefined;
  const baseline = await readBaseline(file, { mayBeMissing: isUpdated });
  if (isUpdated) await prepareBaselineFile(file);
  return baseline;
};

/** Brings the file of a baseline up to date with what the runs of a command showed, and says what changed. Throws a UsageError where it can't be written. */
export const updateBaselineFile = async (
  terminal: Terminal,
  baseline: Baseline,
  outcomes: readonly BaselineOutcome[],
): Promise<void> => {
  const update = updateBaseline(baseline, outcomes);
  const { text } = await readBaseline(baseline.name, { mayBeMissing: true });
  if (text !== baseline.text)
    throw new UsageError(
      `The baseline ${baseline.name} was changed while the run went on, and is left as it is. Run again.`,
    );
  await writeBaseline(baseline.name, update.text);
  writeBaselineUpdate(terminal, baseline.name, update, outcomes);
};
