import type { ReportedExchange } from '../../evidence/report.ts';
import { type ShownBody, shownBody } from './body.ts';
import { type Html, html } from './html.ts';
import { longText } from './long-text.ts';
import { shortened } from './shortened.ts';

/** What is marked in an exchange, as JSON Pointers into its bodies; null for nothing. */
export interface Marks {
  readonly request: string | null;
  readonly response: string | null;
}

const headerList = (headers: Readonly<Record<string, string>>): Html | null => {
  const entries = Object.entries(headers);
  if (entries.length === 0) return null;
  const rows = entries.map(([name, value]) => html`<div><dt>${name}</dt><dd>${longText(value)}</dd></div>`);
  return html`<dl class="headers">${rows}</dl>`;
};

const none: ShownBody = { markup: html`<p class="none">no body</p>`, place: null };

const bodyOf = (body: string | null, marked: string | null): ShownBody =>
  body === null || body === '' ? none : shownBody(body, marked);

const placeNote = ({ place }: ShownBody): Html | null =>
  place === null || place === '' ? null : html` <span class="place">marked: <code>${shortened(place)}</code></span>`;

const question = ({ request }: ReportedExchange, marked: string | null): Html => {
  const body = bodyOf(request.body, marked);
  return html`<h5>Request${placeNote(body)}</h5>
<div class="url"><b>${request.method}</b> ${longText(request.url)}</div>
${headerList(request.headers)}${body.markup}`;
};

const answer = ({ response, failure }: ReportedExchange, marked: string | null): Html => {
  if (response === null) return html`<h5>No response</h5><div>${longText(failure ?? '')}</div>`;
  const body = bodyOf(response.body, marked);
  return html`<h5>Response ${response.status}${placeNote(body)}</h5>
${headerList(response.headers)}${body.markup}`;
};

/** Writes a request and its answer; folded, unless it is the telling one. */
export const exchangeMarkup = (
  exchange: ReportedExchange,
  { title, isOpen, marks }: { readonly title: string; readonly isOpen: boolean; readonly marks: Marks },
): Html => {
  const { request, response } = exchange;
  const status = response === null ? 'no response' : String(response.status);
  return html`<details class="exchange" ${isOpen ? html`open` : ''}>
<summary><span class="step">${title}</span> <span class="request-line"><b>${request.method}</b> ${shortened(request.url)}</span> <span class="status">→ ${status}</span></summary>
<div class="messages">
<div class="message">${question(exchange, marks.request)}</div>
<div class="message">${answer(exchange, marks.response)}</div>
</div>
</details>`;
};
