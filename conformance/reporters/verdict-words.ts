import type { RunVerdict, Verdict } from '../evidence/report.ts';

/** How a verdict is shown: a sign that needs no colour, its name, and what it means. */
export interface VerdictWords {
  readonly sign: string;
  readonly name: string;
  readonly means: string;
}

/** Every verdict on a clause, what asks for attention first. */
export const verdictWords: Readonly<Record<Verdict, VerdictWords>> = {
  broken: { sign: '✗', name: 'broken', means: 'a MUST: a document states it' },
  warned: { sign: '!', name: 'warned', means: 'a SHOULD is broken, or a MUST is in doubt' },
  untestable: { sign: '?', name: 'untestable', means: 'what it takes to test it failed' },
  held: { sign: '✓', name: 'held', means: 'tried, and never broken' },
  vacuous: { sign: '○', name: 'vacuous', means: 'nothing in this run met it' },
  'not-applicable': {
    sign: '–',
    name: 'not applicable',
    means: 'left out by the options or the contract, or unknown to this tool',
  },
};

/** The verdicts, what asks for attention first. */
export const verdictsByWeight = Object.keys(verdictWords) as readonly Verdict[];

/** Every verdict on a run. */
export const runVerdictWords: Readonly<Record<RunVerdict, VerdictWords>> = {
  conformant: { sign: '✓', name: 'conformant', means: 'No MUST that was tested is broken.' },
  nonconformant: { sign: '✗', name: 'not conformant', means: 'At least one promise is broken.' },
  untested: { sign: '?', name: 'not judged', means: 'The target could not be judged.' },
};
