import type { JudgedRun } from '../judged-run.ts';
import { runVerdictWords } from '../verdict-words.ts';
import { readAssets } from './assets.ts';
import { contentsMarkup, runId } from './contents.ts';
import { type Html, html, trusted } from './html.ts';
import { runSection } from './run-section.ts';

const titleOf = (runs: readonly JudgedRun[]): string => {
  const verdicts = runs.map(({ run }) => `${run.api} ${runVerdictWords[run.verdict].name}`);
  return ['Conformance report', ...verdicts].join(' · ');
};

const page = async (tool: string, runs: readonly JudgedRun[]): Promise<Html> => {
  const { style, script } = await readAssets();
  // The page itself is all that it may load, and nothing in it but our own style and script may do anything.
  const policy = `default-src 'none'; style-src ${style.source}; script-src ${script.source}; base-uri 'none'; form-action 'none'`;
  const sections = runs.map((judged, index) => runSection(judged, runId(index)));
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${titleOf(runs)}</title>
<style>${trusted(style.text)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="page-header"><h1>Conformance report</h1><p class="tool">${tool}</p>
<button type="button" id="theme" aria-pressed="false" hidden>Dark theme</button></header>
${contentsMarkup(runs)}
<main id="content" tabindex="-1">${runs.length === 0 ? html`<p>Nothing was judged.</p>` : sections}</main>
<p id="said" class="unseen" role="status"></p>
<script>${trusted(script.text)}</script>
</body>
</html>
`;
};

/** Writes runs as one page of HTML that needs nothing else, and in which whatever a target said is text. */
export const htmlReport = async (tool: string, runs: readonly JudgedRun[]): Promise<string> =>
  String(await page(tool, runs));
