import { countText } from '../count-text.ts';
import type { JudgedRun } from '../judged-run.ts';
import { newsAndKnown } from '../news-and-known.ts';
import { unownedText } from '../unowned-text.ts';
import { runVerdictWords } from '../verdict-words.ts';
import { clauseListMarkup } from './clause-list.ts';
import { figuresMarkup } from './figures.ts';
import { findingMarkup } from './finding.ts';
import { findingIndex } from './finding-index.ts';
import { type Html, html } from './html.ts';
import { leftoversMarkup } from './leftovers.ts';
import { longText } from './long-text.ts';
import { matrixMarkup } from './matrix.ts';
import { staleBaselineMarkup } from './stale-baseline.ts';

const part = (id: string, title: Html | string, content: Html): Html =>
  html`<section><h3 id="${id}" tabindex="-1">${title}</h3>${content}</section>`;

/** Returns a sentence: what the verdict means here. */
const meaningOf = ({ run, context }: JudgedRun): string => {
  const { verdict, reason, clauses, staleBaseline } = run;
  if (reason !== null) return reason;
  const failing = clauses.filter(
    (clause) => clause.verdict === 'broken' || (context.isStrict && clause.verdict === 'warned'),
  );
  const known = failing.filter(({ id }) => context.known.has(id)).length;
  if (verdict === 'nonconformant' && staleBaseline.length > 0 && known === failing.length)
    return 'The baseline is stale.';
  if (failing.length === 0) return runVerdictWords[verdict].means;
  const besides = known === 0 ? '' : `; the baseline knows ${known.toLocaleString('en')} that it leaves out`;
  return `${failing.length.toLocaleString('en')} of ${countText(clauses.length, 'clause')} ${failing.length === 1 ? 'is' : 'are'} broken${besides}.`;
};

const heading = ({ run, context }: JudgedRun, id: string): Html => {
  const { sign, name } = runVerdictWords[run.verdict];
  const facts: readonly (readonly [string, string])[] = [
    ['target', run.target],
    ['began', `${run.startedAt.slice(0, 19).replace('T', ' ')} UTC`],
    ['took', `${(run.durationMs / 1000).toFixed(1)} s`],
    ['requests', run.requests.toLocaleString('en')],
    ['seed', String(run.seed)],
  ];
  return html`<header class="verdict" data-run-verdict="${run.verdict}">
<h2 id="${id}">${run.api} <span class="title">${context.title}</span></h2>
<p class="verdict-words"><span class="sign" aria-hidden="true">${sign}</span> <span class="name">${name}</span></p>
<div class="verdict-means">${longText(meaningOf({ run, context }))}</div>
<dl class="facts">${facts.map(([term, fact]) => html`<div><dt>${term}</dt><dd>${longText(fact)}</dd></div>`)}</dl>
</header>`;
};

/** Writes all there is to say of one run. */
export const runSection = (judged: JudgedRun, id: string): Html => {
  const { run, context } = judged;
  const { news, known } = newsAndKnown(judged);
  const causes = [...news, ...known];
  const idOf = (index: number): string => `${id}-finding-${index + 1}`;
  const ids = new Map(causes.flatMap((cause, index) => cause.map(({ clause }) => [clause, idOf(index)] as const)));
  const findings = causes.map((cause, index) => findingMarkup(cause, idOf(index), context));
  const unowned = unownedText(context.unowned);
  const together =
    causes.length === run.findings.length
      ? ''
      : html`<p class="note">${countText(run.findings.length, 'finding')}, of ${countText(causes.length, 'cause')}: what breaks for one cause stands together.</p>`;
  return html`<section class="run" id="${id}-run" aria-labelledby="${id}">
${heading(judged, id)}
${figuresMarkup(run, id)}
${unowned === null ? null : html`<p class="note">${unowned}</p>`}
${causes.length === 0 ? null : part(`${id}-wrong`, 'What is wrong', html`${together}<p class="note">What a document states comes before what is inferred, and first of it what lets in, leaks or loses something. Each leads to the exchange that shows it.</p>${findingIndex(causes, idOf)}`)}
${run.clauses.length === 0 ? null : part(`${id}-matrix`, 'Operations and kinds of clause', matrixMarkup(run, id))}
${causes.length === 0 ? null : part(`${id}-findings`, 'Findings', html`<p class="note">*** stands for a secret, which no report shows. A line by hand names what the run had made, and may have deleted since: put in something of your own. A line to repeat makes it again.</p>${findings}`)}
${run.leftovers.length === 0 ? null : part(`${id}-leftovers`, 'Left over', leftoversMarkup(run.leftovers))}
${run.staleBaseline.length === 0 ? null : part(`${id}-stale`, 'Stale baseline', staleBaselineMarkup(run.staleBaseline))}
${part(
  `${id}-clauses`,
  'Clauses',
  clauseListMarkup(run, id, (clause) => ids.get(clause) ?? null),
)}
</section>`;
};
