import type { ClauseReport, RunReport } from '../../evidence/report.ts';
import { isKeyword, kindWords } from '../kind-words.ts';
import { verdictsByWeight, verdictWords } from '../verdict-words.ts';
import { type Html, html } from './html.ts';
import { kindGroups } from './kind-groups.ts';

/** Writes what became of the clauses of one kind at one operation: a count for each verdict, what asks for attention first. */
const cell = (clauses: readonly ClauseReport[], id: string, classes: string): Html => {
  const [first] = clauses;
  if (first === undefined) return html`<td class="${classes}"></td>`;
  const { operation, kind } = first;
  const present = verdictsByWeight.filter((one) => clauses.some(({ verdict }) => verdict === one));
  const counts = present.map((one) => {
    const { sign, name } = verdictWords[one];
    const count = clauses.filter(({ verdict }) => verdict === one).length;
    return html`<span class="count" data-verdict="${one}"><span aria-hidden="true">${sign}</span><span class="unseen">${name} </span>${count}</span> `;
  });
  return html`<td class="${classes}"><a href="#${id}-clauses" data-filter="${id}" data-operation="${operation}" data-kind="${kind}" data-worst="${present[0] ?? ''}"><span class="unseen">${operation}, ${kind}: </span>${counts}</a></td>`;
};

const legend = (clauses: readonly ClauseReport[]): Html => {
  const present = verdictsByWeight.filter((one) => clauses.some(({ verdict }) => verdict === one));
  const items = present.map((one) => {
    const { sign, name } = verdictWords[one];
    return html`<li data-verdict="${one}"><span aria-hidden="true">${sign}</span> ${name}</li>`;
  });
  return html`<ul class="legend" aria-label="Signs">${items}</ul>`;
};

/** What the columns are about. */
const meanings = (kinds: readonly string[]): Html => {
  const keywords = kinds.filter(isKeyword);
  const rows: readonly (readonly [string, string])[] = [
    ...(keywords.length === 0 ? [] : [[keywords.join(', '), 'keywords of JSON Schema'] as const]),
    ...kinds.map((kind) => [kind, kindWords(kind) ?? ''] as const).filter(([, says]) => says !== ''),
  ];
  const items = rows.map(([kind, says]) => html`<div><dt>${kind}</dt> <dd>${says}</dd></div>`);
  return html`<details class="kinds"><summary>What the kinds mean</summary><dl>${items}</dl></details>`;
};

/** Writes a table of operations and kinds of clause. Each cell leads to its clauses. */
export const matrixMarkup = ({ api, clauses }: RunReport, id: string): Html => {
  const groups = kindGroups(clauses);
  const columns = groups.flatMap(({ kinds }) => kinds.map((kind, index) => ({ kind, isFirst: index === 0 })));
  const byOperation = Map.groupBy(clauses, ({ operation }) => operation);
  const rows = [...byOperation].map(([operation, own]) => {
    const byKind = Map.groupBy(own, ({ kind }) => kind);
    const cells = columns.map(({ kind, isFirst }) => cell(byKind.get(kind) ?? [], id, isFirst ? 'first' : ''));
    return html`<tr><th scope="row"><a href="#${id}-clauses" data-filter="${id}" data-operation="${operation}">${operation}</a></th>${cells}</tr>`;
  });
  return html`${legend(clauses)}<a class="skip within" href="#${id}-clauses">Skip the table</a><div class="scroll" role="region" aria-label="Operations of ${api}" tabindex="0"><table class="matrix">
<caption class="unseen">How many clauses of each kind, at each operation, have which verdict</caption>
<thead>
<tr><td></td>${groups.map(({ name, kinds }) => html`<th scope="colgroup" colspan="${kinds.length}" class="first">${name}</th>`)}</tr>
<tr><th scope="col" class="corner">operation</th>${columns.map(({ kind, isFirst }) => html`<th scope="col" class="kind${isFirst ? ' first' : ''}"><span>${kind}</span></th>`)}</tr>
</thead>
<tbody>${rows}</tbody>
</table></div>${meanings(columns.map(({ kind }) => kind))}`;
};
