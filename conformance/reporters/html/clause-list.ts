import type { ClauseReport, RunReport } from '../../evidence/report.ts';
import { citedWords } from '../cited-words.ts';
import { countText } from '../count-text.ts';
import { verdictsByWeight, verdictWords } from '../verdict-words.ts';
import { type Html, html } from './html.ts';
import { longText } from './long-text.ts';
import { verdictBadge } from './verdict-badge.ts';

const select = (id: string, name: string, options: readonly (readonly [value: string, text: string])[]): Html => {
  const items = options.map(([value, text]) => html`<option value="${value}">${text}</option>`);
  return html`<div class="field"><label for="${id}-${name}">${name}</label>
<select id="${id}-${name}" name="${name}"><option value="">any</option>${items}</select></div>`;
};

const distinct = (values: readonly string[]): readonly (readonly [string, string])[] =>
  [...new Set(values)].map((value) => [value, value]);

/** Writes the form that narrows the list down. A script shows it: without one it could do nothing. */
const filters = ({ api, clauses }: RunReport, id: string): Html => {
  const verdicts = verdictsByWeight.filter((one) => clauses.some(({ verdict }) => verdict === one));
  return html`<form class="filters" id="${id}-filters" role="search" aria-label="Clauses of ${api}" hidden>
<div class="field wide"><label for="${id}-search">search</label>
<input type="search" id="${id}-search" name="search" autocomplete="off" spellcheck="false" placeholder="id, reason, words of the documentation"></div>
${select(
  id,
  'verdict',
  verdicts.map((verdict) => [verdict, verdictWords[verdict].name]),
)}
${select(id, 'level', distinct(clauses.map(({ level }) => level)))}
${select(id, 'operation', distinct(clauses.map(({ operation }) => operation)))}
${select(id, 'kind', distinct(clauses.map(({ kind }) => kind)).toSorted())}
<button type="reset">Show all</button>
</form>`;
};

/** What a clause gives a row of the list, besides itself. */
interface RowContext {
  /** The id of the finding that tells of it, in the page; null where there is none. */
  readonly finding: string | null;
}

const row = (clause: ClauseReport, { finding }: RowContext): Html => {
  const { id, operation, kind, level, verdict, reason, cases, source } = clause;
  const link =
    finding === null
      ? null
      : html` <a class="to-finding" href="#${finding}">finding<span class="unseen"> of ${id}</span></a>`;
  return html`<tr data-verdict="${verdict}" data-level="${level}" data-operation="${operation}" data-kind="${kind}">
<td>${verdictBadge(verdict)}</td><td class="level">${level}</td>
<th scope="row"><code>${id}</code>${link}${reason === null ? null : html`<div class="reason">${longText(reason)}</div>`}${
    source === null
      ? null
      : html`<div class="says"><span class="title">${source.title}:</span> ${longText(citedWords(source))}</div>`
  }</th><td class="cases">${cases.toLocaleString('en')}</td></tr>`;
};

/** Writes every clause of a run, with a form that searches and filters them. */
export const clauseListMarkup = (
  run: RunReport,
  id: string,
  findingOf: (clause: string) => string | null,
): Html => html`${filters(run, id)}
<p class="shown" id="${id}-shown" role="status">${countText(run.clauses.length, 'clause')}</p>
<table class="clauses" id="${id}-list" aria-describedby="${id}-shown">
<caption class="unseen">Every clause of the contract</caption>
<thead><tr><th scope="col">verdict</th><th scope="col">level</th><th scope="col">clause</th><th scope="col" class="cases">cases</th></tr></thead>
<tbody>${run.clauses.map((clause) => row(clause, { finding: findingOf(clause.id) }))}</tbody>
</table>`;
