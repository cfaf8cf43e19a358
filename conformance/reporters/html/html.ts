import { html as escaped, raw } from 'hono/html';
import { visible } from '../../../src/visible.ts';

/** Markup that is safe to stand in a page. */
export type Html = ReturnType<typeof raw>;

/** What may stand in a template: text is escaped, lists are joined, nothing is left out. */
export type HtmlValue = string | number | Html | false | null | readonly HtmlValue[];

const shown = (value: HtmlValue): unknown => {
  if (typeof value === 'string') return visible(value);
  return Array.isArray(value) ? value.map(shown) : value;
};

/** Writes markup; every text in it is escaped, and nothing that it holds is invisible. Attributes have to stand in quotes. */
export const html = (strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html =>
  escaped(strings, ...values.map(shown)) as Html;

/** Takes markup as it is. Only for what is our own. */
export const trusted = (markup: string): Html => raw(markup);
