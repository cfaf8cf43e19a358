import { styleText } from 'node:util';
import { visibleLine } from '../../src/visible.ts';
import type { Explanation } from '../explain/explainer.ts';
import { citedWords } from './cited-words.ts';
import type { Terminal } from './terminal.ts';
import { wrapped } from './wrapped.ts';

/** Where a clause is written down. */
export interface WrittenPlace {
  readonly file: string;
  /** Counted from 1; null where the file doesn't say it itself. */
  readonly line: number | null;
}

/** Lines longer than this are hard to read, and shorter ones hold no id. */
const columnsRange = { min: 60, max: 120 } as const;

const labelColumns = 12;

/** Ids that are written out of a long list; `--json` gives all. */
const idsShownMax = 3;

const levels = {
  MUST: 'MUST: a document states it; broken, it fails a run',
  SHOULD: 'SHOULD: it is inferred; broken, it is warned of, and fails a run with --strict',
  MAY: 'MAY',
} as const;

type Style = Parameters<typeof styleText>[0];

/** A line under a label. What is to be copied is not broken, however long it is. */
type Text = string | { readonly copied: string } | { readonly aside: string };

const some = (ids: readonly string[]): readonly Text[] => [
  ...ids.slice(0, idsShownMax).map((aside) => ({ aside })),
  ...(ids.length > idsShownMax ? [{ aside: `… and ${ids.length - idsShownMax} more` }] : []),
];

const checkTexts = ({ checks, untested }: Explanation): readonly Text[] => {
  if (untested !== null) return [`by nothing: ${untested}`];
  if (checks.length === 0) return ['by nothing of its own: it is judged wherever an answer meets it'];
  return checks.flatMap(({ kind, does, ids }) => [`${kind}: ${does}`, ...some(ids)]);
};

const handTexts = ({ byHand, operation }: Explanation): readonly Text[] => {
  const { valid, changed, steps } = byHand;
  if (valid === null) return [`no request to ${operation.id} can be made from the contract alone`, steps];
  const variables = [...new Set(`${valid}${changed}`.match(/WEBHOOK_CONTRACTS_[A-Z_]+/g))];
  const first = variables.length === 0 ? [] : [`With ${variables.join(' and ')} set:`];
  if (changed === null) return [...first, { copied: valid }, steps];
  return [...first, { copied: valid }, 'Then, with one thing changed:', { copied: changed }, steps];
};

const sections = (
  explanation: Explanation,
  { file, line }: WrittenPlace,
): readonly (readonly [string, readonly Text[]])[] => {
  const { level, operation, pointer, source, resting, breaking, flaw } = explanation;
  const summary = operation.summary === '' ? [] : [operation.summary];
  return [
    ['level', [levels[level]]],
    ['operation', [`${operation.method} ${operation.path} (${operation.id})`, ...summary]],
    [
      'contract',
      [{ copied: line === null ? file : `${file}:${line}` }, { aside: pointer === '' ? '(the root)' : pointer }],
    ],
    ['source', source === null ? ['none is given'] : [source.title, citedWords(source)]],
    [
      'entails',
      resting.length === 0
        ? ['nothing: all else can be judged as before']
        : ['While it is broken, nothing can be said of:', ...some(resting)],
    ],
    ['tested', checkTexts(explanation)],
    [
      'on demand',
      [{ copied: breaking.command }, 'or, in one request to any mock:', { copied: `-H ${breaking.header}` }],
    ],
    ['by hand', handTexts(explanation)],
    ['flaw', [flaw ?? 'none: this tool cannot judge it']],
  ];
};

/** Writes what is known of a clause, for somebody who has just met it in a report. */
export const writeExplanation = (terminal: Terminal, explanation: Explanation, place: WrittenPlace): void => {
  const style = (kind: Style, text: string): string => styleText(kind, text, { stream: terminal.stream });
  const { min, max } = columnsRange;
  const columns = Math.min(max, Math.max(min, terminal.stream.columns ?? max));
  terminal.write(style('bold', visibleLine(explanation.id)));
  for (const line of wrapped(explanation.says, columns - 2)) terminal.write(`  ${visibleLine(line)}`);
  terminal.write('');
  for (const [label, texts] of sections(explanation, place)) {
    const lines = texts.flatMap((text) => {
      if (typeof text === 'string') return wrapped(text, columns - labelColumns - 2).map(visibleLine);
      return 'copied' in text
        ? [style('cyan', visibleLine(text.copied))]
        : [style('dim', visibleLine(`  ${text.aside}`))];
    });
    for (const [index, line] of lines.entries()) {
      const head = (index === 0 ? label : '').padEnd(labelColumns);
      terminal.write(`  ${style('dim', head)}${line}`);
    }
  }
};
