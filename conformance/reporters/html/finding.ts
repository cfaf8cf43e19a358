import type { FindingsOfCause } from '../../evidence/findings-by-cause.ts';
import type { Finding } from '../../evidence/report.ts';
import { alsoIn } from '../also-in.ts';
import { isReasoning } from '../cited-words.ts';
import type { RunContext } from '../judged-run.ts';
import { replayLine } from '../replay-command.ts';
import { copiedLine } from './copied-line.ts';
import { exchangeMarkup } from './exchange.ts';
import { findingMarks } from './finding-marks.ts';
import { type Html, html } from './html.ts';
import { levelBadge } from './level-badge.ts';
import { longText } from './long-text.ts';

const unmarked = { request: null, response: null };

const comparison = ({ expected, received }: Finding): Html => html`<dl class="comparison">
<div class="expected"><dt>expected</dt><dd><code>${longText(expected)}</code></dd></div>
<div class="received"><dt>received</dt><dd><code>${longText(received)}</code></dd></div>
</dl>`;

const knownNote = ({ clause }: Finding, { known }: RunContext): Html | null => {
  const reason = known.get(clause);
  return reason === undefined ? null : html`<p class="known">known, by the baseline: ${longText(reason)}</p>`;
};

const citation = ({ source, level }: Finding): Html | null => {
  if (source === null) return null;
  const says = longText(source.says);
  return isReasoning(source)
    ? html`<figure class="source"><p>${says}</p><figcaption>${source.title}</figcaption></figure>`
    : html`<figure class="source"><blockquote>${says}</blockquote><figcaption>${level === 'MUST' ? '' : 'inferred from: '}${source.title}</figcaption></figure>`;
};

const exchangesOf = (finding: Finding): readonly Html[] => {
  const { exchanges } = finding;
  const last = exchanges.length - 1;
  return exchanges.map((exchange, index) =>
    exchangeMarkup(exchange, {
      title: exchanges.length === 1 ? '' : `${index + 1} of ${exchanges.length}`,
      isOpen: index === last,
      marks: index === last ? findingMarks(finding) : unmarked,
    }),
  );
};

const othersMarkup = (cause: FindingsOfCause, context: RunContext): Html | null =>
  cause.length === 1
    ? null
    : html`<details class="also"><summary>Also in ${alsoIn(cause)}</summary>
${cause.slice(1).map(
  (finding) => html`<div class="other"><p>${levelBadge(finding)} <code>${finding.clause}</code></p>
<div>${longText(finding.message)}</div>${comparison(finding)}${copiedLine('repeat', replayLine(finding, context))}</div>`,
)}</details>`;

/** Writes the findings of one cause: the first in full, the others in short. */
export const findingMarkup = (cause: FindingsOfCause, id: string, context: RunContext): Html => {
  const [finding] = cause;
  return html`
<article class="finding" id="${id}" data-level="${finding.level}" aria-labelledby="${id}-title">
<header><p>${levelBadge(finding)} <span class="level">${finding.level}</span> <span class="operation">${finding.operation}</span></p>
<h4 id="${id}-title">${finding.clause}</h4></header>
<div class="lead">${longText(finding.message)}</div>
${knownNote(finding, context)}
${citation(finding)}
${comparison(finding)}
${exchangesOf(finding)}
${finding.curl === '' ? null : copiedLine(finding.exchanges.length > 1 ? 'the last by hand' : 'by hand', finding.curl)}
${copiedLine('repeat', replayLine(finding, context))}
${othersMarkup(cause, context)}
</article>`;
};
